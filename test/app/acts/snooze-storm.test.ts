import { afterEach, describe, expect, it } from 'vitest';
import type { Notify, Severity } from '#model';
import { actingShop } from '../../support/acting-shop.ts';
import { channels, ruleOf } from '../alert/alert-shop.ts';
import { close } from '../alert/alert-slack.ts';

afterEach(close);

const hour = 3_600_000;
const notify: Notify = { slack: { default: channels.platform, groupBy: ['rule', 'cluster'] } };

const doors = (open: number, all = 12): Record<string, boolean> =>
  Object.fromEntries(Array.from({ length: all }, (_, at) => [`c${at}`, at < open]));

/** A card for each of so many doors, none of them posted in a storm, all of them asleep for an hour. */
async function asleep(count: number, severity: Severity = 'high') {
  const shop = await actingShop({ rules: [ruleOf(severity)], notify });
  await shop.judge(doors(0));
  for (let open = 1; open <= count; open += 1) {
    await shop.clock.sleep(open % 6 === 1 ? 2 * 60_000 : 0);
    await shop.judge(doors(open));
  }
  const [first, ...cards] = shop.messages();
  expect(cards).toHaveLength(count);
  for (const { ts } of cards) await shop.press('U0ANA', 'snooze', { choice: '1h', ts });
  await shop.minute();
  const says = (ts: string | undefined): string =>
    JSON.stringify(
      shop
        .messages()
        .find((it) => it.ts === ts)
        ?.versions.at(-1)?.payload,
    );
  for (const { ts } of cards) expect(says(ts)).toContain('Snoozed by');
  return Object.assign(shop, { first, cards, says });
}

describe('snoozes that end at once', () => {
  it('are told of by one message where they are more than a channel gets one by one, and their cards are edited', async () => {
    const shop = await asleep(12);
    await shop.minute(hour);
    const [storm, ...more] = shop.messages().slice(1 + shop.cards.length);
    expect(more).toEqual([]);
    expect(shop.says(storm?.ts)).toMatch(/12 findings in the estate within .*, none of them critical/);
    expect(shop.says(storm?.ts)).toContain('All of them were asleep, and are awake again.');
    for (const { ts } of shop.cards) {
      expect(shop.says(ts)).toContain('that has ended');
      expect(shop.says(ts)).not.toContain('stands on a new card below');
    }
    await shop.minute(2 * hour);
    expect(shop.messages()).toHaveLength(1 + shop.cards.length + 1);
  });

  it('name each critical in the one message', async () => {
    const shop = await asleep(10, 'critical');
    await shop.minute(hour);
    const said = shop.messages().slice(1 + shop.cards.length);
    expect(said).toHaveLength(1);
    for (const at of shop.cards.keys()) expect(shop.says(said[0]?.ts)).toContain(`Door c${at} is open`);
  });

  it('count together with what is new', async () => {
    const shop = await asleep(6);
    await shop.clock.sleep(hour);
    await shop.judge(doors(12));
    const said = shop.messages().slice(1 + shop.cards.length);
    expect(said).toHaveLength(1);
    expect(shop.says(said[0]?.ts)).toContain('6 of them were asleep, and are awake again.');
  });

  it('speak each on a card of its own where they are few', async () => {
    const shop = await asleep(3);
    await shop.minute(hour);
    expect(shop.messages()).toHaveLength(1 + 2 * shop.cards.length);
    for (const { ts } of shop.cards) expect(shop.says(ts)).toContain('stands on a new card below');
  });
});
