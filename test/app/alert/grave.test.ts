import { afterEach, describe, expect, it } from 'vitest';
import { agenda } from '#app/alert/agenda';
import { withCard } from '#app/alert/touch';
import type { Card, GroupRecord } from '#model';
import { gap } from '../../engine/shop.ts';
import { calls, change, close, opened, texts } from './alert-slack.ts';
import { channels } from './alert-shop.ts';

afterEach(close);

const minute = 60_000;
const far = '2027-01-01T00:00:00.000Z';
const byRule = { groupBy: ['rule'] } as const;

describe('a channel that is gone', () => {
  it('keeps nobody in the channel that takes its place from being told', async () => {
    const shop = await opened({ notify: { slack: { default: channels.platform, ...byRule } } });
    await shop.judge({ a: false, b: false });
    await shop.judge({ a: true, b: false }, { change });
    shop.slack.fail({ kind: 'error', error: 'is_archived', channel: channels.platform, times: 1000 });
    shop.policy = { ...shop.policy, notify: { slack: { default: channels.oncall, ...byRule } } };
    await shop.clock.sleep(minute);
    await shop.judge({ a: true, b: true }, { change });
    expect(texts(shop.slack, channels.oncall)).toContainEqual(expect.stringMatching(/^CRITICAL/));
    await shop.clock.sleep(minute);
    await shop.tell();
    expect(await shop.memory.alerts.due(far)).toEqual([]);
  });
  it('is not tried for ever, and what stands in another one is edited to its end', async () => {
    const shop = await opened({ notify: { slack: { default: channels.platform, ...byRule } } });
    await shop.judge({ a: false });
    await shop.judge({ a: true }, { change });
    shop.policy = { ...shop.policy, notify: { slack: { default: channels.oncall, ...byRule } } };
    await shop.clock.sleep(minute);
    await shop.judge({ a: false }, { change });
    await shop.judge({ a: true }, { change });
    shop.slack.fail({ kind: 'error', error: 'channel_not_found', channel: channels.platform, times: 1000 });
    await shop.clock.sleep(minute);
    await shop.judge({ a: false }, { change });
    expect(texts(shop.slack, channels.oncall).at(-1)).toMatch(/^Resolved/);
    const count = calls(shop.slack).length;
    await shop.clock.sleep(minute);
    await shop.tell();
    expect(calls(shop.slack)).toHaveLength(count);
  });
});

describe('more criticals than one telling of the other way names', () => {
  it('are named by the next one', async () => {
    const doors = Array.from({ length: 450 }, (_, at) => `d${at}`);
    const all = (isOpen: boolean) => Object.fromEntries(doors.map((it) => [it, isOpen]));
    const storm = { newGroupsPerMinute: 1000 };
    const shop = await opened({ notify: { slack: { default: channels.platform, storm } } });
    await shop.judge(all(false));
    shop.slack.fail({ kind: 'error', error: 'token_revoked', times: 10_000 });
    await shop.judge(all(true), { change });
    for (let at = 0; at < 4; at += 1) {
      await shop.clock.sleep(minute);
      await shop.tell();
    }
    const said = shop.said.join('\n');
    expect(doors.filter((it) => !said.includes(`Door ${it} is open`))).toEqual([]);
    expect(said.match(/^CRITICAL/gm)).toHaveLength(450);
  });
});

describe('a Slack that takes what it does not answer', () => {
  it('is not sent the same each minute', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    shop.slack.fail({ kind: 'lost-answer', method: 'chat.postMessage', times: 1000 });
    await shop.judge({ a: true }, { change });
    for (let at = 0; at < 60; at += 1) {
      await shop.clock.sleep(minute);
      await shop.tell();
    }
    expect(texts(shop.slack).filter((it) => it.startsWith('CRITICAL')).length).toBeLessThan(12);
    expect(shop.said[0]).toContain('Door a is open');
  });
});

describe('what cannot be read again', () => {
  it('weeks after it could is said by a new message: an edit of the old one calls nobody', async () => {
    const shop = await opened();
    const gaps = [gap(['door', 'lock'])];
    const look = async (isLost: boolean) => {
      await shop.clock.sleep(minute);
      await shop.judge({ a: true }, isLost ? { complete: [], gaps } : {});
      await agenda(shop.desk);
      await shop.tell();
    };
    await look(false);
    await look(true);
    await look(false);
    expect(texts(shop.slack)).toHaveLength(2);
    await look(true);
    expect(texts(shop.slack)).toEqual([
      expect.anything(),
      expect.not.stringMatching(/^Cannot read/),
      expect.stringMatching(/^Cannot read/),
    ]);
    await look(false);
    expect(texts(shop.slack)).toHaveLength(3);
    expect(texts(shop.slack)[2]).not.toMatch(/^Cannot read/);
  });
});

describe('a group of many cards', () => {
  it('forgets what is over, and never what stands', () => {
    const card = (n: number, isOver: boolean): Card => ({
      ...{ channel: `C${n}`, ts: `${n}.0`, renders: 1, key: 'k' },
      ...(isOver && { closed: '2026-11-02T12:00:00.000Z' }),
    });
    let group: GroupRecord = { id: 'g-1', rule: 'r', notes: {}, members: [], opened: [], cards: [card(0, false)] };
    for (let n = 1; n < 40; n += 1) group = withCard(group, undefined, card(n, true));
    expect(group.cards).toHaveLength(20);
    expect(group.cards[0]).toEqual(card(0, false));
    expect(group.cards.at(-1)).toEqual(card(39, true));
  });
});
