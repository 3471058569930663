import { deal } from '#app/alert/deal';
import type { AlertDesk } from '#app/alert/desk';
import { tellerOf } from '#app/alert/tell';
import { defaultPolicy, type Finding, type FindingChange } from '#model';
import { memoryOn } from '#store/memory';
import { plainMessage } from '#notify/slack/plain-text';
import { render } from '#notify/slack/render';
import { slackOn } from '#notify/slack/send';
import { startSlack } from '../../sim/slack/server.ts';
import { demoWorkspace } from '../../sim/slack/workspace.ts';
import { quickPorts } from '../../support/quick-store.ts';
import type { Figure } from '../figures.ts';

const count = 10_000;
/** Runs that found them, within one second. */
const batches = 10;
const most = 5;
/** Every so many is critical: 333 or more in each channel. */
const every = 10;
const criticals = count / every;
const channels = ['C0PLAT', 'C0ONCALL', 'C0PAY'];

/** Ten thousand new findings in one second, and how many messages and refusals that is, until it is calm. */
export async function p10(): Promise<Figure> {
  const start = Date.parse('2026-11-02T12:00:00.000Z');
  let now = start;
  const slack = await startSlack(demoWorkspace, { now: () => now });
  const memory = memoryOn(quickPorts());
  const routes = channels.map((channel, at) => ({ when: { target: `aws:${at}:eu` }, channel }));
  const sleep = (ms: number): Promise<void> => {
    now += ms;
    return Promise.resolve();
  };
  let keys = 0;
  const others: string[] = [];
  const desk: AlertDesk = {
    ...{ memory, clock: { now: () => now, sleep }, frameworks: [], zone: 'UTC', remediates: false, version: '1' },
    live: () =>
      Promise.resolve({ rules: [], policy: { ...defaultPolicy, notify: { slack: { default: 'C0OPS', routes } } } }),
    nameOf: () => undefined,
    slack: slackOn({ token: demoWorkspace.token, url: slack.apiUrl }),
    drawing: { render, plainMessage },
    fallback: {
      tell: (text) => {
        others.push(...text.split('\n').slice(1));
        return Promise.resolve();
      },
    },
    key: () => `key-${(keys += 1)}`,
  };
  const teller = tellerOf(desk);
  for (let batch = 0; batch < batches; batch += 1) {
    const changes = Array.from({ length: count / batches }, (_, at) => opened(batch * (count / batches) + at, now));
    await memory.announce(changes, new Date(now).toISOString());
    await deal(desk);
    await teller.tell(0);
    now += 1000 / batches;
  }
  for (let second = 0; second < 300; second += 1) {
    now += 1000;
    await teller.tell(0);
  }
  const left = (await memory.alerts.due(new Date(now).toISOString())).length;
  const said = Map.groupBy(slack.state.calls, ({ channel }) => channel ?? '');
  const worst = Math.max(...channels.map((channel) => said.get(channel)?.length ?? 0));
  const named = namesIn(slack.state.messages);
  const limited = slack.state.calls.filter(({ error }) => error === 'ratelimited').length;
  await slack.close();
  return {
    id: 'P10',
    counts: {
      ...{ findings: count, channels: channels.length, mostMessages: worst, rateLimited: limited, left },
      ...{ criticals, namedOnce: named.once, namedTwice: named.twice, otherWay: others.length },
    },
    table: [
      ['findings in a second', 'channels', 'most messages in one', 'rate-limit answers', 'left untold'],
      [count, channels.length, worst, limited, left],
      ['criticals', 'named in one place', 'in two', 'by the other way', 'nowhere'],
      [criticals, named.once, named.twice, others.length, criticals - named.once - named.twice - others.length],
    ],
    notes: [`at most ${most} messages in a channel, the edits of the first among them`],
    missed: [
      ...(worst > most ? [`${worst} messages in one channel`] : []),
      ...(worst === 0 ? ['nobody was told'] : []),
      ...(limited > 0 ? [`${limited} rate-limit answers`] : []),
      ...(left > 0 ? [`${left} groups are still due`] : []),
      ...(named.once === criticals ? [] : [`${criticals - named.once} criticals are not named in exactly one place`]),
    ],
  };
}

/** How many criticals are named by one message of those that stand, and how many by more. */
function namesIn(messages: Stood): { readonly once: number; readonly twice: number } {
  const said = messages
    .filter(({ deleted }) => !deleted)
    .map(({ versions }) => JSON.stringify(versions.at(-1)?.payload));
  const places = new Map<string, number>();
  for (const body of said) {
    for (const [name] of body.matchAll(/Door \d+ is open/g)) places.set(name, (places.get(name) ?? 0) + 1);
  }
  const counts = Array.from({ length: criticals }, (_, at) => places.get(`Door ${at * every} is open`) ?? 0);
  return { once: counts.filter((it) => it === 1).length, twice: counts.filter((it) => it > 1).length };
}

type Stood = Awaited<ReturnType<typeof startSlack>>['state']['messages'];

function opened(at: number, now: number): FindingChange {
  const finding: Finding = {
    ...{
      id: `f-${`${at}`.padStart(10, '0')}`,
      rule: `rule-${at % 40}`,
      severity: at % every === 0 ? 'critical' : 'high',
      status: 'open',
    },
    ...{ message: `Door ${at} is open.`, evidence: [], firstSeen: new Date(now).toISOString(), snapshots: [] },
    resource: {
      ...{ type: 'door', name: `door ${at}`, target: `aws:${at % channels.length}:eu` },
      id: `arn:aws:eks:eu-west-1:123456789012:cluster/c${at}`,
    },
  };
  return { kind: 'opened', cause: 'read', finding };
}
