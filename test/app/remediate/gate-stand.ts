import { approve } from '#app/remediate/approve';
import { propose } from '#app/remediate/propose';
import { snapshotOf } from '#engine/snapshot-id';
import type { AnyRule } from '#engine/any-rule';
import type { Action, Clock, Hand, Remediation, RemediationPolicy, Sent } from '#model';
import { both, gate, gateKeeper, place, type Gate } from '../../bench/faults/fixes/gates.ts';
import { benchOn, open } from './bench.ts';

export const hour = 3_600_000;
export const strict: Omit<Gate, 'version'> = {
  open: true,
  guests: [],
  keys: ['master', 'back'],
  tags: { strict: 'yes' },
};

let time = 0;
const clock: Clock = {
  now: () => (time += 5),
  sleep: (ms, signal) =>
    ms === 40_000
      ? new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('ended'))))
      : Promise.resolve(void (time += ms)),
};
/** Lets time pass. */
export const pass = (ms: number): void => void (time += ms);

interface Wish {
  readonly rule?: AnyRule;
  /** Rules that are judged, too. */
  readonly beside?: readonly AnyRule[];
  readonly gate?: Omit<Gate, 'version'>;
  readonly remediation?: RemediationPolicy;
  readonly enabled?: boolean;
  /** Does something before an action is sent, and may answer in the provider's place. */
  readonly onSend?: (action: Action, sends: number) => Sent | undefined | Promise<Sent | undefined>;
  /** What the provider says of the work that it has begun. */
  readonly workOf?: Hand['workOf'];
  /** Whom the audit log names for our own writes; undefined where that is not known. */
  readonly actor?: string | undefined;
}

/** One gate with one rule, swept once. */
export async function stand({
  rule = both,
  beside = [],
  gate: first = strict,
  remediation,
  enabled,
  onSend,
  workOf,
  ...who
}: Wish = {}) {
  time = Date.parse('2026-11-22T08:00:00.000Z');
  const keeper = gateKeeper(first);
  const cloud = keeper.cloud(clock.now);
  let sends = 0;
  const { bench, memory, judge, finding } = benchOn({
    ...{ rules: [rule, ...beside], clouds: [cloud], clock, types: [gate] },
    ...(enabled !== undefined && { enabled }),
    policy: remediation ? { ...open, remediation: { ...open.remediation, ...remediation } } : open,
    hand: {
      ...(workOf && { workOf }),
      actor: () => Promise.resolve('actor' in who ? who.actor : 'shoalwatch'),
      async send(action, subject, person) {
        sends += 1;
        return (await onSend?.(action, sends)) ?? keeper.carryOut(action, subject, person);
      },
    },
  });
  await judge([snapshotOf(await cloud.collect(place), [gate])], 'sweep');
  const { id } = await finding(rule.id);
  const plan = async (by = 'ana'): Promise<string> =>
    (await propose(bench, { finding: id, by, byPerson: true })).remediation.plan.id;
  const approved = async (): Promise<string> => {
    const own = await plan();
    await approve(bench, { plan: own, by: 'bob' });
    return own;
  };
  return { keeper, bench, memory, finding: id, plan, approved, sends: () => sends };
}

/** Lets something happen right after the action that is sent as the nth. */
export const after =
  (nth: number, happens: () => void) =>
  (_: Action, sends: number): undefined => {
    if (sends === nth) queueMicrotask(() => queueMicrotask(happens));
  };

export const endOf = ({ state, left, code }: Remediation) => [state, left, code];
export const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it was not refused',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
