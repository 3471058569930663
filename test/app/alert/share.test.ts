import { afterEach, expect, it } from 'vitest';
import { deal } from '#app/alert/deal';
import { notingDue } from '#app/alert/noting-due';
import { dueByChannel, tellerOf } from '#app/alert/tell';
import { calls, close, opened, texts } from './alert-slack.ts';
import { channels } from './alert-shop.ts';

afterEach(close);

const notify = {
  slack: { default: channels.platform, routes: [{ when: { cluster: 'pay*' }, channel: channels.payments }] },
};

/** News of two channels, dealt with through a memory that notes what became due. */
async function dealt() {
  const shop = await opened({ notify });
  await shop.judge({ platform: false, payments: false });
  await shop.judge({ platform: true, payments: true }, { silent: true });
  const before = calls(shop.slack).length;
  const noting = notingDue(shop.memory);
  await deal({ ...shop.desk, memory: noting.memory });
  return { shop, noting, before };
}

it('what is due is told by its channels, from the index and from what was noted, each once', async () => {
  const { shop, noting } = await dealt();
  const due = await dueByChannel(shop.desk, noting.due());
  expect([...due.keys()].sort()).toEqual([channels.payments, channels.platform]);
  for (const cards of due.values()) expect(cards).toHaveLength(1);
});

it('a share tells its channel alone, and the rest stays due', async () => {
  const { shop, before } = await dealt();
  const share = { channel: channels.payments, also: [] };
  expect(await tellerOf(shop.desk).tell(60_000, share)).toMatchObject({ left: 0 });
  expect(calls(shop.slack)).toHaveLength(before + 1);
  expect(texts(shop.slack, channels.payments).at(-1)).toMatch(/is open/);
  expect([...(await dueByChannel(shop.desk)).keys()]).toEqual([channels.platform]);
});

it('what the index does not know yet is told by the note of it', async () => {
  const { shop, noting, before } = await dealt();
  const blind = { ...shop.memory, alerts: { ...shop.memory.alerts, due: () => Promise.resolve([]) } };
  const also = noting.due();
  const teller = tellerOf({ ...shop.desk, memory: blind });
  await teller.tell(60_000, { channel: channels.payments, also });
  await teller.tell(60_000, { channel: channels.platform, also });
  expect(calls(shop.slack)).toHaveLength(before + 2);
});

it('what was laid aside again is noted no more', async () => {
  const { shop, noting } = await dealt();
  expect(noting.due()).toHaveLength(2);
  await tellerOf({ ...shop.desk, memory: noting.memory }).tell();
  expect(noting.due()).toEqual([]);
});
