import { DatabaseSync } from 'node:sqlite';
import { carryOut } from '#app/remediate/carry-out';
import type { FixBench } from '#app/remediate/desk';
import { liveOn } from '#app/policy/live';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { withUndo } from '#engine/plan/undo';
import type { AnyRule } from '#engine/any-rule';
import { defaultPolicy, ShoalwatchError } from '#model';
import type { Cloud, Clock, Fact, ApiReach, Finding, Hand, Memory, PolicyDocument, Snapshot, Type } from '#model';
import type { Files } from '#store/files';
import { memoryOn } from '#store/memory';
import { sqliteTable } from '#store/drivers/sqlite-table';

const { version: _, ...nothingSaid } = defaultPolicy;

/** Lets fixes of any impact be applied once somebody approves them; ana and bob may. */
export const open: PolicyDocument = {
  ...nothingSaid,
  remediation: { level: 'approve', limits: { perHour: 1000, perTarget: 10 } },
};

/** A memory that ends with the test. */
export function memoryInRam(): Memory {
  const db = new DatabaseSync(':memory:');
  return memoryOn({
    state: sqliteTable(db, 'state'),
    ledger: sqliteTable(db, 'ledger'),
    files: filesInRam(),
    recheck: false,
    width: 1,
    close: () => db.close(),
  });
}

function filesInRam(): Files {
  const held = new Map<string, string>();
  const known: Files = {
    get: (path) => Promise.resolve(held.get(path)),
    put: (path, body) => {
      const isNew = !held.has(path);
      if (isNew) held.set(path, body);
      return Promise.resolve(isNew);
    },
    has: (path) => Promise.resolve(held.has(path)),
  };
  return known;
}

export interface Benching {
  readonly rules: readonly AnyRule[];
  readonly clouds: readonly Cloud[];
  readonly hand: Hand;
  readonly clock: Clock;
  readonly memory?: Memory;
  readonly policy?: PolicyDocument;
  readonly reach?: readonly Fact<Type, ApiReach, Type | Fact>[];
  readonly types: readonly Type[];
  readonly holder?: string;
  readonly enabled?: boolean;
}

/** A bench on a memory, with what a sweep of its clouds leaves there. */
export function benchOn(given: Benching) {
  const { rules, clouds, hand, clock, memory = memoryInRam(), policy = open, types } = given;
  const live = liveOn({ rules, file: policy, memory });
  const judge = async (snapshots: readonly Snapshot[], kind: 'sweep' | 're-read'): Promise<void> => {
    const startedAt = new Date(clock.now()).toISOString();
    await scan({ snapshots, ...(await live(startedAt)), memory, clock, startedAt, kind });
  };
  const bench: FixBench = {
    ...{ memory, live, clock, hand, types, enabled: given.enabled ?? true, reach: given.reach ?? [] },
    whyNot: (who, { proposedBy, impact }) =>
      Promise.resolve(
        !['ana', 'bob'].includes(who)
          ? 'nobody named him'
          : who === proposedBy && impact === 'disruptive'
            ? 'it is his own'
            : undefined,
      ),
    clouds: (provider) => Promise.resolve(clouds.find((it) => it.provider === provider)),
    actions: withUndo(rules.flatMap(({ remediation }) => remediation?.actions ?? [])),
    holder: given.holder ?? 'test',
    remember: (snapshots) => judge(snapshots, 're-read'),
  };
  return {
    bench,
    memory,
    judge,
    typesOf: typesOf(rules),
    async finding(rule: string, resource?: string): Promise<Finding> {
      const found = (await memory.findings()).find(
        (it) => it.rule === rule && (resource === undefined || it.resource.id === resource),
      );
      if (!found) throw new ShoalwatchError('defect', `no finding of ${rule}`);
      return found;
    },
    carryOut: (id: string) => carryOut(bench, id),
  };
}
