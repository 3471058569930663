import { isInEffect, isNothing, standsAs, type Leg } from '#engine/plan/legs';
import { isTouched } from '#engine/moved/touched';
import { parseInstant } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Change, Remediation, Snapshot, StoredRemediation } from '#model';
import { refuse } from './begin.ts';
import type { FixBench } from './desk.ts';
import { failed } from './fail.ts';
import { look, verdictIn } from './look.ts';
import { move } from './move.ts';
import { lookAgain, rest } from './pace.ts';
import { digestOf, nameOf, writtenBy } from './sent-step.ts';
import { isBusy } from './settle.ts';
import { endedOtherwise, workOf } from './work.ts';

/** Milliseconds between two looks at an object that the provider is still changing, and how many there are. */
const pause = 10_000;
const looks = 360;
/** How often a step is sent whose answer is lost each time, and which was not made. */
const mostSends = 5;
/** How many of the newest changes are looked at. */
const recent = 500;

/**
 * Whether a step that may have been sent was made: the provider tells where it had begun work that has a name, else what stands.
 * Nothing is sent again before one of them does.
 */
export async function findOut(bench: FixBench, now: StoredRemediation, leg: Leg): Promise<StoredRemediation> {
  const { remediation } = now;
  const name = nameOf(remediation);
  const found = await lookAgain(bench, { looks, pause }, async () => {
    const work = await workOf(bench, remediation, leg);
    if (work?.is === 'under-way') return 'busy';
    if (work?.is === 'failed') return endedOtherwise(bench, now, leg, work);
    if (work?.is === 'done') return foundMade(bench, now);
    const seen = await look(bench, remediation.plan);
    if (seen.unread !== undefined || isBusy(bench, remediation.plan, seen.snapshots)) return 'busy';
    const isMade =
      !isNothing(leg) && (standsAs(leg, 'after', seen.snapshots) || isBack(bench, now, leg, seen.snapshots));
    if (isMade || (await passes(bench, remediation, leg, seen.snapshots))) return foundMade(bench, now);
    if (!standsAs(leg, 'before', seen.snapshots)) {
      return failed(bench, now, {
        code: 'changed',
        says: 'what it writes stands otherwise than before it and after it',
        mayHaveChanged: true,
      });
    }
    // How the work ended that was begun cannot be asked now: to send it once more could make it twice.
    if (work) return 'busy';
    const since = await changesSince(bench, remediation, leg);
    if (since.length > 0 || remediation.asSent !== digestOf(leg, seen.snapshots)) {
      return takenBack(bench, now, since, seen.snapshots);
    }
    return notMade(bench, now, name);
  });
  if (found) return found;
  throw new ShoalwatchError(
    'cloud',
    `${remediation.plan.resource.name} is still being changed, or cannot be read: whether ${name} was made is not known`,
    {
      cure: `shoalwatch fix ${remediation.plan.finding} --apply --plan-id ${remediation.plan.id} goes on`,
    },
  );
}

function foundMade(bench: FixBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { remediation } = now;
  const writes = writtenBy(bench, remediation);
  const act = `found ${nameOf(remediation)} made`;
  return remediation.state === 'applying'
    ? move(bench, now, { state: 'waiting', writes }, act)
    : move(bench, now, { step: remediation.step + 1, sent: false, writes }, act);
}

/** It is sent again, but not for ever: who can read may not be able to write. */
async function notMade(bench: FixBench, now: StoredRemediation, of: string): Promise<StoredRemediation> {
  const { unmade, writes } = now.remediation;
  const times = unmade?.of === of ? unmade.times + 1 : 1;
  const next = await move(bench, now, { sent: false, unmade: { of, times } }, `found ${of} not made`);
  if (times >= mostSends) {
    return failed(bench, next, {
      code: 'unsettled',
      says: writes.at(-1)?.says ?? 'nothing answers, and it is not made',
    });
  }
  if (times > 1) await rest(bench, pause);
  return next;
}

/**
 * Changes of what a step writes to that are known since it was sent. An own one counts, too: a call that was refused is no
 * change, so that the provider has taken ours, and what stands as before may have been made and taken back by somebody of whom
 * the audit log has not told yet.
 */
async function changesSince(
  { memory }: FixBench,
  { writes }: Remediation,
  { actions }: Leg,
): Promise<readonly Change[]> {
  const from = parseInstant(writes.at(-1)?.from ?? '') ?? -Infinity;
  return (await memory.changes(recent))
    .map(({ change }) => change)
    .filter(({ at, touched }) => {
      const isLater = (parseInstant(at) ?? Infinity) >= from;
      return isLater && actions.some(({ subject }) => isTouched(touched, subject));
    });
}

/** A person looks at what may have been made and taken back, before it is made once more. */
async function takenBack(
  bench: FixBench,
  now: StoredRemediation,
  since: readonly Change[],
  snapshots: readonly Snapshot[],
): Promise<StoredRemediation> {
  const { state, made, plan } = now.remediation;
  const self = await bench.hand.actor(plan.resource.target);
  const isOwn = self !== undefined && since.length > 0 && since.every(({ actor }) => actor === self);
  const why = isOwn
    ? 'the provider took it, and it stands as before: it came to nothing, or somebody took it back: nobody knows'
    : 'it may have been made and taken back by somebody: nobody knows';
  if (state === 'applying' && made === 0) return refuse(bench, now, { code: 'changed', why, again: true }, snapshots);
  return failed(bench, now, { code: 'changed', says: why });
}

/** What stood may have been absent, for which a provider has a word of its own. */
const isBack = (
  { actions }: FixBench,
  { remediation: { state } }: StoredRemediation,
  leg: Leg,
  snapshots: readonly Snapshot[],
): boolean => state !== 'applying' && isInEffect(leg, snapshots, actions);

/** A provider may write a value otherwise than it was sent: then the rule tells whether the last step was made. */
async function passes(
  bench: FixBench,
  { state, step, plan }: Remediation,
  leg: Leg,
  snapshots: readonly Snapshot[],
): Promise<boolean> {
  if (state !== 'applying' || step !== plan.steps.length - 1 || standsAs(leg, 'before', snapshots)) return false;
  return (await verdictIn(bench, plan, snapshots)) === 'pass';
}
