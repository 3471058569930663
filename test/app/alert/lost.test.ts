import { afterEach, describe, expect, it } from 'vitest';
import { agenda } from '#app/alert/agenda';
import { alertingOf } from '#app/alert/alerting';
import { deal } from '#app/alert/deal';
import { tellerOf } from '#app/alert/tell';
import type { Notify } from '#model';
import { gap } from '../../engine/shop.ts';
import { change, close, opened, texts } from './alert-slack.ts';
import { channels, noonClock, ruleOf } from './alert-shop.ts';

afterEach(close);

const minute = 60_000;
const byTarget: Notify = { slack: { default: channels.platform, groupBy: ['rule', 'target'] } };

describe('nothing that opens is lost', () => {
  it('what comes to a group whose storm is over is told of', async () => {
    const rules = Array.from({ length: 12 }, (_, at) => ruleOf('critical', `rule-${at}`));
    const shop = await opened({ rules, notify: byTarget });
    await shop.judge({ a: false, b: false });
    await shop.clock.sleep(2 * minute);
    await shop.judge({ a: true, b: false });
    await shop.clock.sleep(2 * minute);
    await shop.tell();
    expect(texts(shop.slack)[1]).toMatch(/^12 new findings/);
    await shop.clock.sleep(24 * 60 * minute);
    await shop.judge({ a: true, b: true }, { change });
    expect(texts(shop.slack)).toHaveLength(3);
    expect(texts(shop.slack)[2]).toMatch(/new findings/);
    const says = JSON.stringify(shop.slack.state.messages[2]?.versions.at(-1));
    expect(says).toContain('Door b is open');
  });
  it('what joins a group of a storm that goes on is counted in it', async () => {
    const rules = Array.from({ length: 12 }, (_, at) => ruleOf('critical', `rule-${at}`));
    const shop = await opened({ rules, notify: byTarget });
    await shop.judge({ a: false, b: false });
    await shop.clock.sleep(2 * minute);
    await shop.judge({ a: true, b: false });
    await shop.clock.sleep(20_000);
    await shop.judge({ a: true, b: true }, { change });
    await shop.clock.sleep(2 * minute);
    await shop.tell();
    expect(texts(shop.slack)).toHaveLength(2);
    expect(texts(shop.slack)[1]).toMatch(/^24 new findings/);
  });
  it('what joins a group while its card waits for its turn stays on it, and is not called resolved with the others', async () => {
    const shop = await opened({ notify: byTarget });
    await shop.judge({ a: false, b: false });
    await shop.clock.sleep(2 * minute);
    const { groups } = shop.memory;
    const { keep } = groups;
    let isDone = false;
    Object.assign(groups, {
      async keep(...args: Parameters<typeof keep>) {
        const card = args[0].cards.at(-1);
        if (!isDone && card?.renders === 1 && card.ts === undefined) {
          isDone = true;
          await shop.judge({ a: true, b: true }, { silent: true });
          await deal(shop.desk);
        }
        return keep(...args);
      },
    });
    await shop.judge({ a: true, b: false });
    await shop.clock.sleep(minute);
    await shop.tell();
    await shop.judge({ a: false, b: true });
    await shop.clock.sleep(minute);
    await shop.tell();
    expect(isDone).toBe(true);
    expect(texts(shop.slack).slice(1)).toEqual([expect.stringMatching(/^CRITICAL in b/)]);
  });
  it('what joins a group that the first message told of does not make it one that is back', async () => {
    const shop = await opened({ notify: byTarget });
    await shop.judge({ a: true, b: false });
    await shop.clock.sleep(2 * minute);
    await shop.judge({ a: true, b: true });
    expect(texts(shop.slack).at(-1)).toMatch(/^CRITICAL in a .* and 1 more like it/);
  });
  it('what the first message told of as less grave gets a card once it is critical', async () => {
    const shop = await opened({ rules: [ruleOf('high', 'door')] });
    await shop.judge({ a: true });
    await shop.clock.sleep(2 * minute);
    shop.rules = [ruleOf('critical', 'door')];
    await shop.judge({ a: true });
    expect(texts(shop.slack).at(-1)).toMatch(/^CRITICAL in a/);
    const count = texts(shop.slack).length;
    await shop.clock.sleep(2 * minute);
    await shop.judge({ a: true });
    expect(texts(shop.slack)).toHaveLength(count);
  });
});

