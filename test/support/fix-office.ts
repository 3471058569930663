import { deal } from '#app/alert/deal';
import type { AlertDesk } from '#app/alert/desk';
import { tellerOf } from '#app/alert/tell';
import { refresh } from '#app/acts/card';
import type { ActDesk, Outcome } from '#app/acts/desk';
import { whyNotBy } from '#app/acts/why-not';
import { carryOut } from '#app/remediate/carry-out';
import type { FixBench } from '#app/remediate/desk';
import { fixesOn } from '#app/remediate/fixes';
import type { PolicyDocument } from '#model';
import { answersOn } from '#notify/slack/answers';
import { callOn } from '#notify/slack/call';
import { directoryOn } from '#notify/slack/directory';
import { plainMessage } from '#notify/slack/plain-text';
import { render } from '#notify/slack/render';
import { slackOn } from '#notify/slack/send';
import { signedBy } from './slack-office.ts';
import { listenForSlack } from '../../cli/watch/slack-listen.ts';
import { startSlack } from '../sim/slack/server.ts';
import { demoWorkspace, type SlackMessage } from '../sim/slack/workspace.ts';

export const channel = 'C0ONCALL';

/** All is told in one channel at once; ana asks, ben approves, cleo may do neither. */
export const toldIn = (policy: PolicyDocument): PolicyDocument => ({
  ...policy,
  notify: { slack: { default: channel, routes: [{ when: {}, channel }] } },
  access: {
    responders: { slackUsers: ['U0ANA'] },
    approvers: [{ slackUsers: ['U0BEN', 'U0ANA'], impacts: ['none', 'brief', 'disruptive'], targets: ['*'] }],
  },
});

interface Stand {
  readonly bench: FixBench;
}

