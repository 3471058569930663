import { isNothing, legsOf, standsAs, type Leg } from '#engine/legs';
import { subjectIn } from '#engine/plan-lines';
import { isTouched } from '#engine/touched';
import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { parseInstant } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Action, Remediation, Resource, Sent, Snapshot, StoredRemediation } from '#model';
import { refuse } from './begin.ts';
import { instantOf, type FixBench } from './desk.ts';
import { failed } from './fail.ts';
import { look, verdictIn } from './look.ts';
import type { HeldBench } from './holding.ts';
import { move } from './move.ts';
import { lookAgain, rest } from './pace.ts';
import { isBusy } from './settle.ts';

/** Milliseconds between two looks at an object that the provider is still changing, and how many there are. */
const pause = 10_000;
const looks = 360;
/** How often a step is sent whose answer is lost each time, and which was not made. */
const mostSends = 5;
/** How many of the newest changes are looked at. */
const recent = 500;

/** Sends the step that is next; one that may have been sent is looked for first. */
export async function send(bench: HeldBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { remediation } = now;
  const leg = legsOf(remediation)[remediation.step];
  if (!leg) return move(bench, now, { state: 'verifying', sent: false }, 'sent all steps');
  return remediation.sent ? findOut(bench, now, leg) : sendNow(bench, now, leg);
}

const nameOf = ({ state, step }: Remediation): string =>
  `${state === 'applying' ? 'step' : `${state} step`} ${step + 1}`;

/** What stands has to be what the step begins with: nobody's change is written over. */
async function sendNow(bench: HeldBench, now: StoredRemediation, leg: Leg): Promise<StoredRemediation> {
  const { remediation } = now;
  const seen = await look(bench, remediation.plan);
  if (seen.unread !== undefined) return failed(bench, now, { code: 'unread', says: seen.unread });
  if (!standsAs(leg, 'before', seen.snapshots)) {
    if (!isNothing(leg) && standsAs(leg, 'after', seen.snapshots)) {
      return foundMade(bench, now);
    }
    const says = 'somebody else has changed what it writes';
    if (remediation.state === 'applying' && remediation.made === 0) {
      return refuse(bench, now, { code: 'changed', why: says, again: true }, seen.snapshots);
    }
    return failed(bench, now, { code: 'changed', says });
  }
  const sent = await move(
    bench,
    now,
    { sent: true, asSent: digestOf(leg, seen.snapshots), writes: [...remediation.writes, { from: seen.at }] },
    `sends ${nameOf(remediation)}`,
  );
  return answered(bench, sent, await sendAll(bench, sent.remediation, leg, seen.snapshots), seen.snapshots);
}

/** Nobody sent it from here, unless an earlier try was thought lost: on the way there it is somebody else's. */
function foundMade(bench: HeldBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { remediation } = now;
  const name = nameOf(remediation);
  const patch = { sent: true, state: waitingOf(remediation) };
  if (remediation.state !== 'applying' || remediation.unmade?.of === name) {
    return move(bench, now, patch, `found ${name} made already`);
  }
  const others = [...(remediation.others ?? []), remediation.step];
  return move(bench, now, { ...patch, others }, `found ${name} made by others`);
}

/** A way back keeps its name; on the way there the provider is waited for. */
const waitingOf = ({ state }: Remediation): Remediation['state'] => (state === 'applying' ? 'waiting' : state);

async function sendAll(
  bench: HeldBench,
  { approved, undo }: Remediation,
  { actions }: Leg,
  snapshots: readonly Snapshot[],
): Promise<Sent> {
  const requests: string[] = [];
  for (const action of actions) {
    // No provider is told of a lease: one that was lost is noticed here, before anything is sent.
    await bench.sure();
    const answer = await bench.hand.send(action, subjectOf(action, snapshots), undo?.by ?? approved?.by ?? '');
    if (answer.is !== 'done') return answer;
    requests.push(...answer.requests);
  }
  return { is: 'done', requests };
}

/** The window of the last write, closed. */
const writtenBy = (bench: FixBench, { writes }: Remediation): Remediation['writes'] =>
  writes.map((it, i) => (i === writes.length - 1 ? { ...it, to: instantOf(bench) } : it)).slice(-20);

/** What was deleted is made again from its address and the request alone. */
const subjectOf = ({ subject }: Action, snapshots: readonly Snapshot[]): Resource =>
  subjectIn(snapshots, subject) ?? { ...subject, config: {} };

