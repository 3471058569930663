import { isUnderWay } from '#engine/plan/limits';
import type { GroupRecord, MovedRemediation, PlanOfGroup, Remediation } from '#model';
import { isExpired } from '../../remediate/approve.ts';
import { keepBulletin } from '../bulletins/bulletins.ts';
import { groundOf, withSlack, type AlertDesk, type Ground } from '../desk.ts';
import { groupOf } from '../group-of.ts';
import { homesOf } from '../homes.ts';
import { routed } from '../routes.ts';
import { cardIn, change } from '../touch.ts';

/** What the bulletin of a plan keeps: its message is drawn from the remediation as it stands when it is sent. */
export interface FixSays {
  readonly is: 'fix';
  readonly group: string;
  /** The step that it was made due by. */
  readonly step: number;
}

/** A plan that nobody was told of while it could be decided about is not told of after so long, in milliseconds. */
const tooOld = 3_600_000;

/** Plans that a group remembers. */
const mostPlans = 20;

/**
 * Turns remediations that have moved into messages that have to be looked at: the plan's own, and the card of its finding.
 * Each step marks its remediation in the write that keeps it, so that none is lost and looking twice changes nothing.
 * Answers how many there were. Where one cannot be dealt with the others are: rejects after them.
 */
export async function dealFixes(desk: AlertDesk): Promise<number> {
  const known = await groundOf(desk);
  const { remediations } = desk.memory;
  const moved = await remediations.moved(known.at);
  const telling = withSlack(known);
  const failed: unknown[] = [];
  for (const it of moved) {
    try {
      if (telling) await deal(telling, it);
      await remediations.dealt(it.remediation.plan.id, it.version);
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
  return moved.length;
}

async function deal(ground: Ground, { remediation, version, at }: MovedRemediation): Promise<void> {
  const { id, finding: findingId, rule, resource, severity } = remediation.plan;
  const stored = await ground.desk.memory.alerts.bulletin(id);
  if (!stored && isPast(ground, remediation, at)) return;
  const [finding] = await ground.findings.some([findingId]);
  const [home] = finding ? await homesOf(ground, [finding]) : [];
  const group = home?.group ?? groupOf({ rule, resource }, ground.notify.groupBy);
  const kept = await change(ground, group, (was) => {
    const is = withPlan(was, ofGroup(remediation));
    return is && { group: is, due: ground.at };
  });
  const to = finding ? routed(ground, finding, severity).channel : ground.notify.default;
  const channel = stored?.bulletin.channel ?? (kept && placeOf(kept.group, to)) ?? to;
  const says: FixSays = { is: 'fix', group: group.id, step: version };
  await keepBulletin(ground, { id, channel, says });
}

/** What has long ended, in a store that nobody was told of anything from, is no news. */
const isPast = ({ at: now, now: ms }: Ground, it: Remediation, at: string): boolean =>
  (it.finishedAt !== undefined || isExpired(it, now)) && ms - Date.parse(at) > tooOld;

/** The channel in which the card of the group stands, the routed one first. */
function placeOf(group: GroupRecord, to: string): string | undefined {
  if (cardIn(group, to)?.ts !== undefined) return to;
  return group.cards.findLast(({ ts, closed }) => ts !== undefined && closed === undefined)?.channel;
}

/** A group with the last plan of a finding. Undefined where it knows it already, or a newer one. */
function withPlan(group: GroupRecord, plan: PlanOfGroup): GroupRecord | undefined {
  const { plans = [] } = group;
  const was = plans.find(({ finding }) => finding === plan.finding);
  if (was && (isSame(was, plan) || (was.id !== plan.id && was.proposedAt > plan.proposedAt))) return undefined;
  return { ...group, plans: [...plans.filter((it) => it !== was), plan].slice(-mostPlans) };
}

const isSame = (one: PlanOfGroup, other: PlanOfGroup): boolean =>
  one.id === other.id && one.state === other.state && one.startedAt === other.startedAt;

const ofGroup = ({ plan, startedAt, ...it }: Remediation): PlanOfGroup => ({
  ...{ id: plan.id, finding: plan.finding, state: phaseOf(it), by: plan.proposedBy },
  ...{ proposedAt: plan.proposedAt, expires: plan.expires },
  ...(startedAt !== undefined && { startedAt }),
});

function phaseOf({ state, stillOpen }: Pick<Remediation, 'state' | 'stillOpen'>): PlanOfGroup['state'] {
  if (state === 'proposed') return 'proposed';
  if (state === 'approved' || isUnderWay({ state })) return 'running';
  return state === 'done' && stillOpen !== true ? 'done' : 'over';
}