/** A stand whose findings and fixes are told of in a Slack of its own, with the real way in for what is pressed there. */
export async function fixOffice({ bench: plain }: Stand) {
  const { memory, live, clock } = plain;
  const door: { url?: string } = {};
  const workspace = {
    ...demoWorkspace,
    get requestUrl() {
      return door.url ?? '';
    },
  };
  const slack = await startSlack(workspace, { now: clock.now });
  const call = callOn({ token: demoWorkspace.token, url: slack.apiUrl, fetch });
  const directory = directoryOn({ call, now: clock.now });
  const bench: FixBench = { ...plain, whyNot: whyNotBy(directory) };
  const outcomes: Outcome[] = [];
  const refusals: string[] = [];
  const running: Promise<unknown>[] = [];
  const start = (plan: string): void => void running.push(carryOut(bench, plan));
  const acts: ActDesk = {
    ...{ memory, live, clock, directory, fixes: fixesOn(bench, start), ...answersOn(call, fetch) },
    file: (await live(new Date(clock.now()).toISOString())).policy,
    note: (is, _, says) => {
      if (is !== 'unanswered') outcomes.push({ is, says });
    },
  };
  let keys = 0;
  const alerts: AlertDesk = {
    ...{ memory, live, clock, frameworks: [], zone: 'UTC', remediates: true, version: '1.0.0' },
    ...{ nameOf: () => undefined, drawing: { render, plainMessage }, fallback: { tell: () => Promise.resolve() } },
    slack: slackOn({ token: demoWorkspace.token, url: slack.apiUrl, patience: 500 }),
    key: () => `key-${(keys += 1)}`,
  };
  const listening = await listenForSlack({
    ...{ port: 0, call, desk: acts, secrets: [demoWorkspace.signingSecret] },
    our: { team: demoWorkspace.team, app: demoWorkspace.app, origin: slack.url },
    note: (_, why) => void refusals.push(why),
  });
  door.url = listening.url;
  const teller = tellerOf(alerts);

  const cards = (): readonly SlackMessage[] =>
    slack.state.messages.filter(({ deleted, ephemeralTo }) => !deleted && ephemeralTo === undefined);
  return {
    ...{ slack, bench, alerts, acts, outcomes, refusals, url: listening.url },
    /** Deals with what has moved and tells of it, as the process does. */
    async tell(): Promise<void> {
      await deal(alerts);
      await teller.tell();
    },
    /** Tells of what stands as the first scan does, and of one finding as of something new. */
    async opens(id: string): Promise<void> {
      await this.tell();
      const [finding] = await memory.findingsOf([id]);
      if (!finding) throw new Error(`nothing is known of ${id}`);
      await clock.sleep(1000);
      await memory.announce([{ kind: 'reopened', cause: 'read', finding }], new Date(clock.now()).toISOString());
      await this.tell();
    },
    /** Presses, lets everything that it began come to its end, and tells of it. */
    async press(user: string, card: SlackMessage | undefined, action: string): Promise<number> {
      if (!card) throw new Error(`there is no card to press ${action} on`);
      const { status } = await slack.press({ user, channel, ts: card.ts, action });
      await this.settled();
      return status;
    },
    /** A click on a plan as anybody could send it who knows the form. */
    async forge(
      user: string,
      card: SlackMessage | undefined,
      { act, secret, change = (it) => it }: Forgery,
    ): Promise<number> {
      const value = change(new RegExp(`"action_id":"${act}".*?"value":"([^"]+)"`).exec(bodyOf(card))?.[1] ?? '');
      const body = clickOf({ user, ts: card?.ts ?? '', act, value });
      const headers = signedBy(secret, body, clock.now());
      const { status } = await fetch(`${listening.url}/slack/interactions`, { method: 'POST', headers, body });
      await this.settled();
      return status;
    },
    /** Asks for a fix of a finding: with the button of its card, or in the form where the card speaks of several. */
    async propose(user: string, finding: string): Promise<void> {
      const card = this.findingCard();
      if (looksOf(card).buttons.includes('propose')) {
        await this.press(user, card, 'propose');
        return;
      }
      await this.press(user, card, 'propose-all');
      const form = slack.state.views.at(-1);
      const [, block = ''] =
        /"block_id":"([^"]+)"[^]*?"type":"checkboxes"/.exec(JSON.stringify(form?.view['blocks'])) ?? [];
      const chosen = { type: 'checkboxes', selected_options: [{ value: finding }] };
      await slack.submit(form?.id ?? '', { [block]: { [block]: chosen } });
      await this.settled();
    },
    /** Everything that was pressed has come to its end, and is told of. */
    async settled(): Promise<void> {
      await listening.idle();
      for (let work = running.shift(); work; work = running.shift()) await work;
      await this.tell();
    },
    /** Has every message of a plan drawn anew, as an act upon it does. */
    async redraw(): Promise<void> {
      for (const { plan } of await memory.remediations.all()) await refresh(acts, plan.id);
      await this.tell();
    },
    /** The newest message that answers none. */
    findingCard: (): SlackMessage | undefined => cards().findLast(({ thread }) => thread === undefined),
    /** The newest message of a plan. */
    fixCard: (): SlackMessage | undefined => cards().findLast(({ thread }) => thread !== undefined),
    at: (ts: string): SlackMessage | undefined => cards().find((it) => it.ts === ts),
    async close(): Promise<void> {
      listening.close();
      await slack.close();
    },
  };
}

/** What is not as Slack sends it. */
interface Forgery {
  readonly act: string;
  readonly secret: string;
  readonly change?: (value: string) => string;
}

function clickOf({ user, ts, act, value }: Readonly<Record<'user' | 'ts' | 'act' | 'value', string>>): string {
  const payload = JSON.stringify({
    ...{ type: 'block_actions', api_app_id: demoWorkspace.app, trigger_id: 't', team: { id: demoWorkspace.team } },
    ...{ user: { id: user }, channel: { id: channel }, message: { ts } },
    container: { type: 'message_attachment', message_ts: ts, channel_id: channel },
    actions: [{ type: 'button', action_id: act, block_id: 'acts.1', value, action_ts: '1.1' }],
  });
  return new URLSearchParams({ payload }).toString();
}

export type FixOffice = Awaited<ReturnType<typeof fixOffice>>;

const last = ({ versions }: SlackMessage): Readonly<Record<string, unknown>> => versions.at(-1)?.payload ?? {};

/** What a lock screen shows of a message. */
export const textOf = (message: SlackMessage): string => String(last(message)['text']);

/** The colour, and the buttons outside of the menu. */
export function looksOf(message: SlackMessage | undefined): { readonly colour: string; readonly buttons: string[] } {
  const body = JSON.stringify(message ? last(message) : {});
  const buttons = [...body.matchAll(/"action_id":"([a-z-]+)"/g)].map(([, name = '']) => name);
  return { colour: /"color":"(#[0-9A-F]+)"/.exec(body)?.[1] ?? '', buttons: buttons.filter((it) => it !== 'more') };
}

export const bodyOf = (message: SlackMessage | undefined): string => JSON.stringify(message ? last(message) : {});
