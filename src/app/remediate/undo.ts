import { freezeAt } from '#engine/guards/freeze';
import { printOf } from '#engine/plan/legs';
import { isUnderWay } from '#engine/plan/limits';
import { formatTime, parseInstant } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Remediation, StoredRemediation } from '#model';
import type { Word } from './approve.ts';
import { carryOut } from './carry-out.ts';
import { instantOf, remediationById, type FixBench } from './desk.ts';
import { occupantOf } from './holding.ts';
import { look } from './look.ts';
import { move } from './move.ts';
import { lostIn, type Looking } from './verify.ts';

/** Gives what a fix wrote its earlier values back; refused where somebody has changed these since, or its time is over. */
export async function undo(bench: FixBench, word: Word): Promise<Remediation> {
  const was = await remediationById(bench, word.plan);
  const goesOn = was.remediation.undo !== undefined && isUnderWay(was.remediation);
  if (!goesOn) await beginUndo(bench, was, word);
  return carryOut(bench, word.plan);
}

/** Asks that it is undone, after all that may stand against it has been looked at; nothing is sent yet. */
export async function beginUndo(
  bench: FixBench,
  was: StoredRemediation,
  { by, why }: Word,
): Promise<StoredRemediation> {
  const { remediation } = was;
  const { plan, undoUntil } = remediation;
  const at = instantOf(bench);
  if (remediation.state !== 'done') throw refusal(`${plan.id} is ${remediation.state}: there is nothing to undo`);
  const [other] = remediation.others ?? [];
  if (other !== undefined) {
    throw refusal(
      `${plan.id} is not undone: others had made step ${other + 1} before it was sent, and it is theirs`,
      'ask them, and take it back by hand',
    );
  }
  if (undoUntil === undefined)
    throw refusal(`${plan.id} cannot be undone: ${plan.irreversible ?? 'it says no way back'}`);
  if (!((parseInstant(at) ?? Infinity) < (parseInstant(undoUntil) ?? -Infinity))) {
    throw refusal(`${plan.id} could be undone until ${formatTime(undoUntil)}`);
  }
  if (!bench.enabled) throw refusal(`${plan.id} is not undone: remediation is not enabled`);
  const pause = await bench.memory.pause.get();
  if (pause?.paused) throw refusal(`${pause.by} paused all fixes`, 'shoalwatch fix --resume');
  const live = await bench.live(at);
  // What was there before the freeze may come back in it, but not without a reason.
  const frozen = freezeAt(live.policy, at);
  if (frozen && (why ?? '').trim() === '') {
    throw refusal(
      `${plan.id} is not undone without a reason: nothing is changed until ${formatTime(frozen.to)} (remediation.freeze)`,
      `shoalwatch fix ${plan.finding} --undo --plan-id ${plan.id} --reason "why it cannot wait"`,
    );
  }
  const whyNot = await bench.whyNot(by, { ...plan, proposedBy: '' }, live);
  if (whyNot !== undefined) throw refusal(`${by} may not undo ${plan.id}: ${whyNot}`);
  const occupant = await occupantOf(bench, plan);
  if (occupant !== undefined) throw refusal(`${plan.id} is not undone: ${occupant} is changing the same now`);
  const { snapshots, unread } = await look(bench, plan);
  if (unread !== undefined) throw refusal(`${plan.id} is not undone: it could not be read again: ${unread}`);
  if (printOf(plan, snapshots) !== remediation.stands) {
    throw refusal(`${plan.id} is not undone: what it wrote has changed since`, `shoalwatch fix ${plan.finding} --plan`);
  }
  const said = { by, at, ...(why !== undefined && { why }) };
  return move(bench, was, { state: 'undoing', undo: said, step: 0, sent: false }, 'undo asked', by);
}

const refusal = (message: string, cure?: string): ShoalwatchError =>
  new ShoalwatchError('usage', message, cure === undefined ? {} : { cure });

/** How long after its last write the audit log may still tell of a change that a fix replaced, in milliseconds. */
const late = 2 * 3_600_000;

/**
 * Looks back at fixes that have ended: an audit log tells late of a change that was made while a write without comparison
 * was sent. Answers those that have been found to have lost one.
 */
export async function lookBack(bench: Looking & Pick<FixBench, 'clock'>): Promise<readonly Remediation[]> {
  const now = parseInstant(instantOf(bench)) ?? 0;
  const all = await bench.memory.remediations.all();
  const recent = all.filter((it) => {
    const { from, to = from } = it.writes.at(-1) ?? {};
    // What is under way belongs to whoever carries it out, and looks by itself at its end.
    return !isUnderWay(it) && to !== undefined && now - (parseInstant(to) ?? 0) < late;
  });
  const found: Remediation[] = [];
  for (const { plan } of recent) {
    const stored = await bench.memory.remediations.get(plan.id);
    if (!stored) continue;
    const lost = await lostIn(bench, stored.remediation);
    if (lost.length <= (stored.remediation.lost?.length ?? 0)) continue;
    found.push((await move(bench, stored, { lost }, 'found a change that it replaced')).remediation);
  }
  return found;
}
