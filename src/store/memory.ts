import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import type { FindingChange, HistoryEntry, Instant, Memory, Outcome, Run, RunTarget, Snapshot } from '#model';
import { mostStrays, ShoalwatchError } from '#model';
import { abreast } from '#lib/abreast';
import { alertsOn } from './telling/alerts.ts';
import { billsOn } from './bills/bills.ts';
import { getSnapshot, putSnapshot } from './runs/chunks.ts';
import { changeRecordsOn } from './change-records.ts';
import { componentsOn, putComponents } from './bills/component-files.ts';
import type { Files } from './files.ts';
import { groupsOn } from './telling/groups.ts';
import { kept } from './lost.ts';
import { beforeOf, chainTo, entrySort, findingIn, type Entered, type Named } from './moved.ts';
import { beginNews } from './telling/news.ts';
import { noncesOn } from './fixes/nonces.ts';
import { pauseOn } from './fixes/pause.ts';
import { policiesOn } from './policy/policies.ts';
import { remediationsOn } from './fixes/remediations.ts';
import { laidOn, summedIn } from './runs/carried.ts';
import { standingFrom, standingOf } from './runs/run-standing.ts';
import { putState, scanOf, statesOf } from './runs/state-file.ts';
import { patience, takenByOthers } from './races.ts';
import { all, type Table } from './table.ts';
import { waiversOn } from './policy/waivers.ts';

/** The ports that memory is written on. */
export interface Ports {
  readonly state: Table;
  readonly ledger: Table;
  /** What may be forgotten by itself; it stands with the state where it has no table of its own. */
  readonly work?: Table;
  readonly files: Files;
  /** Whether a sweep looks if what the last run wrote is still there, and writes it again where it is not. */
  readonly recheck: boolean;
  /** How many writes are under way at once. */
  readonly width: number;
  /** Nobody else moves findings meanwhile: an entry above the version of its finding is of a run that died. */
  readonly alone?: boolean;
  close(): void;
}

/** The partition of the records of all runs. */
export const runsPlace = 'runs';
/** Where the targets of a run are listed. */
export const targetsPlace = (run: string): string => `runs/${run}.json`;
/** The partition of all findings. */
export const findingsPlace = 'findings';
/** The partition of the ledger that holds the history of a finding. */
export const ledgerOf = (finding: string): string => `finding ${finding}`;

