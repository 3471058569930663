import { isNothing, legsOf, standsAs, type Leg } from '#engine/plan/legs';
import type { Remediation, Sent, Snapshot, StoredRemediation } from '#model';
import { refuse } from './begin.ts';
import type { FixBench } from './desk.ts';
import { failed } from './fail.ts';
import { findOut } from './find-out.ts';
import type { HeldBench } from './holding.ts';
import { look } from './look.ts';
import { move } from './move.ts';
import { digestOf, nameOf, subjectOf, writtenBy } from './sent-step.ts';
import { endedOtherwise } from './work.ts';

/** Sends the step that is next; one that may have been sent is looked for first. */
export async function send(bench: HeldBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { remediation } = now;
  const leg = legsOf(remediation)[remediation.step];
  if (!leg) return move(bench, now, { state: 'verifying', sent: false }, 'sent all steps');
  return remediation.sent ? findOut(bench, now, leg) : sendNow(bench, now, leg);
}

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
  return answered(bench, sent, leg, await sendAll(bench, sent.remediation, leg, seen.snapshots), seen.snapshots);
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
): Promise<Answer> {
  const requests: string[] = [];
  for (const [i, action] of actions.entries()) {
    // No provider is told of a lease: one that was lost is noticed here, before anything is sent.
    await bench.sure();
    const answer = await bench.hand.send(action, subjectOf(action, snapshots), undo?.by ?? approved?.by ?? '');
    if (answer.is !== 'done') return { ...answer, requests: [...requests, ...(answer.requests ?? [])], action: i };
    requests.push(...answer.requests);
  }
  return { is: 'done', requests };
}

/** The provider's answer; `action` is the one it was given to, from 0, after which none was sent; `requests` are of all. */
type Answer =
  | Extract<Sent, { is: 'done' }>
  | (Exclude<Sent, { is: 'done' }> & { readonly requests: readonly string[]; readonly action: number });

async function answered(
  bench: FixBench,
  now: StoredRemediation,
  leg: Leg,
  answer: Answer,
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
    case 'unsettled': {
      const { begun: work, action, says } = answer;
      const left = { says, ...(work !== undefined && { begun: { of: name, work, action } }) };
      const requests = [...remediation.requests, ...answer.requests].slice(-50);
      return move(bench, now, { writes: writtenBy(bench, remediation, left), requests }, `waits for ${name}`);
    }
    case 'changed':
      if (remediation.state === 'applying' && remediation.made === 0) {
        return refuse(bench, now, { code: answer.code, why: answer.says, again: true }, snapshots);
      }
      return failed(bench, now, answer);
    case 'refused':
      return answer.begun === undefined ? failed(bench, now, answer) : endedOtherwise(bench, now, leg, answer);
  }
}
