import { agenda } from '#app/alert/agenda';
import { deal } from '#app/alert/deal';
import type { AlertDesk } from '#app/alert/desk';
import { tellerOf } from '#app/alert/tell';
import type { AnyRule } from '#engine/any-rule';
import { defaultPolicy, type Memory, type Policy } from '#model';
import { seeded } from '../../sim/seeded.ts';
import { modelSlack } from '../faults/alerts/model-slack.ts';

/** The policy that counts when nothing is set, with a channel that is told. */
export const telling: Policy = { ...defaultPolicy, notify: { slack: { default: 'C0MAIN' } } };

/** Tells of a sweep as the process does that tells people, until nothing is due. Answers how often Slack was called. */
export async function toldAfter(memory: Memory, rules: readonly AnyRule[], startedAt: string): Promise<number> {
  let now = Date.parse(startedAt) + 60_000;
  const slack = modelSlack({ random: seeded(1), now: () => now, perMille: 0, step: () => undefined });
  const plain = (text: string) => ({ text, blocks: [], attachments: [] });
  const sleep = (ms: number): Promise<void> => {
    now += ms;
    return Promise.resolve();
  };
  const desk: AlertDesk = {
    ...{
      memory,
      slack,
      clock: { now: () => now, sleep },
      frameworks: [],
      zone: 'UTC',
      remediates: false,
      version: '1',
    },
    ...{ live: () => Promise.resolve({ rules, policy: telling }), nameOf: () => undefined, key: () => 'key' },
    drawing: { render: (view) => plain(view.id), plainMessage: (view) => plain(view.id) },
    fallback: { tell: () => Promise.resolve() },
  };
  await deal(desk);
  await agenda(desk);
  await tellerOf(desk).tell();
  return slack.counts.calls;
}