/** What the product remembers, written once on the Table and Files ports. */
export function memoryOn({ state, ledger, work = state, files, recheck, width, alone = false, close }: Ports): Memory {
  const runById = async (id: string): Promise<Run | undefined> =>
    (await state.get({ partition: runsPlace, sort: id }))?.body as Run | undefined;
  const targetsOf = async (id: string): Promise<readonly RunTarget[]> =>
    JSON.parse(await kept(files, targetsPlace(id), `it lists the targets of ${id}`)) as RunTarget[];
  /** What the last run wrote; nothing where that is not known, for then everything is written again. */
  const lastTargets = async (): Promise<ReadonlyMap<string, RunTarget>> => {
    const { items } = await state.query(runsPlace, '', { limit: 1, newestFirst: true });
    const body = items[0] && (await files.get(targetsPlace(items[0].sort)));
    const targets = body === undefined ? [] : (JSON.parse(body) as RunTarget[]);
    return byId(targets);
  };

  return {
    policies: policiesOn({ state, ledger, files }),
    waivers: waiversOn(state, ledger),
    components: componentsOn(files, targetsOf),
    bills: billsOn({ state, files, width }),
    groups: groupsOn(state, ledger),
    alerts: alertsOn(state),
    remediations: remediationsOn(state, ledger),
    pause: pauseOn(state, ledger),
    nonces: noncesOn(work),
    async findings() {
      const items = await Array.fromAsync(all(state, findingsPlace));
      return items.map(({ body }) => findingIn(body));
    },
    async findingsOf(ids) {
      const items = await abreast(ids, width, (sort) => state.get({ partition: findingsPlace, sort }));
      return items.flatMap((item) => (item ? [findingIn(item.body)] : []));
    },
    async runs(limit) {
      const { items } = await state.query(runsPlace, '', { limit, newestFirst: true });
      return items.map(({ body }) => body as Run);
    },
    async runBy(at) {
      let from: string | undefined;
      do {
        const page = await state.query(runsPlace, '', { newestFirst: true, ...(from !== undefined && { from }) });
        const found = page.items.map(({ body }) => body as Run).find(({ finishedAt }) => finishedAt <= at);
        if (found) return found;
        from = page.next;
      } while (from !== undefined);
      return undefined;
    },
    async scan(id) {
      const run = await runById(id);
      return run && scanOf(files, run, await targetsOf(id));
    },
    targets: targetsOf,
    async snapshots(id, among = () => true) {
      const targets = (await targetsOf(id)).filter((it) => among(it.id));
      return abreast(targets, 1, async ({ id: target, snapshot, readAt }) => {
        const stored = await getSnapshot(files, snapshot, target);
        return readAt === undefined ? stored : { ...stored, startedAt: readAt };
      });
    },
    async history(finding) {
      const head = await state.get({ partition: findingsPlace, sort: finding });
      return head ? chainTo(head, await Array.fromAsync(all(ledger, ledgerOf(finding)))) : [];
    },
    async announce(changes, at) {
      if (changes.length === 0) return;
      const news = await beginNews(state, changes, { at, first: false });
      for (const change of changes) await move(change, { at });
      await news.whole();
    },
    ...changeRecordsOn(state, width),
    async write({ scan, kind, policyDigest, build, snapshots, tell, changes, strays, recheck: again, over }: Outcome) {
      const judged = new Map(snapshots.map((it) => [it.target.id, it]));
      const pairs = scan.targets.map((target) => ({ target, snapshot: snapshotIn(judged, target.id) }));
      const before = over ? byId(await targetsOf(over.id)) : await lastTargets();
      const standing = over && summedIn([...before.values()], over);
      const known = { recheck: (recheck || again === true) && kind === 'sweep', width };
      for (const snapshot of snapshots) {
        await putSnapshot(files, snapshot, { ...known, last: before.get(snapshot.target.id)?.snapshot });
      }
      if (tell) await putComponents(files, snapshots, tell, known.recheck ? [] : [...before.values()]);
      const { id, startedAt, finishedAt, policyVersion, rulesetDigest, ruleCount } = scan;
      const news = await begin(changes, { at: startedAt, run: id });
      const moves = [...Map.groupBy(changes, ({ finding }) => finding.id).values()];
      await abreast(moves, width, async (own) => {
        for (const change of own) await move(change, { at: startedAt, run: id });
      });
      const stateOf = statesOf(scan, { changes, strays });
      const anew = await abreast(pairs, width, async ({ target, snapshot }) => {
        const { record, body } = stateOf(target, snapshot);
        const stands = before.get(target.id)?.stateDigest === record.stateDigest;
        if (known.recheck || !stands) await putState(files, record, body);
        return record;
      });
      const about = { id, kind, startedAt, finishedAt, policyVersion, policyDigest, rulesetDigest, ruleCount };
      const records = standing ? laidOn(standing, anew, judged) : undefined;
      const run: Run = {
        ...about,
        standing: records ? standingFrom(records, snapshots) : standingOf(scan, snapshots),
        ...(strays && strays.length > 0 && strays.length <= mostStrays && { strays }),
        ...(over && { wholeAt: over.wholeAt ?? over.finishedAt }),
        ...(build !== undefined && { build }),
      };
      await files.put(targetsPlace(id), canonicalJson(records ?? anew));
      await state.put({ partition: runsPlace, sort: id, version: 1, body: run });
      await news?.whole();
    },
    close,
  };

  /** What moves leaves news before it does. */
  async function begin(changes: readonly FindingChange[], { at, run }: { at: Instant; run: string }) {
    if (changes.length === 0) return undefined;
    const { items } = await state.query(runsPlace, '', { limit: 1 });
    return beginNews(state, changes, { at, run, first: items.length === 0 });
  }

  /** The ledger first, then the finding: a crash between the two leaves an entry that readers ignore. */
  async function move(change: FindingChange, when: Pick<HistoryEntry, 'at' | 'run'>): Promise<void> {
    const { finding } = change;
    for (let left = patience; left > 0; left -= 1) {
      const was = await state.get({ partition: findingsPlace, sort: finding.id });
      const version = (was?.version ?? 0) + 1;
      const entry = await enter(version, { ...change, ...when, ...(was && beforeOf(was)) });
      const body = { ...finding, ...entry };
      if (await state.put({ partition: findingsPlace, sort: finding.id, version, body })) return;
    }
    throw takenByOthers(`the finding ${finding.id} is moved`);
  }

  /** Where the place of a version is taken, by a run that died or by one that is about to move it, it has its own. */
  async function enter(version: number, body: Entered): Promise<Named> {
    const partition = ledgerOf(body.finding.id);
    const sort = entrySort(version);
    if (await ledger.put({ partition, sort, version: 1, body })) return {};
    const dead = alone ? await ledger.get({ partition, sort }) : undefined;
    if (dead && (await ledger.put({ ...dead, version: dead.version + 1, body }))) return {};
    const own = `${sort} ${shortHash(canonicalJson(body), 16)}`;
    // What stands there already is this very entry.
    await ledger.put({ partition, sort: own, version: 1, body });
    return { entry: own };
  }
}

const byId = (targets: readonly RunTarget[]): ReadonlyMap<string, RunTarget> =>
  new Map(targets.map((it) => [it.id, it]));

function snapshotIn(judged: ReadonlyMap<string, Snapshot>, target: string): Snapshot {
  const snapshot = judged.get(target);
  if (!snapshot) throw new ShoalwatchError('defect', `a run was to be written without a snapshot of ${target}`);
  return snapshot;
}
