import { afterEach, describe, expect, it } from 'vitest';
import { defineRule, fail, pass } from '#rule';
import { about, gap } from '../../engine/shop.ts';
import { channels, ruleOf } from '../alert/alert-shop.ts';
import { close } from '../alert/alert-slack.ts';
import { actingShop } from '../../support/acting-shop.ts';

afterEach(close);

const minute = 60_000;
const day = 24 * 60 * minute;
const doors = (count: number, open: boolean, prefix = 'c'): Record<string, boolean> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${prefix}${at}`, open]));
const rules = [ruleOf('high')];
const vaults = defineRule({
  ...about,
  ...{ id: 'vault-closed', severity: 'critical' },
  evaluate: ({ config, id }) => {
    const name = id.slice(id.lastIndexOf('/') + 1);
    return config.open && name.startsWith('v')
      ? fail(`Vault ${name} is open.`, { at: 'open', actual: true, expected: false })
      : pass();
  },
});

/** A storm of twelve new doors, an hour after the first message. */
async function stormy(more: Parameters<typeof actingShop>[0] = { rules }) {
  const shop = await actingShop(more);
  const shut = { ...doors(12, false), ...doors(12, false, 'x') };
  await shop.judge(shut);
  await shop.clock.sleep(2 * minute);
  const open = { ...shut, ...doors(12, true) };
  await shop.judge(open);
  return { shop, open };
}

describe('a burst', () => {
  it('that is muted says who wants it so and until when, and what is new joins it without a message', async () => {
    const { shop, open } = await stormy();
    const before = shop.messages().length;
    expect(await shop.press('U0ANA', 'mute-burst')).toEqual({
      is: 'done',
      says: 'It is quiet until 2026-11-02 13:02 UTC. What is critical is told of all the same.',
    });
    await shop.minute(10 * minute);
    expect(shop.newest()).toContain('Muted by <@U0ANA> until');
    await shop.judge({ ...open, ...doors(3, true, 'x') });
    await shop.minute();
    expect(shop.messages()).toHaveLength(before);
    expect(shop.newest()).toContain('15 new findings');
  });

  it('that is muted hides no critical: it gets a card of its own at once', async () => {
    const { shop, open } = await stormy({ rules: [ruleOf('high'), vaults] });
    await shop.press('U0ANA', 'mute-burst');
    const before = shop.messages().length;
    await shop.judge({ ...open, ...doors(2, true, 'v') });
    await shop.minute();
    const said = shop.messages().map(({ versions }) => String(versions.at(-1)?.payload['text']).slice(0, 14));
    expect(said.slice(before).sort()).toEqual(['CRITICAL in v0', 'CRITICAL in v1']);
  });

  it('with more criticals than come one by one is muted no more: a new message names them', async () => {
    const { shop, open } = await stormy({ rules: [ruleOf('high'), vaults] });
    await shop.press('U0ANA', 'mute-burst');
    const before = shop.messages().length;
    await shop.judge({ ...open, ...doors(20, true, 'v') });
    await shop.minute();
    expect(shop.messages()).toHaveLength(before + 1);
    expect(shop.newest()).toContain('20 of them');
    expect(shop.newest()).toContain('Vault v19 is open');
  });

  it('speaks again when the mute is over, with a new message where it went on', async () => {
    const { shop, open } = await stormy();
    await shop.press('U0ANA', 'mute-burst');
    await shop.minute();
    await shop.judge({ ...open, ...doors(3, true, 'x') });
    await shop.minute();
    const before = shop.messages().length;
    await shop.minute(60 * minute);
    await shop.minute();
    expect(shop.messages()).toHaveLength(before + 1);
    expect(shop.newest()).toContain('15 new findings');
    expect(shop.newest()).not.toContain('Muted by');
    await shop.judge({ ...open, ...doors(4, true, 'x') });
    await shop.minute();
    expect(shop.newest()).toContain('Door x3 is open');
  });

  it('is muted once, by responders, and told of again when somebody ends it', async () => {
    const { shop } = await stormy();
    expect(await shop.press('U0CISO', 'mute-burst')).toEqual({
      is: 'refused',
      says: 'You are not named in access.responders.',
    });
    await shop.press('U0ANA', 'mute-burst');
    await shop.minute();
    expect(await shop.press('U0BEN', 'unmute')).toEqual({ is: 'done', says: 'It is told of again.' });
    await shop.minute();
    expect(shop.newest()).not.toContain('Muted by');
  });
});

/** What is said of what cannot be read, whatever else was told meanwhile. */
const gapsOf = (shop: Awaited<ReturnType<typeof actingShop>>): readonly string[] =>
  shop
    .messages()
    .map(({ versions }) => JSON.stringify(versions.at(-1)?.payload))
    .filter((it) => /Cannot read|Can be read again/.test(it));

describe('a gap', () => {
  const lost = { complete: [], gaps: [gap(['door', 'lock'])] };
  async function unread() {
    const shop = await actingShop({ rules });
    await shop.judge({ a: true });
    await shop.minute(10 * minute);
    await shop.judge({}, lost);
    await shop.minute();
    return shop;
  }

  it('that is muted says so, and goes on counting as unread', async () => {
    const shop = await unread();
    const before = shop.messages().length;
    expect((await shop.press('U0ANA', 'mute-gap')).says).toMatch(/^It is quiet until 2026-11-09/);
    await shop.minute();
    expect(shop.messages()).toHaveLength(before);
    expect(shop.newest()).toContain('Muted by <@U0ANA> until');
    await shop.judge({}, { ...lost, gaps: [...lost.gaps, { ...gap(['door']), api: 'shop:Describe' }] });
    await shop.minute();
    expect(shop.messages()).toHaveLength(before);
    expect(shop.newest()).toContain('shop:Describe');
    expect((await shop.memory.findings())[0]?.status).toBe('open');
  });

  it('speaks again after seven days, with a new message, where it still cannot be read', async () => {
    const shop = await unread();
    await shop.press('U0ANA', 'mute-gap');
    await shop.minute();
    expect(gapsOf(shop)).toHaveLength(1);
    await shop.minute(7 * day);
    await shop.minute();
    const [, again = '', ...more] = gapsOf(shop);
    expect(more).toEqual([]);
    expect(again).toContain('Cannot read');
    expect(again).not.toContain('Muted by');
  });

  it('says nothing at its end where it is cured', async () => {
    const shop = await unread();
    await shop.press('U0ANA', 'mute-gap');
    await shop.judge({ a: true });
    await shop.minute();
    expect(shop.newest()).toContain('Can be read again');
    await shop.minute(8 * day);
    await shop.minute();
    expect(gapsOf(shop)).toHaveLength(1);
  });

  it('is explained with its cure, and looked at again by who may', async () => {
    const shop = await unread();
    const { says } = await shop.press('U0CISO', 'explain');
    expect(says).toMatch(/cannot be read\* \(denied\)[\s\S]*lacks a permission[\s\S]*shoalwatch doctor/);
    await shop.press('U0ANA', 'recheck');
    expect(shop.swept).toEqual(['aws:1:eu by slack:T0SHOAL/U0ANA']);
  });
});

describe('the first message of a channel', () => {
  it('has what it lists posted as cards, once, and says who wanted it', async () => {
    const shop = await actingShop({ rules });
    await shop.judge({ ...doors(3, true), d: false });
    expect(shop.messages()).toHaveLength(1);
    expect(await shop.press('U0CISO', 'post-top')).toMatchObject({ is: 'refused' });
    expect(await shop.press('U0ANA', 'post-top')).toEqual({ is: 'done', says: '3 cards will be posted below.' });
    await shop.minute();
    expect(shop.messages()).toHaveLength(4);
    const [first] = shop.messages();
    expect(JSON.stringify(first?.versions.at(-1)?.payload)).toContain('Posted as cards by <@U0ANA>');
    await expect(shop.press('U0ANA', 'post-top')).rejects.toThrow('post-top stands on no message');
    // They have not opened once more by being posted.
    expect(shop.newest()).not.toContain('Back again');
  });

  it('leaves in the digest what is told of there alone', async () => {
    const shop = await actingShop({ rules: [ruleOf('medium')] });
    await shop.judge({ a: true });
    await shop.press('U0ANA', 'post-top');
    expect(shop.outcomes.at(-1)?.says).toBe(
      'Nothing is posted. 1 other has a card, or is told of in the digest alone.',
    );
    await shop.minute();
    expect(shop.messages(channels.platform)).toHaveLength(1);
  });
});