async function answered(
  bench: FixBench,
  now: StoredRemediation,
  answer: Sent,
  snapshots: readonly Snapshot[],
): Promise<StoredRemediation> {
  const { remediation } = now;
  const name = nameOf(remediation);
  switch (answer.is) {
    case 'done': {
      const writes = writtenBy(bench, remediation);
      const requests = [...remediation.requests, ...answer.requests].slice(-50);
      if (remediation.state === 'applying') {
        return move(bench, now, { state: 'waiting', requests, writes }, `sent ${name}`);
      }
      return move(bench, now, { step: remediation.step + 1, sent: false, requests, writes }, `sent ${name}`);
    }
    case 'unsettled':
      return move(
        bench,
        now,
        {
          ...{ writes: writtenBy(bench, remediation), why: answer.says },
          requests: [...remediation.requests, ...(answer.requests ?? [])].slice(-50),
        },
        `waits for ${name}`,
      );
    case 'changed':
      if (remediation.state === 'applying' && remediation.made === 0) {
        return refuse(bench, now, { code: answer.code, why: answer.says, again: true }, snapshots);
      }
      return failed(bench, now, answer);
    case 'refused':
      return failed(bench, now, answer);
  }
}

/** Whether a step that may have been sent was made: what stands tells, and nothing is sent again before it does. */
async function findOut(bench: FixBench, now: StoredRemediation, leg: Leg): Promise<StoredRemediation> {
  const { remediation } = now;
  const name = nameOf(remediation);
  const found = await lookAgain(bench, { looks, pause }, async () => {
    const seen = await look(bench, remediation.plan);
    if (seen.unread !== undefined || isBusy(bench, remediation.plan, seen.snapshots)) return 'busy';
    const isMade = !isNothing(leg) && standsAs(leg, 'after', seen.snapshots);
    if (isMade || (await passes(bench, remediation, leg, seen.snapshots))) {
      const writes = writtenBy(bench, remediation);
      return remediation.state === 'applying'
        ? move(bench, now, { state: 'waiting', writes }, `found ${name} made`)
        : move(bench, now, { step: remediation.step + 1, sent: false, writes }, `found ${name} made`);
    }
    if (await isUntouched(bench, remediation, leg, seen.snapshots)) return notMade(bench, now, name);
    if (standsAs(leg, 'before', seen.snapshots)) return takenBack(bench, now, seen.snapshots);
    return failed(bench, now, {
      code: 'changed',
      says: 'what it writes stands otherwise than before it and after it',
      mayHaveChanged: true,
    });
  });
  if (found) return found;
  throw new ShoalwatchError(
    'cloud',
    `${remediation.plan.resource.name} is still being changed: whether ${name} was made is not known`,
    {
      cure: `shoalwatch fix ${remediation.plan.finding} --apply --plan-id ${remediation.plan.id} goes on`,
    },
  );
}

/** It is sent again, but not for ever: who can read may not be able to write. */
async function notMade(bench: FixBench, now: StoredRemediation, of: string): Promise<StoredRemediation> {
  const { unmade, why } = now.remediation;
  const times = unmade?.of === of ? unmade.times + 1 : 1;
  const next = await move(bench, now, { sent: false, unmade: { of, times } }, `found ${of} not made`);
  if (times >= mostSends) {
    return failed(bench, next, { code: 'unsettled', says: why ?? 'nothing answers, and it is not made' });
  }
  if (times > 1) await rest(bench, pause);
  return next;
}

/**
 * Whether a step was surely not made: nothing of the object is another, and nobody is known to have changed it since. Where
 * only what it writes stands as before, somebody may have taken back what was made.
 */
async function isUntouched(
  { memory }: FixBench,
  { asSent, writes }: Remediation,
  leg: Leg,
  snapshots: readonly Snapshot[],
): Promise<boolean> {
  if (!standsAs(leg, 'before', snapshots) || asSent !== digestOf(leg, snapshots)) return false;
  const from = parseInstant(writes.at(-1)?.from ?? '') ?? -Infinity;
  const subjects = leg.actions.map(({ subject }) => subject);
  return (await memory.changes(recent)).every(
    ({ change: { at, touched } }) =>
      (parseInstant(at) ?? Infinity) < from || !subjects.some((it) => isTouched(touched, it)),
  );
}

/** A person looks at what may have been made and taken back, before it is made once more. */
function takenBack(
  bench: FixBench,
  now: StoredRemediation,
  snapshots: readonly Snapshot[],
): Promise<StoredRemediation> {
  const why = 'it may have been made and taken back by somebody: nobody knows';
  const { state, made } = now.remediation;
  if (state === 'applying' && made === 0) return refuse(bench, now, { code: 'changed', why, again: true }, snapshots);
  return failed(bench, now, { code: 'changed', says: why });
}

const digestOf = ({ actions }: Leg, snapshots: readonly Snapshot[]): string =>
  sha256(canonicalJson(actions.map(({ subject }) => subjectIn(snapshots, subject)?.config ?? null))).slice(0, 32);

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
