import { afterEach, beforeEach, expect, test } from 'vitest';
import { signed } from '../sim/slack/interactions.ts';
import type { SlackMessage } from '../sim/slack/workspace.ts';
import { slackStack, type SlackStack } from './slack-stand.ts';

let stack: SlackStack;

beforeEach(async () => {
  stack = await slackStack();
});

afterEach(async () => {
  await stack.close();
});

const textOf = (message: SlackMessage | undefined): string => JSON.stringify(message?.versions.at(-1)?.payload ?? {});

/** The value of an option of a message whose action id is this. */
function optionIn(message: SlackMessage | undefined, action: string, choice: string): string {
  const values = textOf(message).match(/(?<="value":")[^"]+/g) ?? [];
  const found = values.find((it) => it.includes(choice));
  if (found === undefined) throw new Error(`${action} has no option ${choice}: ${values.join(', ')}`);
  return found;
}

/** A card about one cluster, after the first message of the channel. */
async function cardAbout(cluster: string): Promise<SlackMessage> {
  await stack.judge({ quiet: true });
  await stack.judge({ quiet: true, [cluster]: true });
  const card = stack.standing('C0PLAT').at(-1);
  if (!card) throw new Error('no card stands');
  return card;
}

test('news in the table becomes a card, and the card turns when what it is about is put right', async () => {
  const card = await cardAbout('payments');
  expect(textOf(card)).toContain('payments');
  expect(stack.standing('C0PLAT')).toHaveLength(2);
  await stack.judge({ quiet: true, payments: false });
  const after = stack.standing('C0PLAT').find(({ ts }) => ts === card.ts);
  expect(after?.versions).toHaveLength(2);
  expect(textOf(after)).toMatch(/[Rr]esolved/);
});

test('the same news twice, and the minute of the clock, send nothing more', async () => {
  await cardAbout('payments');
  const before = stack.slack.state.calls.length;
  await stack.minute();
  await stack.judge({ quiet: true, payments: true });
  expect(stack.slack.state.calls.slice(before)).toEqual([]);
});

test('every change of a finding goes to the bus as OCSF, with a uid of its own', async () => {
  await cardAbout('payments');
  await stack.judge({ quiet: true, payments: false });
  const events = stack.around.events.map(({ Detail, ...it }) => ({ ...it, detail: JSON.parse(Detail) as Ocsf }));
  expect(events.map(({ detail }) => [detail.class_uid, detail.unmapped.step, detail.status])).toEqual([
    [2003, 'opened', 'New'],
    [2003, 'opened', 'New'],
    [2003, 'resolved', 'Resolved'],
  ]);
  expect(new Set(events.map(({ detail }) => detail.metadata.uid)).size).toBe(3);
  expect(new Set(events.map(({ EventBusName, Source }) => `${EventBusName} ${Source}`))).toEqual(
    new Set(['shoalwatch-findings shoalwatch']),
  );
});

interface Ocsf {
  readonly class_uid: number;
  readonly status: string;
  readonly metadata: { readonly uid: string };
  readonly unmapped: { readonly step: string };
}

test('a signed click goes by the queue to who acts, and its card is drawn anew', async () => {
  const card = await cardAbout('payments');
  const option = optionIn(card, 'snooze', '8h');
  const { status } = await stack.slack.press({
    user: 'U0ANA',
    channel: 'C0PLAT',
    ts: card.ts,
    action: 'snooze',
    option,
  });
  expect(status).toBe(200);
  expect(stack.fifo.on('clicks.fifo').map(({ group }) => group)).toEqual([expect.stringMatching(/^g-/)]);
  await stack.clock.sleep(2_000);
  await stack.pump('now');
  const after = stack.standing('C0PLAT').find(({ ts }) => ts === card.ts);
  expect(after?.versions).toHaveLength(2);
  expect(textOf(after)).toMatch(/[Ss]nooz/);
  expect(stack.fifo.on('clicks.fifo')).toEqual([]);
});

test('a click that the queue delivers twice is done once', async () => {
  const card = await cardAbout('payments');
  const option = optionIn(card, 'snooze', '8h');
  await stack.slack.press({ user: 'U0ANA', channel: 'C0PLAT', ts: card.ts, action: 'snooze', option });
  const [click] = stack.fifo.on('clicks.fifo');
  await stack.pump('now');
  const history = () => stack.memory.groups.history(click?.group ?? '');
  expect(await history()).toHaveLength(1);
  await stack.actAgain(click?.body ?? '');
  await stack.pump('now');
  expect(await history()).toHaveLength(1);
  expect(stack.slack.state.messages.filter(({ ephemeralTo }) => ephemeralTo === 'U0ANA')).toHaveLength(1);
});

test('who may not is refused, is counted, and changes nothing', async () => {
  const card = await cardAbout('payments');
  const option = optionIn(card, 'snooze', '8h');
  await stack.slack.press({ user: 'U0BEN', channel: 'C0PLAT', ts: card.ts, action: 'snooze', option });
  await stack.pump('now');
  expect(stack.counts.get('SlackRefusedActs')).toEqual([1]);
  expect(stack.standing('C0PLAT').find(({ ts }) => ts === card.ts)?.versions).toHaveLength(1);
  expect(stack.slack.state.messages.filter(({ ephemeralTo }) => ephemeralTo === 'U0BEN')).toHaveLength(1);
});

