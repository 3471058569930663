import { afterEach, describe, expect, it } from 'vitest';
import { groupOf } from '#app/alert/group-of';
import type { Notify } from '#model';
import { actingShop } from '../../support/acting-shop.ts';
import { channels, ruleOf } from '../alert/alert-shop.ts';
import { close } from '../alert/alert-slack.ts';

afterEach(close);

const hour = 3_600_000;
const notify: Notify = { slack: { default: channels.platform, operations: channels.operations, groupBy: ['rule'] } };
const why = 'The door is a picture of a door.';

/** A card of one open door, after a first message that had none. */
async function shown(policy: Notify = notify) {
  const shop = await actingShop({ rules: [ruleOf('high')], notify: policy });
  await shop.judge({ a: false });
  await shop.clock.sleep(hour);
  await shop.judge({ a: true });
  const say = async (): Promise<string | undefined> => {
    await shop.press('U0ANA', 'wrong');
    await shop.send({ why: { type: 'plain_text_input', value: why } });
    await shop.minute();
    return shop.outcomes.at(-1)?.says;
  };
  return Object.assign(shop, { say });
}

const told = ({ messages }: Awaited<ReturnType<typeof shown>>): number => messages(channels.operations).length;

describe('what somebody holds to be wrong, where the operations channel', () => {
  it('takes it: others are told, once, however often the same is said', async () => {
    const shop = await shown();
    expect(await shop.say()).toMatch(/^Thank you\. .* and whoever keeps the rules has been told\.$/);
    expect(told(shop)).toBe(1);
    expect(await shop.say()).toMatch(/whoever keeps the rules has been told\.$/);
    expect(told(shop)).toBe(1);
  });

  it('refuses it: whoever says so hears of that, it stands on the card and in the ledger, and can be said once more', async () => {
    const shop = await shown();
    shop.slack.fail({ kind: 'error', method: 'chat.postMessage', error: 'is_archived' });
    const said = await shop.say();
    expect(said).toContain('But <#C0OPS> may not know of it: C0OPS could not be told: is_archived.');
    expect(said).not.toContain('has been told');
    expect(shop.outcomes.at(-1)?.is).toBe('done');
    expect(told(shop)).toBe(0);
    expect(shop.newest()).toContain(`<@U0ANA> holds this to be wrong: ${why}`);
    const acts = await shop.memory.groups.history(await groupIn(shop));
    expect(acts).toMatchObject([{ act: 'called-wrong', why }]);
    expect(await shop.say()).toMatch(/whoever keeps the rules has been told\.$/);
    expect(told(shop)).toBe(1);
  });

  it('is not there: nobody is said to have been told', async () => {
    const shop = await shown();
    const { policy } = shop;
    await shop.press('U0ANA', 'wrong');
    const { notify: _, ...silent } = policy;
    shop.policy = silent;
    await shop.send({ why: { type: 'plain_text_input', value: why } });
    expect(shop.outcomes.at(-1)?.says).toMatch(/No channel is named in which others are told\.$/);
  });
});

/** The group of the one finding. */
async function groupIn({ memory }: Awaited<ReturnType<typeof shown>>): Promise<string> {
  const [finding] = await memory.findings();
  return groupOf(finding!, ['rule']).id;
}
