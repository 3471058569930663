import { hasRole, mayAccept } from '#engine/people/access';
import { ShoalwatchError } from '#model';
import type { FormIntent, PressIntent } from '#notify/slack/intent';
import type { Act } from '#notify/views';
import { personId } from './actor.ts';
import { aboutOf, acting, idOf, looking, placeOf, responder, valueIn, valuesIn, type Deed } from './deed.ts';
import { fixDeeds } from './fix-deeds.ts';
import { assign, callWrong, snooze, wakeUp } from './group-acts.ts';
import { evidenceOf, explain, explainGap, fixByHand, historyOf, ruleOf } from './looking.ts';
import { mute, unmute } from './mute.ts';
import { postTop } from './post-top.ts';
import { acceptRisk } from './risk-acts.ts';
import { askForChanges, decideRisk, letEnd } from './risk-decisions.ts';
import type { Scene } from './scene.ts';
import { waiverIdOf } from './subject.ts';

const acceptingRisk = acting(
  ({ access, actor }) => hasRole(access, actor),
  (scene, intent) =>
    acceptRisk(scene, { about: idOf(intent), place: placeOf(intent), team: intent.team }, valuesIn(intent)),
  'form',
);

const callingWrong = acting(
  responder,
  ({ desk, actor }, intent) => callWrong(desk, { group: idOf(intent), by: actor.id }, valueIn(intent, 'why')),
  'form',
);

/** Somebody holds what was closed to be open: it is read once more, since only a read opens a finding. */
const callingOpen = acting(
  responder,
  async (scene, intent) => {
    const { desk, actor } = scene;
    const said = await callWrong(desk, { group: idOf(intent), by: actor.id }, valueIn(intent, 'why'));
    const [first] = (await aboutOf(scene, intent)).known;
    if (!first || !desk.sweep) return `${said} It opens again when a scan finds it.`;
    return `${said} ${await desk.sweep(first.resource.target, actor.id)}`;
  },
  'form',
);

/** For how long, and whose request it is, is looked at with the request itself. */
const decider: Deed['may'] = async ({ desk, access, actor }, about) => {
  const asked = (await desk.memory.waivers.get(await waiverIdOf(desk, about)))?.waiver.asked;
  return asked ? mayAccept(access, actor, { severity: asked.upTo, days: 0 }) : hasRole(access, actor);
};

const pressedOn = (intent: PressIntent | FormIntent) => ({ about: idOf(intent), channel: placeOf(intent).channel });

const deciding = (decision: 'approve' | 'deny'): Deed =>
  acting(decider, (scene, intent) => decideRisk(scene, pressedOn(intent), decision));

const assigning = acting(
  responder,
  ({ desk, actor }, intent) => {
    const user = valueIn(intent, 'assignee');
    if (!/^[UW][A-Z0-9]{2,20}$/.test(user)) throw new ShoalwatchError('usage', 'pick somebody to assign it to');
    return assign(desk, { group: idOf(intent), by: actor.id }, personId({ team: intent.team, user }));
  },
  'form',
);

const explaining = looking(async (scene, intent) => {
  const says = (await scene.desk.memory.alerts.bulletin(idOf(intent)))?.bulletin.says;
  return explainGap(says) ?? explain(ruleOf(scene.rules, (await aboutOf(scene, intent)).rule));
});

const rechecking = acting(responder, async ({ desk, actor }, intent) => {
  if (!desk.sweep) throw new ShoalwatchError('usage', 'a check cannot be ordered here: run shoalwatch scan');
  const says = (await desk.memory.alerts.bulletin(idOf(intent)))?.bulletin.says;
  const target = targetIn(says);
  if (target === undefined) throw new ShoalwatchError('usage', 'this message is about no target');
  return desk.sweep(target, actor.id);
});

const tellingRoutes = looking(({ policy }: Scene) => {
  const { default: channel = 'nowhere', routes = [] } = policy.notify?.slack ?? {};
  return Promise.resolve(
    `Everything goes to <#${channel}> that none of ${routes.length} routes sends elsewhere: \`notify.slack.routes\` of the policy, changed by \`shoalwatch policy push\`.`,
  );
});

/** What every control does; a link does nothing. */
export const deeds: Readonly<Record<Exclude<Act, 'console' | 'report'>, Deed>> = {
  ...fixDeeds,
  snooze: acting(responder, ({ desk, actor }, intent) =>
    snooze(desk, { group: idOf(intent), by: actor.id }, intent.is === 'press' ? (intent.choice ?? '') : ''),
  ),
  unsnooze: acting(responder, ({ desk, actor }, intent) => wakeUp(desk, { group: idOf(intent), by: actor.id })),
  'accept-risk': acceptingRisk,
  'renew-waiver': acceptingRisk,
  assign: assigning,
  wrong: callingWrong,
  reopen: callingOpen,
  explain: explaining,
  evidence: looking(async (scene, intent) => evidenceOf(await aboutOf(scene, intent))),
  history: looking(async (scene, intent) => historyOf(scene.desk, idOf(intent), await aboutOf(scene, intent))),
  'copy-fix': looking(async (scene, intent) => fixByHand(await aboutOf(scene, intent), scene.rules)),
  'grant-waiver': deciding('approve'),
  'deny-waiver': deciding('deny'),
  'change-waiver': acting(
    decider,
    (scene, intent) => askForChanges(scene, pressedOn(intent), valueIn(intent, 'why')),
    'form',
  ),
  'let-expire': acting(
    ({ access, actor }) => hasRole(access, actor),
    (scene, intent) => letEnd(scene, idOf(intent)),
  ),
  'routing-help': tellingRoutes,
  recheck: rechecking,
  'post-top': acting(responder, ({ desk, actor, policy }, intent) =>
    postTop(desk, idOf(intent), { by: actor.id, policy }),
  ),
  'mute-burst': acting(responder, ({ desk, actor }, intent) => mute(desk, idOf(intent), actor.id)),
  'mute-gap': acting(responder, ({ desk, actor }, intent) => mute(desk, idOf(intent), actor.id)),
  unmute: acting(responder, ({ desk }, intent) => unmute(desk, idOf(intent))),
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