test('a request that Slack did not sign is turned away: nothing is queued, nothing is called, and it is counted', async () => {
  await cardAbout('payments');
  const before = stack.slack.state.calls.length;
  const forged = signed(
    { workspace: { ...stack.slack.state.workspace, signingSecret: 'guessed' } },
    '/slack/commands',
    'text=status',
    stack.clock.now(),
  );
  const { status } = await fetch(`${stack.front}${forged.path}`, {
    method: 'POST',
    headers: forged.headers,
    body: forged.body,
  });
  expect(status).toBe(401);
  expect(stack.fifo.on('clicks.fifo')).toEqual([]);
  expect(stack.slack.state.calls).toHaveLength(before);
  expect(stack.counts.get('SlackForgedRequests')).toEqual([1]);
});

test('a command is answered to whoever typed it, and a scan starts a sweep of its target', async () => {
  await stack.judge({ payments: true });
  const [run] = await stack.memory.runs(1);
  const [target] = (run && (await stack.memory.scan(run.id)))?.targets ?? [];
  const asked = { user: 'U0ANA', channel: 'C0PLAT', text: `scan ${target?.id ?? ''}` };
  expect((await stack.slack.command(asked)).status).toBe(200);
  expect(stack.fifo.on('clicks.fifo').map(({ group }) => group)).toEqual(['user-U0ANA']);
  await stack.pump('now');
  expect(stack.around.started.map(({ machine }) => machine)).toEqual(['arn:aws:states:m']);
  const told = stack.slack.state.messages.filter(({ ephemeralTo }) => ephemeralTo === 'U0ANA');
  expect(textOf(told.at(-1))).toContain('is being read, and nothing else');
});

test('where Slack wants to be left alone, the order waits on its queue, and nothing is lost', async () => {
  await stack.judge({ quiet: true });
  stack.slack.fail({ kind: 'rate-limit', retryAfter: 30, method: 'chat.postMessage' });
  await stack.judge({ quiet: true, payments: true });
  expect(stack.standing('C0PLAT')).toHaveLength(1);
  expect(stack.fifo.on('cards.fifo')).toHaveLength(1);
  const now = stack.clock.now();
  await stack.pump();
  expect(stack.clock.now() - now).toBeGreaterThanOrEqual(29_000);
  expect(stack.standing('C0PLAT')).toHaveLength(2);
  expect(stack.counts.get('SlackRateLimited')).toEqual([1]);
});

test('a token that is refused is told to the topic at once, and is an alarm until Slack takes something again', async () => {
  await stack.judge({ quiet: true });
  stack.slack.fail({ kind: 'error', error: 'invalid_auth', times: 1 });
  await stack.judge({ quiet: true, payments: true });
  expect(stack.around.published.map(({ subject }) => subject)).toEqual(['Shoalwatch: Slack cannot be told']);
  expect(stack.around.published[0]?.message).toContain('payments');
  expect(stack.counts.get('SlackUndelivered')?.at(-1)).toBe(1);
  await stack.minute();
  expect(stack.standing('C0PLAT')).toHaveLength(2);
  expect(stack.counts.get('SlackUndelivered')?.at(-1)).toBe(0);
});

test('as long as nobody has put a token in, the topic is told, and the first card comes once somebody has', async () => {
  const [token] = stack.around.secrets.get('token') ?? [];
  stack.around.secrets.delete('token');
  await stack.judge({ payments: true });
  expect(stack.around.published[0]?.message).toContain('no bot token');
  if (token) stack.around.secrets.set('token', [token]);
  await stack.clock.sleep(5 * 60_000);
  await stack.minute();
  expect(stack.standing('C0PLAT')).toHaveLength(1);
});

test('without a signing secret nobody is let in', async () => {
  stack.around.secrets.delete('signing');
  const asked = { user: 'U0ANA', channel: 'C0PLAT', text: 'status' };
  expect((await stack.slack.command(asked)).status).toBe(401);
  expect(stack.fifo.on('clicks.fifo')).toEqual([]);
});

test('what the queue of clicks does not take, Slack is told to send again', async () => {
  stack.fifo.refuse(5);
  const asked = { user: 'U0ANA', channel: 'C0PLAT', text: 'status' };
  expect((await stack.slack.command(asked)).status).toBe(503);
});

test('in a stack without Slack the bus hears of everything, and nothing is kept for later', async () => {
  const silent = await slackStack({ tells: false });
  try {
    await silent.judge({ payments: true });
    await silent.judge({ payments: false });
    expect(silent.around.events).toHaveLength(2);
    expect(silent.slack.state.calls).toEqual([]);
    expect(await silent.memory.alerts.due('2030-01-01T00:00:00.000Z')).toEqual([]);
  } finally {
    await silent.close();
  }
});

test('a sweep that failed is told with its cause, a judgement that failed is no sweep, and the next sweep turns the message', async () => {
  await stack.judge({ quiet: true });
  const before = stack.standing('C0PLAT').length;
  await stack.sweepEnded({ status: 'FAILED', input: '{"mode":"evaluate"}', cause: 'a judgement broke' });
  expect(stack.standing('C0PLAT')).toHaveLength(before);
  await stack.sweepEnded({ status: 'FAILED', input: '{}', cause: 'the role is gone' });
  const [told, ...more] = stack.standing('C0PLAT').slice(before);
  expect(more).toEqual([]);
  expect(textOf(told)).toContain('the role is gone');
  await stack.sweepEnded({ status: 'SUCCEEDED', input: '{}' });
  expect(stack.standing('C0PLAT').find(({ ts }) => ts === told?.ts)?.versions).toHaveLength(2);
});
