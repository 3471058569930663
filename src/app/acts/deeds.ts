import { hasRole, mayAccept, mayApprove, mayPause, mayReject, mayRespond, type May } from '#engine/access';
import { ShoalwatchError } from '#model';
import type { GroupRecord } from '#model';
import type { FormIntent, PressIntent } from '../../notify/slack/intent.ts';
import type { Act } from '../../notify/views.ts';
import { personId } from './actor.ts';
import type { PlanAct, PlanFacts } from './fixes.ts';
import { assign, callWrong, openOf, snooze, wakeUp } from './group-acts.ts';
import { evidenceOfGroup, explain, plainly, fixByHand, historyOfGroup, ruleOf } from './looking.ts';
import { acceptRisk, decideRisk } from './risk-acts.ts';
import type { Scene } from './scene.ts';

/** What one control of a message does. */
export interface Deed {
  /** Whether it is the button itself, or the form that it opens, which does something. */
  readonly takes: 'press' | 'form';
  /** Whether it changes anything: such a button works once. */
  readonly acts: boolean;
  readonly may: (scene: Scene, about: string) => May | Promise<May>;
  /** Does it, and answers what the person is told. Throws with the reason where it cannot be done. */
  readonly work: (scene: Scene, intent: PressIntent | FormIntent, group: GroupRecord | undefined) => Promise<string>;
}

const anybody = (): May => ({ may: true });
const responder = ({ access, actor }: Scene): May => mayRespond(access, actor);

const looking = (work: Deed['work']): Deed => ({ takes: 'press', acts: false, may: anybody, work });
const acting = (may: Deed['may'], work: Deed['work'], takes: Deed['takes'] = 'press'): Deed => ({
  takes,
  acts: true,
  may,
  work,
});

const groupIn = (group: GroupRecord | undefined): GroupRecord => {
  if (group) return group;
  throw new ShoalwatchError('usage', 'this message is about no finding');
};

const valueIn = (intent: PressIntent | FormIntent, name: string): string =>
  intent.is === 'form' ? (intent.values[name] ?? '') : '';

const idOf = (intent: PressIntent | FormIntent): string => (intent.is === 'form' ? intent.pressed.about : intent.about);

const acceptingRisk = acting(
  ({ access, actor }) => hasRole(access, actor),
  ({ desk, actor, policy }, intent) =>
    acceptRisk(desk, { about: idOf(intent), actor, policy }, intent.is === 'form' ? intent.values : {}),
  'form',
);

const callingWrong = acting(
  responder,
  ({ desk, actor }, intent) => callWrong(desk, { group: idOf(intent), by: actor.id }, valueIn(intent, 'why')),
  'form',
);

const deciding = (decision: 'approve' | 'deny'): Deed =>
  acting(
    // For how long, and whose request it is, is looked at with the request itself.
    async ({ desk, access, actor }, id) => {
      const asked = (await desk.memory.waivers.get(id))?.waiver.asked;
      return asked ? mayAccept(access, actor, { severity: asked.upTo, days: 0 }) : anybody();
    },
    ({ desk, actor, policy }, intent) => decideRisk(desk, { actor, policy }, idOf(intent), decision),
  );

const noFixes = 'Fixes come with `remediation`, which is not enabled here: nothing was changed.';

const planning = (what: PlanAct, may: (scene: Scene, plan: PlanFacts) => May): Deed =>
  acting(
    async (scene, id) => {
      const { fixes } = scene.desk;
      if (!fixes) return { may: false, why: noFixes };
      const plan = await fixes.about(id);
      return plan ? may(scene, plan) : { may: false, why: 'Nothing is known of this plan.' };
    },
    async ({ desk: { fixes }, actor }, intent) => {
      if (!fixes) throw new ShoalwatchError('usage', noFixes);
      return plainly(await fixes.act(what, idOf(intent), actor.id));
    },
  );

const selfApprove = ({ policy }: Scene): boolean => policy.remediation?.approvals?.selfApprove ?? false;
const approver = (scene: Scene, plan: PlanFacts): May => mayReject(scene.access, scene.actor, plan);
const ownOrApprover = (scene: Scene, plan: PlanFacts): May =>
  plan.proposedBy === scene.actor.id ? anybody() : approver(scene, plan);

