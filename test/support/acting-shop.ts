import { agenda } from '#app/alert/agenda';
import { takeIntent } from '#app/acts/take-intent';
import type { ActDesk, Outcome } from '#app/acts/desk';
import type { Fixes } from '#app/acts/fixes';
import type { Notify } from '#model';
import { answersOn, openForm } from '#notify/slack/answers';
import { callOn } from '#notify/slack/call';
import { directoryOn } from '#notify/slack/directory';
import { flawsOf } from '#notify/slack/form-flaws';
import type { Intent } from '#notify/slack/intent';
import { parseInteraction } from '#notify/slack/interaction';
import type { Act } from '#notify/views';
import { channels } from '../app/alert/alert-shop.ts';
import { opened } from '../app/alert/alert-slack.ts';
import { pressed, submitted } from '../sim/slack/interactions.ts';
import type { SlackMessage } from '../sim/slack/workspace.ts';
import { demoWorkspace } from '../sim/slack/workspace.ts';
import { usualAccess } from './slack-office.ts';

const our = { team: demoWorkspace.team, app: demoWorkspace.app };

/** An estate that is told of at a Slack of its own, with people who press what stands there. */
export async function actingShop({
  fixes,
  ...options
}: Parameters<typeof opened>[0] & { readonly fixes?: Fixes } = {}) {
  const shop = await opened(options);
  const notify: Notify = options.notify ?? { slack: { default: channels.platform } };
  shop.policy = { ...shop.policy, notify, access: usualAccess };
  const { memory, clock, slack } = shop;
  const call = callOn({ token: demoWorkspace.token, url: slack.apiUrl, fetch });
  const outcomes: Outcome[] = [];
  const swept: string[] = [];
  const desk: ActDesk = {
    ...{ memory, clock, live: shop.desk.live, file: shop.policy, fixes },
    directory: directoryOn({ call, now: clock.now }),
    ...answersOn(call, fetch),
    sweep: (target, by) => {
      swept.push(`${target} by ${by}`);
      return Promise.resolve(`${target} is read now.`);
    },
  };
  const done = async (intent: Intent): Promise<Outcome> => {
    const outcome = await takeIntent(desk, intent);
    outcomes.push(outcome);
    return outcome;
  };
  const read = (body: string): Intent => {
    const payload: unknown = JSON.parse(new URLSearchParams(body).get('payload') ?? '');
    const intent = parseInteraction(payload, our);
    if (intent.is === 'foreign' || intent.is === 'nothing') throw new Error(JSON.stringify(intent));
    return intent;
  };
  const messages = (channel = channels.platform): readonly SlackMessage[] =>
    slack.state.messages.filter((it) => it.channel === channel && !it.deleted && it.ephemeralTo === undefined);
  return Object.assign(shop, {
    outcomes,
    swept,
    messages,
    /** What the newest message of a channel says, with everything behind its bar. */
    newest: (channel?: string): string => JSON.stringify(messages(channel).at(-1)?.versions.at(-1)?.payload),
    /** Presses a control of the newest message that has it, or of an older one. */
    async press(
      user: string,
      act: Act,
      how: { readonly choice?: string; readonly ts?: string; readonly channel?: string } = {},
    ) {
      const { channel = channels.platform, choice } = how;
      const found = messages(channel).findLast(
        (it) => (how.ts === undefined || it.ts === how.ts) && controlIn(it, act, choice) !== undefined,
      );
      const control = found && controlIn(found, act, choice);
      if (!found || !control) throw new Error(`${act} stands on no message of ${channel}`);
      const sent = pressed(slack.state, { user, channel, ts: found.ts, ...control }, clock.now());
      const intent = read(sent.body);
      if (intent.is !== 'press' || intent.form === undefined || intent.trigger === undefined) return done(intent);
      const view = await openForm(call, intent.trigger, intent.form, intent);
      return done({ ...intent, ...(view !== undefined && { view }) });
    },
    /** What the form says that was opened last. */
    form: (): string => JSON.stringify(slack.state.views.at(-1)?.view),
    /** Sends the form that was opened last; answers what is wrong with it, as the endpoint would. */
    async send(values: Readonly<Record<string, object>>) {
      const state = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { [name]: value }]));
      const intent = read(submitted(slack.state, slack.state.views.at(-1)?.id ?? '', state, clock.now()).body);
      const flaws = intent.is === 'form' ? flawsOf(intent, clock.now()) : undefined;
      return flaws ?? done(intent);
    },
    /** The minute in which what falls due by itself is looked at. */
    async minute(ms = 60_000) {
      await clock.sleep(ms);
      await agenda(shop.desk);
      while ((await shop.tell()) > 0) await clock.sleep(1000);
    },
  });
}

/** The control of a message that does something: a button, an option of a list, or an entry of the menu. */
function controlIn(message: SlackMessage, act: Act, choice?: string): { action: string; option?: string } | undefined {
  const found: { action: string; option?: string }[] = [];
  const look = (it: unknown): void => {
    if (typeof it !== 'object' || it === null) return;
    if (Array.isArray(it)) {
      it.forEach(look);
      return;
    }
    const { action_id: action, options } = it as { action_id?: string; options?: { value: string }[] };
    if (action === act && choice === undefined) found.push({ action });
    const chosen = options?.find(({ value }) => value.endsWith(`.${action === act ? choice : act}`));
    if (action !== undefined && chosen && (action === act || action === 'more'))
      found.push({ action, option: chosen.value });
    Object.values(it).forEach(look);
  };
  look(message.versions.at(-1)?.payload);
  return found[0];
}
