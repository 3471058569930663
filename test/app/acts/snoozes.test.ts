import { afterEach, describe, expect, it } from 'vitest';
import { wokenBy } from '#app/alert/asleep';
import { snoozeAtMost } from '#app/alert/cards/finding-acts';
import type { Notify } from '#model';
import { defineRule, fail, pass } from '#rule';
import { about } from '../../engine/shop.ts';
import { channels, doorOf, ruleOf } from '../alert/alert-shop.ts';
import { close } from '../alert/alert-slack.ts';
import { findingOf } from '../../support/slack-office.ts';
import { actingShop } from '../../support/acting-shop.ts';

afterEach(close);

const hour = 3_600_000;
const byRule: Notify = { slack: { default: channels.platform, groupBy: ['rule'] } };

/** A card of one open door, after a first message that had none. */
async function shown(notify: Notify = byRule, rules = [ruleOf('high')]) {
  const shop = await actingShop({ rules, notify });
  await shop.judge({ a: false, b: false });
  await shop.clock.sleep(hour);
  await shop.judge({ a: true, b: false });
  return shop;
}

describe('a snooze', () => {
  it('is offered and taken for as long as the severity allows, and no longer', () => {
    expect((['critical', 'high', 'medium', 'low'] as const).map((it) => snoozeAtMost(it) / hour)).toEqual([
      24, 168, 168, 168,
    ]);
  });

  it('is shortened by policy, and never lengthened', async () => {
    expect(snoozeAtMost('critical', { snoozeAtMost: { critical: '7d' } })).toBe(24 * hour);
    const shop = await shown({ slack: { ...byRule.slack!, snoozeAtMost: { high: '8h' } } });
    expect(shop.newest()).toContain('8 hours');
    expect(shop.newest()).not.toContain('7 days');
    const stored = shop.policy;
    shop.policy = { ...stored, notify: { slack: { ...byRule.slack!, snoozeAtMost: { high: '1h' } } } };
    expect(await shop.press('U0ANA', 'snooze', { choice: '8h' })).toEqual({
      is: 'refused',
      says: 'A high finding sleeps for 1 hour at the most',
    });
  });

  it('speaks again when it ends, on a new card, and the old one says where', async () => {
    const shop = await shown();
    await shop.press('U0ANA', 'snooze', { choice: '1h' });
    await shop.minute();
    expect(shop.messages()).toHaveLength(2);
    expect(shop.newest()).toContain('Snoozed by');
    await shop.minute(hour);
    await shop.minute();
    expect(shop.messages()).toHaveLength(3);
    expect(shop.newest()).toMatch(/Snoozed by <@U0ANA>: that has ended/);
    expect(JSON.stringify(shop.messages()[1]?.versions.at(-1)?.payload)).toContain(
      'It is awake again, and stands on a new card below.',
    );
  });

  it('speaks again when another resource joins', async () => {
    const shop = await shown();
    await shop.press('U0ANA', 'snooze', { choice: '7d' });
    await shop.minute();
    await shop.judge({ a: true, b: true });
    await shop.minute();
    expect(shop.messages()).toHaveLength(3);
    expect(shop.newest()).toContain('something new has joined it, which woke it');
  });

  it('sleeps on while what was put to sleep stays as it was', async () => {
    const shop = await shown();
    await shop.press('U0ANA', 'snooze', { choice: '7d' });
    await shop.minute();
    await shop.judge({ a: true, b: false });
    await shop.minute();
    expect(shop.messages()).toHaveLength(2);
    expect(shop.newest()).toContain('Snoozed by');
  });

  it('is woken by a critical, also where another critical beside it is accepted', async () => {
    const graded = (critical: readonly string[]) =>
      defineRule({
        ...about,
        ...{ id: 'door-closed', severity: 'high', grades: ['critical'] },
        evaluate: ({ config, id }) => {
          if (!config.open) return pass();
          const isGrave = critical.some((it) => id.endsWith(it));
          return fail(
            'A door is open.',
            { at: 'open', actual: true, expected: false },
            isGrave ? { grade: 'critical' } : {},
          );
        },
      });
    const shop = await shown(byRule, [graded(['/a'])]);
    const accepted = { id: 'w-1', rule: 'door-closed', resource: doorOf('a'), owner: 'ana', approver: 'bo' };
    const waiver = { ...accepted, reason: 'It leads to a cage.', until: '2027-01-01T00:00:00.000Z' };
    shop.policy = { ...shop.policy, waivers: [waiver] };
    await shop.judge({ a: true, b: true });
    await shop.minute();
    expect((await shop.memory.findings()).map(({ status, severity }) => `${status} ${severity}`).sort()).toEqual([
      'open high',
      'waived critical',
    ]);
    expect(await shop.press('U0ANA', 'snooze', { choice: '7d' })).toMatchObject({ is: 'done' });
    await shop.minute();
    const before = shop.messages().length;
    shop.rules = [graded(['/a', '/b'])];
    await shop.judge({ a: true, b: true });
    await shop.minute();
    expect(shop.messages()).toHaveLength(before + 1);
    expect(shop.newest()).toContain('CRITICAL');
  });

  it('that a person ends is edited in place', async () => {
    const shop = await shown();
    await shop.press('U0ANA', 'snooze', { choice: '7d' });
    await shop.minute();
    await shop.press('U0ANA', 'unsnooze');
    await shop.minute();
    expect(shop.messages()).toHaveLength(2);
    expect(shop.newest()).not.toContain('Snoozed by');
  });

  it('is ended by time, by what is graver, and by what is new; a waived finding wakes nobody', () => {
    const at = '2026-11-22T10:00:00.000Z';
    const snooze = { until: '2026-11-22T11:00:00.000Z', by: 'ana', at, upTo: 'high', of: ['d1'] } as const;
    const one = findingOf('d1');
    expect(wokenBy(snooze, [one], at)).toBeUndefined();
    expect(wokenBy(snooze, [{ ...one, severity: 'medium' }], at)).toBeUndefined();
    expect(wokenBy(snooze, [{ ...one, severity: 'critical' }], at)).toBe('graver');
    expect(wokenBy(snooze, [one, findingOf('d2')], at)).toBe('joined');
    expect(wokenBy(snooze, [one, { ...findingOf('d2'), status: 'waived' }], at)).toBeUndefined();
    expect(wokenBy(snooze, [one], snooze.until)).toBe('time');
  });
});

describe('what somebody holds to be wrong', () => {
  it('is said on the card, with who says so', async () => {
    const shop = await shown();
    await shop.press('U0ANA', 'wrong');
    expect(await shop.send({ why: { type: 'plain_text_input', value: 'no' } })).toEqual({
      why: 'Say it in at least 20 characters: somebody reads it in months.',
    });
    await shop.send({ why: { type: 'plain_text_input', value: 'The door is a picture of a door.' } });
    await shop.minute();
    expect(JSON.stringify(shop.messages()[1]?.versions.at(-1)?.payload)).toContain(
      '<@U0ANA> holds this to be wrong: The door is a picture of a door.',
    );
  });

  it('and was closed is read once more: only a read opens it', async () => {
    const shop = await shown();
    await shop.judge({ a: false, b: false });
    await shop.minute();
    await shop.press('U0ANA', 'reopen');
    await shop.send({ why: { type: 'plain_text_input', value: 'It stands wide open, I see it.' } });
    expect(shop.outcomes.at(-1)?.says).toContain('aws:1:eu is read now.');
    expect(shop.swept).toEqual(['aws:1:eu by slack:T0SHOAL/U0ANA']);
    expect((await shop.memory.findings()).map(({ status }) => status)).toEqual(['resolved']);
  });
});
