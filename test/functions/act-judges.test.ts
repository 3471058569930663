import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Severity } from '#model';
import { slackStack, type SlackStack } from './slack-stand.ts';

let stack: SlackStack;

beforeEach(async () => {
  stack = await slackStack();
});

afterEach(async () => {
  await stack.close();
});

/** Somebody types something that changes nothing. */
async function types(text = 'status'): Promise<void> {
  await stack.clock.sleep(2_000);
  await stack.slack.command({ user: 'U0ANA', channel: 'C0PLAT', text });
  await stack.pump('now');
}

/** Somebody lays something over the policy, and whoever took it died before it ordered anything. */
async function policyChanges(severity: Severity): Promise<void> {
  const at = new Date(stack.clock.now()).toISOString();
  await stack.memory.policies.lay({
    ...{ id: `o-${severity}`, at, author: 'ana@example.com', reason: 'known' },
    entry: { is: 'rule', rule: 'door-closed-critical', setting: { severity } },
  });
}

const ordered = () => stack.around.started.filter(({ name }) => name.startsWith('judge-'));

test('an act after which another policy counts has the fleet judged again, in the mode that reads no cloud', async () => {
  await stack.judge({ payments: true });
  await policyChanges('low');
  await types();
  expect(ordered().map(({ machine, input }) => [machine, JSON.parse(input) as unknown])).toEqual([
    ['arn:aws:states:m', { mode: 'evaluate' }],
  ]);
});

test('what counts is judged once, however many act; what counts next is judged anew', async () => {
  await stack.judge({ payments: true });
  await policyChanges('low');
  await types();
  await types('waivers');
  expect(ordered()).toHaveLength(1);
  await policyChanges('medium');
  await types();
  expect(new Set(ordered().map(({ name }) => name)).size).toBe(2);
});

test('an act that leaves the policy as it was orders nothing, and neither does one before the first sweep', async () => {
  await policyChanges('low');
  await types();
  expect(ordered()).toEqual([]);
  await stack.judge({ payments: true });
  await types();
  expect(ordered()).toEqual([]);
});

test('where the machine does not start, the act comes again, is done once, and is judged in the end', async () => {
  await stack.judge({ payments: true });
  await policyChanges('low');
  stack.around.refused.set('StartExecution', 'AccessDeniedException');
  await types();
  expect(stack.fifo.on('clicks.fifo')).toHaveLength(1);
  stack.around.refused.clear();
  await stack.pump();
  expect(ordered()).toHaveLength(1);
  expect(stack.fifo.on('clicks.fifo')).toEqual([]);
  const told = stack.slack.state.messages.filter(({ ephemeralTo }) => ephemeralTo === 'U0ANA');
  expect(told).toHaveLength(1);
});
