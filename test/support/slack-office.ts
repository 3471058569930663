import { createHmac } from 'node:crypto';
import type { ActDesk, Outcome } from '#app/acts/desk';
import type { Fixes, PlanAct } from '#app/acts/fixes';
import { groupOf } from '../../src/app/alert/group-of.ts';
import { nonceOf } from '#engine/people/nonce';
import { defaultPolicy, type Access, type Finding, type Memory, type Policy, type Severity } from '#model';
import { defineRule, pass } from '#rule';
import { memoryOn } from '#store/memory';
import { listenForSlack } from '../../cli/watch/slack-listen.ts';
import { controls, menuId, valueOf } from '#notify/slack/actions';
import { answersOn } from '#notify/slack/answers';
import { callOn } from '#notify/slack/call';
import { directoryOn } from '#notify/slack/directory';
import type { Act } from '#notify/views';
import { about } from '../engine/shop.ts';
import { startSlack, type SlackStandIn } from '../sim/slack/server.ts';
import type { SlackMessage } from '../sim/slack/workspace.ts';
import { demoWorkspace, type Workspace } from '../sim/slack/workspace.ts';
import { quickPorts } from './quick-store.ts';

export const start = Date.parse('2026-11-22T09:00:00.000Z');
export const channel = 'C0ONCALL';

const rule = (severity: Severity) => defineRule({ ...about, id: `door-${severity}`, severity, evaluate: () => pass() });
export const rules = (['critical', 'high', 'medium', 'low'] as const).map(rule);

/** A finding of a target. */
export const findingOf = (id: string, severity: Severity = 'high'): Finding => ({
  ...{ id, rule: `door-${severity}`, severity, status: 'open' },
  resource: {
    id: `arn:aws:eks:eu-west-1:123456789012:cluster/${id}`,
    type: 'door',
    name: id,
    target: 'aws:123456789012:eu-west-1',
  },
  ...{ message: `${id} is open.`, evidence: [{ at: 'open', actual: true, expected: false }] },
  ...{ firstSeen: new Date(start).toISOString(), snapshots: ['s-1'] },
});

/** People with every role; ana proposes and acts, ben approves, cleo accepts risks. */
export const usualAccess: Access = {
  responders: { slackUsers: ['U0ANA'], slackGroups: ['S0SRE'] },
  approvers: [
    { slackUsers: ['U0BEN', 'U0ANA'], impacts: ['none', 'brief', 'disruptive'], targets: ['aws:123456789012:*'] },
    { slackUsers: ['U0CISO'], impacts: ['none'], targets: ['gcp:*'] },
  ],
  riskOwners: [{ slackUsers: ['U0CISO'], maxDays: { critical: 7, high: 30, medium: 90 } }],
};

/** A stand-in for Slack with an app that listens to it, on a store in memory. */
export async function office(more: Partial<Workspace> = {}, kept?: Memory) {
  const time = { now: start };
  const now = (): number => time.now;
  const memory = kept ?? memoryOn(quickPorts());
  const policy: { is: Policy } = {
    is: { ...defaultPolicy, access: usualAccess, notify: { slack: { default: channel, operations: 'C0OPS' } } },
  };
  const outcomes: Outcome[] = [];
  const refusals: string[] = [];
  // The app has to know where Slack is, and Slack where the app is.
  const workspace = { ...demoWorkspace, ...more };
  const door: { url?: string } = {};
  const slack = await startSlack(
    {
      ...workspace,
      get requestUrl() {
        return door.url ?? '';
      },
    },
    { now },
  );
  const call = callOn({ token: workspace.token, url: slack.apiUrl, fetch });
  const desk: ActDesk = {
    ...{ memory, clock: { now }, file: documentOf(policy.is), directory: directoryOn({ call, now }) },
    live: () => Promise.resolve({ rules, policy: policy.is }),
    ...answersOn(call, fetch),
    note: (is, _, says) => {
      if (is !== 'unanswered') outcomes.push({ is, says });
    },
  };
  const made = { desk };
  const listening = await listenForSlack({
    ...{
      port: 0,
      our: { team: workspace.team, app: workspace.app, origin: slack.url },
      secrets: [workspace.signingSecret],
      call,
    },
    get desk() {
      return made.desk;
    },
    note: (_, why) => void refusals.push(why),
  });
  door.url = listening.url;
  return {
    slack,
    memory,
    policy,
    time,
    outcomes,
    refusals,
    url: listening.url,
    idle: () => listening.idle(),
    get desk() {
      return made.desk;
    },
    set desk(desk: ActDesk) {
      made.desk = desk;
    },
    async close(): Promise<void> {
      listening.close();
      await slack.close();
      memory.close();
    },
  };
}

export type Office = Awaited<ReturnType<typeof office>>;

const documentOf = ({ version: _, ...document }: Policy) => document;

