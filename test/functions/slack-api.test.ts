import { expect, test } from 'vitest';
import type { Slack } from '#app/alert/ports';
import { slackBySecret } from '../../functions/wire/slack-api.ts';

const message = { text: 'Fixed.', blocks: [], attachments: [] };
const place = { channel: 'C0', ts: '1.2' };

test('everything that is said reaches Slack: the thread that is answered, and whether the channel sees it', async () => {
  const calls: unknown[] = [];
  const noted = (...call: unknown[]) => {
    calls.push(call);
    return Promise.resolve({ is: 'sent', ...place } as const);
  };
  const said: Slack = { post: noted, update: noted, remove: noted, ephemeral: noted };
  const token = { present: () => Promise.resolve('xoxb-1'), accepted: () => Promise.resolve([]) };
  const slack = slackBySecret(token, () => said);
  await slack.post('C0', message, '1.1');
  await slack.update(place, message, { broadcast: true });
  await slack.remove(place);
  await slack.ephemeral('C0', 'U0', message);
  expect(calls).toEqual([
    ['C0', message, '1.1'],
    [place, message, { broadcast: true }],
    [place],
    ['C0', 'U0', message],
  ]);
});

test('without a token nobody is told, and that is said', async () => {
  const token = { present: () => Promise.resolve(undefined), accepted: () => Promise.resolve([]) };
  const none = (): never => {
    throw new Error('nothing is made');
  };
  expect(await slackBySecret(token, none).post('C0', message)).toMatchObject({ is: 'refused', forAll: true });
});
