import { abreast } from '#lib/abreast';
import { sha256 } from '#lib/hash';
import type { HistoryEntry, Instant, Run } from '#model';
import { snapshotPlace } from '../runs/chunks.ts';
import { isShard } from '../bills/component-files.ts';
import type { Files } from '../files.ts';
import { findingsPlace, ledgerOf, runsPlace } from '../memory.ts';
import { findingIn } from '../moved.ts';
import { markOf, namingOn } from './naming.ts';
import type { Retained } from './retention.ts';
import { all, type Item, type Page, type Table } from '../table.ts';

/** What is looked at to tell which files are named. */
export interface Named {
  readonly state: Table;
  readonly ledger: Table;
  readonly files: Files;
  /** How many items are asked for at once. */
  readonly width: number;
}

/** The files that something which is kept names. */
export interface NamedFiles {
  has(path: string): boolean;
  /** Takes in what all kept runs and findings name. False where it was late before that was done: what was found out is kept. */
  gather(isLate: () => boolean): Promise<boolean>;
  /** Takes in what runs and findings name that came since. */
  catchUp(): Promise<void>;
  /** Takes in what these files name, which stay though nothing names them: none of them loses a part. */
  keepPartsOf(paths: readonly string[]): Promise<void>;
}

/** Bodies by which a file of marks is told from that of another form. */
const form = 1;

/**
 * The files that runs, findings and their history of a time name. What the runs of a day name is kept in a file once the day is
 * over, so that each run is opened once, and not each time that somebody asks.
 */
export function namedFiles(
  { state, ledger, files, width }: Named,
  { since, days, today, known }: Retained,
): NamedFiles {
  const named = new Set<string>();
  const naming = namingOn(files);
  const seen = new Set(known);
  const versions = new Map<string, number>();
  const add = (marks: Iterable<string>): void => {
    for (const mark of marks) named.add(mark);
  };

  return {
    has: (path) => path.endsWith('.json') && named.has(markOf(path)),
    async gather(isLate) {
      for (const [day, runs] of days) {
        if (isLate()) return false;
        add(await ofDay(day, runs));
      }
      await addFindings();
      return true;
    },
    async catchUp() {
      const fresh: string[] = [];
      for await (const id of newestRuns(state)) {
        if (seen.has(id)) break;
        fresh.push(id);
      }
      for (const id of fresh) seen.add(id);
      add(await naming.ofRuns(fresh));
      await addFindings();
    },
    async keepPartsOf(paths) {
      const runs = paths.filter((it) => it.startsWith('runs/')).map((it) => it.slice('runs/'.length, -'.json'.length));
      const wholes = paths.filter((it) => it.startsWith('snapshots/') || it.startsWith('components/'));
      add(await naming.ofRuns(runs));
      add(await naming.ofWholes(wholes.filter((it) => !isShard(it))));
    },
  };

  async function ofDay(day: string, runs: readonly string[]): Promise<Iterable<string>> {
    const place = `marks/${day}-${sha256(JSON.stringify([form, runs])).slice(0, 16)}.json`;
    const kept = day < today ? await files.get(place) : undefined;
    if (kept !== undefined) return [markOf(place), ...(JSON.parse(kept) as readonly string[])];
    const marks = await naming.ofRuns(runs);
    if (day < today) await files.put(place, JSON.stringify([...marks]));
    return [markOf(place), ...marks];
  }

  /** Of what is over only what moved it since then counts; what stands is kept with what it stands by. */
  async function addFindings(): Promise<void> {
    const moved: Item[] = [];
    for await (const item of all(state, findingsPlace)) {
      if (versions.get(item.sort) !== item.version) moved.push(item);
      versions.set(item.sort, item.version);
    }
    const ids = await abreast(moved, width, async ({ sort, body }) => {
      const { status, snapshots } = findingIn(body);
      return [...(standing.has(status) ? snapshots : []), ...(await movedBy(ledger, sort, since))];
    });
    const places = new Set(ids.flat().map(snapshotPlace));
    add(await naming.ofWholes([...places].filter((it) => !named.has(markOf(it)))));
  }
}

const standing: ReadonlySet<string> = new Set(['announced', 'open', 'waived']);

/** The snapshots by which a finding was moved since an instant. */
async function movedBy(ledger: Table, finding: string, since: Instant): Promise<readonly string[]> {
  const snapshots: string[] = [];
  let from: string | undefined;
  do {
    const page: Page = await ledger.query(ledgerOf(finding), '', {
      newestFirst: true,
      limit: 20,
      ...(from && { from }),
    });
    const entries = page.items.map(({ body }) => body as HistoryEntry).filter(({ at }) => at >= since);
    snapshots.push(...entries.flatMap((entry) => entry.finding.snapshots));
    from = entries.length < page.items.length ? undefined : page.next;
  } while (from !== undefined);
  return snapshots;
}

async function* newestRuns(state: Table): AsyncGenerator<string> {
  let from: string | undefined;
  do {
    const page: Page = await state.query(runsPlace, '', { newestFirst: true, limit: 20, ...(from && { from }) });
    for (const { body } of page.items) yield (body as Run).id;
    from = page.next;
  } while (from !== undefined);
}