/** Posts a card of a group with buttons, as whoever tells people does: the key is of this rendering. */
export async function postCard(
  { memory, slack }: Pick<Office, 'memory' | 'slack'>,
  findings: readonly Finding[],
  { acts, key = 'key-1' }: { readonly acts: readonly Act[]; readonly key?: string },
): Promise<{ readonly group: string; readonly ts: string }> {
  const at = new Date(start).toISOString();
  await memory.announce(
    findings.map((finding) => ({ kind: 'opened', cause: 'change', finding })),
    at,
  );
  const [first] = findings;
  if (!first) throw new Error('a card is about something');
  const group = groupOf(first);
  const ts = put(slack, group.id, { acts, key });
  const stored = await memory.groups.get(group.id);
  const cards = [{ channel, ts, posted: at, rendered: 'r', renders: 1, key }];
  const members = findings.map(({ id }) => id);
  await memory.groups.keep({ ...group, notes: {}, cards, members, opened: [at] }, stored?.version ?? 0);
  return { group: group.id, ts };
}

/** A bulletin with buttons: a plan, a waiver. */
export async function postBulletin(
  { memory, slack }: Pick<Office, 'memory' | 'slack'>,
  id: string,
  { acts, key = 'key-1', says = {} }: { readonly acts: readonly Act[]; readonly key?: string; readonly says?: unknown },
): Promise<string> {
  const ts = put(slack, id, { acts, key });
  await memory.alerts.keepBulletin({ id, channel, says, card: { channel, ts, renders: 1, key } }, 0);
  return ts;
}

/** Puts a message into the channel, with the buttons that a rendering has. */
export function put(
  { state }: SlackStandIn,
  id: string,
  { acts, key }: { readonly acts: readonly Act[]; readonly key: string },
): string {
  const ts = `${Math.floor(start / 1000)}.${`${state.next}`.padStart(6, '0')}`;
  state.next += 1;
  const value = (act: Act, choice?: string): string =>
    valueOf({ id, nonce: nonceOf({ key, act, id }), ...(choice !== undefined && { choice }) });
  const elements = acts.map((act) =>
    controls[act].is === 'choice'
      ? {
          type: 'static_select',
          action_id: act,
          options: ['1h', '8h', '1d', '7d'].map((it) => optionOf(value(act, it))),
        }
      : { type: 'button', action_id: act, text: { type: 'plain_text', text: act }, value: value(act) },
  );
  const menu = {
    type: 'overflow',
    action_id: menuId,
    options: acts.slice(0, 5).map((act) => optionOf(value(act, act))),
  };
  const blocks = [{ type: 'actions', block_id: 'e.1', elements: [...elements, menu] }];
  const message: SlackMessage = {
    channel,
    ts,
    versions: [{ at: start, payload: { text: id, attachments: [{ color: '#B3261E', blocks }] } }],
  };
  state.messages.push(message);
  return ts;
}

const optionOf = (value: string) => ({ text: { type: 'plain_text', text: value.slice(-8) }, value });

/** The value of an option of a select, as it stands on a message. */
export const optionValue = (id: string, act: Act, choice: string, key = 'key-1'): string =>
  valueOf({ id, nonce: nonceOf({ key, act, id }), choice });

/** What only one person was told, the newest last. */
export const toldTo = ({ slack }: Pick<Office, 'slack'>, user: string): readonly string[] =>
  slack.state.messages
    .filter(({ ephemeralTo }) => ephemeralTo === user)
    .map(({ versions }) => JSON.parse(JSON.stringify(versions.at(-1)?.payload['text'] ?? '')) as string);

/** A signed request, whoever signs it. */
export function signedBy(secret: string, body: string, now: number): Readonly<Record<string, string>> {
  const time = `${Math.floor(now / 1000)}`;
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`;
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': time,
    'x-slack-signature': signature,
  };
}

/** Fixes that remember what they were asked for. */
export function fakeFixes(plans: Readonly<Record<string, Awaited<ReturnType<Fixes['about']>>>>) {
  const done: (readonly [what: PlanAct | 'propose' | 'edit', plan: string, by: string])[] = [];
  const fixes: Fixes = {
    about: (plan) => Promise.resolve(plans[plan]),
    propose: (finding, by) => {
      done.push(['propose', finding, by]);
      return Promise.resolve(`A fix of ${finding} is proposed.`);
    },
    act: (what, plan, by) => {
      done.push([what, plan, by]);
      return Promise.resolve(`${plan}: ${what}`);
    },
    values: () => Promise.resolve([{ name: 'allowedCidrs', kind: 'addresses', value: '203.0.113.0/24' }]),
    edit: (plan, form, by) => {
      done.push(['edit', `${plan} ${JSON.stringify(form)}`, by]);
      return Promise.resolve(`${plan} is planned anew.`);
    },
    show: (plan) => Promise.resolve(`All of ${plan}`),
  };
  return { fixes, done };
}