const proposing = acting(
  (scene) => (scene.desk.fixes ? responder(scene) : { may: false, why: noFixes }),
  async ({ desk, actor, policy }, _, group) => {
    const [head] = await openOf(desk.memory, groupIn(group), policy);
    if (!head || !desk.fixes)
      throw new ShoalwatchError('usage', 'nothing of it is open any more: there is nothing to fix');
    return plainly(await desk.fixes.propose(head.id, actor.id));
  },
);

/** What every control does; a link does nothing, and one that is not here says so. */
export const deeds: Readonly<Partial<Record<Act, Deed>>> = {
  propose: proposing,
  snooze: acting(responder, ({ desk, actor }, intent) =>
    snooze(desk, { group: idOf(intent), by: actor.id }, intent.is === 'press' ? (intent.choice ?? '') : ''),
  ),
  unsnooze: acting(responder, ({ desk, actor }, intent) => wakeUp(desk, { group: idOf(intent), by: actor.id })),
  'accept-risk': acceptingRisk,
  'renew-waiver': acceptingRisk,
  assign: acting(
    responder,
    ({ desk, actor }, intent) => {
      const user = valueIn(intent, 'assignee');
      if (!/^[UW][A-Z0-9]{2,20}$/.test(user)) throw new ShoalwatchError('usage', 'pick somebody to assign it to');
      return assign(desk, { group: idOf(intent), by: actor.id }, personId({ team: intent.team, user }));
    },
    'form',
  ),
  wrong: callingWrong,
  reopen: callingWrong,
  explain: looking(({ rules }, _, group) => Promise.resolve(explain(ruleOf(rules, groupIn(group).rule)))),
  evidence: looking(({ desk, policy }, _, group) => evidenceOfGroup(desk, groupIn(group), policy)),
  history: looking(({ desk, policy }, _, group) => historyOfGroup(desk, groupIn(group), policy)),
  'copy-fix': looking(({ desk, policy, rules }, _, group) => fixByHand(desk, groupIn(group), { policy, rules })),
  approve: planning('approve', (scene, plan) =>
    mayApprove(scene.access, scene.actor, { ...plan, selfApprove: selfApprove(scene) }),
  ),
  reject: planning('reject', approver),
  stop: planning('stop', ({ access, actor }) => mayPause(access, actor)),
  undo: planning('undo', approver),
  retry: planning('retry', responder),
  cancel: planning('cancel', ownOrApprover),
  'dry-run': planning('dry-run', responder),
  'show-plan': looking(async ({ desk: { fixes } }, intent) =>
    fixes ? plainly(await fixes.show(idOf(intent))) : noFixes,
  ),
  'grant-waiver': deciding('approve'),
  'deny-waiver': deciding('deny'),
  'let-expire': looking(async ({ desk }, intent) => {
    const granted = (await desk.memory.waivers.get(idOf(intent)))?.waiver.granted;
    return granted
      ? `It ends on ${granted.until.slice(0, 10)}, and what it hides counts as open again then.`
      : 'It has ended.';
  }),
  'routing-help': looking(({ policy }) => {
    const { default: channel = 'nowhere', routes = [] } = policy.notify?.slack ?? {};
    return Promise.resolve(
      `Everything goes to <#${channel}> that none of ${routes.length} routes sends elsewhere: \`notify.slack.routes\` of the policy, changed by \`shoalwatch policy push\`.`,
    );
  }),
  recheck: acting(responder, async ({ desk, actor }, intent) => {
    if (!desk.sweep) throw new ShoalwatchError('usage', 'a check cannot be ordered here: run shoalwatch scan');
    const says = (await desk.memory.alerts.bulletin(idOf(intent)))?.bulletin.says;
    const target = targetIn(says);
    if (target === undefined) throw new ShoalwatchError('usage', 'this message is about no target');
    return desk.sweep(target, actor.id);
  }),
};

/** The target that a message about a gap speaks of. */
const targetIn = (says: unknown): string | undefined => {
  if (typeof says !== 'object' || says === null || !('target' in says)) return undefined;
  const { target } = says;
  if (typeof target === 'string') return target;
  return typeof target === 'object' && target !== null && 'id' in target && typeof target.id === 'string'
    ? target.id
    : undefined;
};
