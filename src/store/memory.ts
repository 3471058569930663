import { canonicalJson } from '#lib/canonical';
import type {
  Change,
  ChangeRecord,
  Finding,
  FindingChange,
  HistoryEntry,
  Memory,
  Outcome,
  Run,
  RunTarget,
  Snapshot,
} from '#model';
import { getSnapshot, putSnapshot } from './chunks.ts';
import type { Files } from './files.ts';
import { putState, scanOf } from './state-file.ts';
import { all, type Table } from './table.ts';

/** The ports that memory is written on. */
export interface Ports {
  readonly state: Table;
  readonly ledger: Table;
  readonly files: Files;
  close(): void;
}

const runs = 'runs';
const targetsPlace = (run: string): string => `runs/${run}.json`;
const findings = 'findings';
const changesPlace = 'changes';
const placeOfChange = ({ at, eventId }: Pick<Change, 'at' | 'eventId'>) => ({
  partition: changesPlace,
  sort: `${at} ${eventId}`,
});
const ledgerOf = (finding: string): string => `finding ${finding}`;
const entrySort = (version: number): string => version.toString().padStart(9, '0');

/** What the product remembers, written once on the Table and Files ports. */
export function memoryOn({ state, ledger, files, close }: Ports): Memory {
  const runById = async (id: string): Promise<Run | undefined> =>
    (await state.get({ partition: runs, sort: id }))?.body as Run | undefined;
  const targetsOf = async (id: string): Promise<readonly RunTarget[]> =>
    JSON.parse((await files.get(targetsPlace(id))) ?? '[]') as RunTarget[];

  return {
    async findings() {
      const items = await Array.fromAsync(all(state, findings));
      return items.map(({ body }) => body as Finding);
    },
    async runs(limit) {
      const { items } = await state.query(runs, '', { limit, newestFirst: true });
      return items.map(({ body }) => body as Run);
    },
    async scan(id) {
      const run = await runById(id);
      return run && scanOf(files, run, await targetsOf(id));
    },
    async snapshots(id) {
      const targets = await targetsOf(id);
      const found = await Promise.all(targets.map(({ snapshot }) => getSnapshot(files, snapshot)));
      return found.filter((it): it is Snapshot => it !== undefined);
    },
    async history(finding) {
      const head = await state.get({ partition: findings, sort: finding });
      const entries = await Array.fromAsync(all(ledger, ledgerOf(finding)));
      return entries
        .filter(({ sort }) => head && sort <= entrySort(head.version))
        .map(({ body }) => body as HistoryEntry);
    },
    async announce(changes, at) {
      for (const change of changes) await move(change, { at });
    },
    async keep(record) {
      const key = placeOfChange(record.change);
      const was = await state.get(key);
      await state.put({ ...key, version: (was?.version ?? 0) + 1, body: record });
    },
    async changeOf(change) {
      return (await state.get(placeOfChange(change)))?.body as ChangeRecord | undefined;
    },
    async changes(limit) {
      const { items } = await state.query(changesPlace, '', { limit, newestFirst: true });
      return items.map(({ body }) => body as ChangeRecord);
    },
    async write({ scan, kind, policyDigest, snapshots, changes }: Outcome) {
      for (const snapshot of snapshots) await putSnapshot(files, snapshot);
      for (const change of changes) await move(change, { at: scan.startedAt, run: scan.id });
      const targets = [];
      for (const target of scan.targets) {
        const snapshot = snapshots.find((it) => it.target.id === target.id)?.id ?? '';
        targets.push(await putState(files, scan, target, snapshot));
      }
      const { id, startedAt, finishedAt, policyVersion, rulesetDigest, ruleCount } = scan;
      const run: Run = { id, kind, startedAt, finishedAt, policyVersion, policyDigest, rulesetDigest, ruleCount };
      await files.put(targetsPlace(id), canonicalJson(targets));
      await state.put({ partition: runs, sort: id, version: 1, body: run });
    },
    close,
  };

  /** The ledger first, then the finding: a crash between the two leaves an entry that readers ignore. */
  async function move(change: FindingChange, when: Pick<HistoryEntry, 'at' | 'run'>): Promise<void> {
    const { finding } = change;
    const was = await state.get({ partition: findings, sort: finding.id });
    const version = (was?.version ?? 0) + 1;
    const entry: HistoryEntry = { ...change, ...when };
    await ledger.put({ partition: ledgerOf(finding.id), sort: entrySort(version), version: 1, body: entry });
    await state.put({ partition: findings, sort: finding.id, version, body: finding });
  }
}
