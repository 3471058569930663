import fc from 'fast-check';
import { scan, type ScanInput } from '#app/scan';
import { scanPart } from '#app/scan-part';
import { sweptInPart } from '#app/stack/swept-part';
import { lookoutOf } from '#engine/moved/lookout';
import { snapshotOf } from '#engine/snapshot-id';
import { defaultPolicy } from '#model';
import type { Finding, Gap, Memory, Policy, Resource, Run, Scope, Snapshot } from '#model';
import { memoryOn } from '#store/memory';
import { openFindings } from '#store/runs/open-findings';
import { quickPorts } from '../support/quick-store.ts';
import { types } from './part-rules.ts';

export const ids = ['aws:1:eu', 'aws:2:eu', 'aws:3:eu', 'aws:3:global'];
export const scopeOf = (target: string): Scope => (target.endsWith('global') ? 'aws-global' : 'aws-region');

const name = fc.constantFrom('a', 'b', 'c');
const address = fc.tuple(fc.constantFrom(...ids), name).map(([target, it]) => `${target}/${it}`);
const minute = fc.integer({ min: 0, max: 50 }).map(momentOf);

/** An instant so many minutes after the first run. */
export function momentOf(minutes: number): string {
  return new Date(Date.parse('2026-11-22T23:40:00.000Z') + minutes * 60_000).toISOString();
}

const doorIn = (target: string) =>
  fc
    .record({
      ...{ id: name, open: fc.boolean(), maker: address, stamp: minute, wear: fc.nat(3) },
      state: fc.constantFrom('HANGING', 'HUNG'),
      stray: fc.constantFrom(...ids, ...ids.map(() => target)),
    })
    .map(({ id, stray, ...config }): Resource => {
      // One in some stands where its address does not say.
      return { type: 'door', id: `${stray}/${id}`, name: id, target, config };
    });

/** Some name a door that may stand anywhere. */
const colours = fc.oneof(
  fc.constant(['red']),
  address.map((it) => ['red', it]),
);

const lockIn = (target: string) =>
  fc
    .record({ id: name, door: address, colours: fc.option(colours, { nil: undefined }) })
    .map(({ id, ...config }): Resource => ({ type: 'lock', id: `${target}/l-${id}`, name: id, target, config }));

const ledgerIn = (target: string) =>
  name.map((id): Resource => ({ type: 'ledger', id, name: id, target, config: { id } }));

const gapIn = (target: string) =>
  fc
    .record({ type: fc.constantFrom('door', 'lock', 'ledger'), resource: fc.option(address, { nil: undefined }) })
    .map(({ type, resource }): Gap => ({
      ...{ target, api: `shop:List-${type}`, reason: 'denied', types: [type], detail: `No ${type} was read.` },
      ...(resource !== undefined && { resource }),
    }));

const unique = { selector: ({ type, id }: Resource): string => `${type} ${id}`, maxLength: 3 };

/** A list that a cloud turned the pages of while it changed holds an object twice. */
const several = (one: fc.Arbitrary<Resource>): fc.Arbitrary<readonly Resource[]> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.uniqueArray(one, unique) },
    { weight: 1, arbitrary: fc.array(one, { maxLength: 3 }) },
  );

const readingIn = (target: string): fc.Arbitrary<Snapshot> =>
  fc
    .record({
      doors: several(doorIn(target)),
      locks: several(lockIn(target)),
      ledgers: fc.uniqueArray(ledgerIn(target), unique),
      gaps: fc.oneof<fc.WeightedArbitrary<readonly Gap[]>[]>(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(gapIn(target), { maxLength: 2 }) },
      ),
    })
    .map(({ doors, locks, ledgers, gaps }) => {
      const resources = scopeOf(target) === 'aws-global' ? ledgers : [...doors, ...locks];
      const unread = new Set(gaps.flatMap((gap) => (gap.resource === undefined ? gap.types : [])));
      const complete = ['door', 'lock', 'ledger'].filter((type) => !unread.has(type));
      const place = { id: target, provider: 'aws' as const, scopes: [scopeOf(target)] };
      return snapshotOf({ target: place, startedAt: momentOf(0), resources, complete, gaps }, types);
    });

/** What is read of a run, and by whom. */
export interface Step {
  readonly read: readonly Snapshot[];
  readonly gone: readonly string[];
  readonly minutes: number;
  readonly kind: 'sweep' | 're-read';
}

/** A run after another: which targets are read otherwise, what is gone, and how much later it is. */
export const step: fc.Arbitrary<Step> = fc.record({
  read: fc.oneof<fc.WeightedArbitrary<readonly Snapshot[]>[]>(
    { weight: 5, arbitrary: fc.constantFrom(...ids).chain((id) => readingIn(id).map((it) => [it])) },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.tuple(...ids.map(readingIn)) },
  ),
  gone: fc.oneof<fc.WeightedArbitrary<readonly string[]>[]>(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(address, { maxLength: 2 }) },
  ),
  minutes: fc.integer({ min: 1, max: 9 }),
  kind: fc.constantFrom('sweep' as const, 're-read' as const),
});

export const estate = fc.tuple(...ids.map(readingIn));

/** A waiver that ends while runs are made. */
export const policy: fc.Arbitrary<Policy> = minute.map((until) => ({
  ...defaultPolicy,
  waivers: [
    { id: 'w', rule: 'closed', target: 'aws:1:eu', reason: 'It is a shop.', owner: 'ana', approver: 'ben', until },
  ],
}));

/** What remembers, once judging everything and once what may have moved. */
export interface Court {
  readonly memory: Memory;
  /** Answers whether a part was judged. The clock says when the run started, unless it is off. */
  judge(
    input: Omit<ScanInput, 'memory' | 'clock'> & { readonly now?: string },
    announced?: readonly string[],
  ): Promise<boolean>;
}

export function courtOf(isWhole: boolean): Court {
  const ports = quickPorts();
  const memory = memoryOn({ ...ports, alone: false, recheck: false });
  // The process that judges what was read again goes on living; sweeps are judged by others.
  const lookout = lookoutOf();
  const clock = { time: 0, now: () => clock.time, sleep: () => Promise.resolve() };
  const standing = (run: string, among: (target: string) => boolean): Promise<readonly Finding[]> =>
    openFindings(ports.files, run, among);
  return {
    memory,
    async judge({ now, ...given }, announced = []) {
      clock.time = Date.parse(now ?? given.startedAt);
      const input = { ...given, memory, clock };
      const [last] = isWhole ? [] : await memory.runs(1);
      const part = last && (await inPart(input, { last, announced }));
      if (!part) await scan(input);
      return part !== undefined;
    },
  };

  /** As the stack does it: what a sweep read as it stood is not read from the store, and a re-read is laid over all that stands. */
  async function inPart(input: ScanInput, over: { readonly last: Run; readonly announced: readonly string[] }) {
    if (input.kind === 'sweep') return sweptInPart({ standing }, { memory, ...over }, input);
    return scanPart({ ...input, ...over, memory, stood: await memory.snapshots(over.last.id), standing, lookout });
  }
}

/** All that a store says of its last run and of all findings. */
export async function saidBy(memory: Memory) {
  const [run] = await memory.runs(1);
  const findings = await memory.findings();
  const { wholeAt: _, ...said } = run ?? {};
  return {
    run: said,
    targets: run && (await memory.targets(run.id)),
    scan: run && (await memory.scan(run.id)),
    findings,
    histories: await Promise.all(findings.map(({ id }) => memory.history(id))),
  };
}