describe('what fails alone', () => {
  it('a bus that takes nothing keeps nobody from being told', async () => {
    const bus = { put: () => Promise.reject(new Error('the bus is away')) };
    const clock = noonClock();
    const stop = new AbortController();
    const shop = await opened({ clock, desk: { bus, signal: stop.signal } });
    await shop.judge({ a: false, b: false, c: false }, { silent: true });
    const failures: unknown[] = [];
    const alerting = alertingOf(shop.desk, (error) => failures.push(error));
    await shop.judge({ a: true, b: true, c: false }, { silent: true });
    await clock.sleep(2 * minute);
    await shop.judge({ a: true, b: true, c: true }, { silent: true });
    const sleep = shop.desk.clock.sleep;
    let naps = 0;
    Object.assign(shop.desk.clock, {
      sleep: (ms: number, signal?: AbortSignal) => {
        naps += 1;
        if (naps > 20) stop.abort();
        return sleep(ms, signal);
      },
    });
    await alerting.keepTelling();
    expect(failures.length).toBeGreaterThan(0);
    expect(texts(shop.slack).join()).toMatch(/CRITICAL in c/);
  });
  it('where the other way is shut, too, the channel counts as failing all the same', async () => {
    const fallback = { tell: () => Promise.reject(new Error('the topic is away')) };
    const shop = await opened({ desk: { fallback } });
    await shop.judge({ a: false });
    shop.slack.fail({ kind: 'error', error: 'token_revoked', times: 5 });
    await expect(shop.judge({ a: true }, { change })).rejects.toThrow('the topic is away');
    const { failing } = (await shop.memory.alerts.channel(channels.platform))?.channel ?? {};
    expect(failing?.why).toBe('token_revoked');
    expect(failing?.told).toBeUndefined();
  });
  it('a card that cannot be drawn keeps no other of its channel from being told', async () => {
    const shop = await opened();
    await shop.judge({ a: false, b: false, c: false });
    await shop.clock.sleep(2 * minute);
    const { render } = shop.desk.drawing;
    Object.assign(shop.desk.drawing, {
      render: (...args: Parameters<typeof render>) => {
        if (JSON.stringify(args[0]).includes('Door a is open')) throw new Error('it cannot be drawn');
        return render(...args);
      },
    });
    await shop.judge({ a: true, b: true, c: true }, { silent: true });
    await deal(shop.desk);
    await expect(tellerOf(shop.desk).tell()).rejects.toThrow('it cannot be drawn');
    expect(texts(shop.slack).slice(1).sort()).toEqual([
      expect.stringMatching(/^CRITICAL in b/),
      expect.stringMatching(/^CRITICAL in c/),
    ]);
  });
  it('a run that did not look at a target says nothing of what cannot be read there', async () => {
    const shop = await opened();
    await shop.judge({ a: true });
    await agenda(shop.desk);
    await shop.clock.sleep(minute);
    await shop.judge({}, { complete: [], gaps: [gap(['door', 'lock'])] });
    await agenda(shop.desk);
    await shop.tell();
    expect(texts(shop.slack)[1]).toMatch(/^Cannot read/);
    await shop.clock.sleep(minute);
    const { memory } = shop;
    const { runs, scan } = memory;
    Object.assign(memory, {
      runs: async (limit: number) => (await runs(limit)).map((it) => ({ ...it, id: `${it.id}-part` })),
      scan: async (id: string) => {
        const found = await scan(id.replace('-part', ''));
        return found && { ...found, targets: [], gaps: [] };
      },
    });
    await agenda(shop.desk);
    await shop.tell();
    expect(texts(shop.slack)[1]).toMatch(/^Cannot read/);
  });
});
