import { deal } from '#app/alert/deal';
import type { AlertDesk } from '#app/alert/desk';
import { tellerOf } from '#app/alert/tell';
import { defaultPolicy, type Finding, type FindingChange } from '#model';
import { memoryOn } from '#store/memory';
import { plainMessage } from '../../../src/notify/slack/plain-text.ts';
import { render } from '../../../src/notify/slack/render.ts';
import { slackOn } from '../../../src/notify/slack/send.ts';
import { startSlack } from '../../sim/slack/server.ts';
import { demoWorkspace } from '../../sim/slack/workspace.ts';
import { quickPorts } from '../../support/quick-store.ts';
import type { Figure } from '../figures.ts';

const count = 10_000;
/** Runs that found them, within one second. */
const batches = 10;
const most = 5;
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
  const desk: AlertDesk = {
    ...{ memory, clock: { now: () => now, sleep }, frameworks: [], zone: 'UTC', remediates: false, version: '1' },
    live: () =>
      Promise.resolve({ rules: [], policy: { ...defaultPolicy, notify: { slack: { default: 'C0OPS', routes } } } }),
    nameOf: () => undefined,
    slack: slackOn({ token: demoWorkspace.token, url: slack.apiUrl }),
    drawing: { render, plainMessage },
    fallback: { tell: () => Promise.resolve() },
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
  const limited = slack.state.calls.filter(({ error }) => error === 'ratelimited').length;
  await slack.close();
  return {
    id: 'P10',
    counts: { findings: count, channels: channels.length, mostMessages: worst, rateLimited: limited, left },
    table: [
      ['findings in a second', 'channels', 'most messages in one', 'rate-limit answers', 'left untold'],
      [count, channels.length, worst, limited, left],
    ],
    notes: [`at most ${most} messages in a channel, the edits of the first among them`],
    missed: [
      ...(worst > most ? [`${worst} messages in one channel`] : []),
      ...(worst === 0 ? ['nobody was told'] : []),
      ...(limited > 0 ? [`${limited} rate-limit answers`] : []),
      ...(left > 0 ? [`${left} groups are still due`] : []),
    ],
  };
}

function opened(at: number, now: number): FindingChange {
  const finding: Finding = {
    ...{ id: `f-${at}`, rule: `rule-${at % 40}`, severity: at % 10 === 0 ? 'critical' : 'high', status: 'open' },
    ...{ message: `Door ${at} is open.`, evidence: [], firstSeen: new Date(now).toISOString(), snapshots: [] },
    resource: {
      ...{ type: 'door', name: `door ${at}`, target: `aws:${at % channels.length}:eu` },
      id: `arn:aws:eks:eu-west-1:123456789012:cluster/c${at}`,
    },
  };
  return { kind: 'opened', cause: 'read', finding };
}
