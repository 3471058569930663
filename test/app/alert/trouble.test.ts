import { afterEach, describe, expect, it } from 'vitest';
import { agenda } from '#app/alert/agenda';
import { alertingOf } from '#app/alert/alerting';
import { deal } from '#app/alert/deal';
import { afterSetBack } from '#app/alert/set-back';
import { tellerOf } from '#app/alert/tell';
import type { Clock } from '#model';
import { gap } from '../../engine/shop.ts';
import { calls, change, close, opened, texts } from './alert-slack.ts';
import { channels, noonClock, ruleOf } from './alert-shop.ts';

afterEach(close);

const minute = 60_000;
const hour = 60 * minute;
const far = '2027-01-01T00:00:00.000Z';

const failingOf = async ({ memory }: Awaited<ReturnType<typeof opened>>) =>
  (await memory.alerts.channel(channels.platform))?.channel.failing;

describe('a message that Slack takes in no form', () => {
  it('is told of by the other way at once, and the channel counts as failing', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    shop.slack.fail({ kind: 'error', error: 'invalid_blocks', method: 'chat.postMessage', times: 2 });
    await shop.judge({ a: true }, { change });
    expect(shop.said).toEqual([expect.stringMatching(/no plain text: invalid_blocks.*\nCRITICAL {2}Door a is open/)]);
    expect((await failingOf(shop))?.why).toContain('invalid_blocks');
  });
  it('is not tried each minute, and keeps no other message waiting', async () => {
    const shop = await opened();
    await shop.judge({ a: false, b: false });
    shop.slack.fail({ kind: 'error', error: 'invalid_blocks', method: 'chat.postMessage', times: 2 });
    await shop.judge({ a: true, b: false }, { change });
    const count = calls(shop.slack).length;
    for (let at = 0; at < 10; at += 1) {
      await shop.clock.sleep(minute);
      await shop.tell();
    }
    expect(calls(shop.slack)).toHaveLength(count);
    await shop.judge({ a: true, b: true }, { change });
    expect(texts(shop.slack).at(-1)).toMatch(/^CRITICAL in b/);
    await shop.clock.sleep(hour);
    await shop.tell();
    expect(texts(shop.slack).at(-1)).toMatch(/^CRITICAL in a/);
    expect(await failingOf(shop)).toBeUndefined();
    expect(await shop.memory.alerts.due(far)).toEqual([]);
  });
});

describe('while a channel fails', () => {
  it('each new critical goes the other way at once, once, and what is less grave waits for the hour', async () => {
    const shop = await opened({ rules: [ruleOf('critical', 'grave'), ruleOf('high', 'less')] });
    await shop.judge({ a: false, b: false });
    shop.slack.fail({ kind: 'error', error: 'channel_not_found', times: 100 });
    await shop.judge({ a: true, b: false }, { change });
    expect(shop.said).toHaveLength(1);
    await shop.clock.sleep(minute);
    await shop.judge({ a: true, b: true }, { change });
    await shop.clock.sleep(minute);
    await shop.tell();
    expect(shop.said.slice(1)).toEqual([
      expect.stringMatching(/^New in C0PLAT, .*channel_not_found\.\nCRITICAL {2}Door b is open\. {2}f-\w+$/),
    ]);
  });
  it('the criticals of a storm go the other way, too', async () => {
    const shop = await opened();
    const doors = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`s${at}`, true]));
    await shop.judge({ a: false, ...Object.fromEntries(Object.keys(doors).map((it) => [it, false])) });
    shop.slack.fail({ kind: 'error', error: 'channel_not_found', times: 100 });
    await shop.judge({ a: true }, { change });
    await shop.clock.sleep(minute);
    await shop.judge({ a: true, ...doors }, { change });
    for (const name of Object.keys(doors)) expect(shop.said.join('\n')).toContain(`Door ${name} is open`);
  });
  it('a Slack that never answers counts as away: others hear of it after a quarter of an hour', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    shop.slack.fail({ kind: 'error', error: 'internal_error', times: 100 });
    for (let at = 0; at < 14; at += 1) {
      await shop.judge({ a: true }, { change });
      await shop.clock.sleep(minute);
    }
    expect(shop.said).toEqual([]);
    expect((await failingOf(shop))?.why).toBe('internal_error');
    await shop.clock.sleep(2 * minute);
    await shop.tell();
    expect(shop.said).toEqual([expect.stringMatching(/internal_error[^]*Door a is open/)]);
  });
});

/** A clock that can be set, and the one that Slack has, which goes on. */
function settable(): { readonly clock: Clock; readonly slackNow: () => number; set(ms: number): void } {
  const under = noonClock();
  let off = 0;
  return { clock: { ...under, now: () => under.now() + off }, slackNow: under.now, set: (ms) => void (off += ms) };
}

describe('a clock that is set back by hours', () => {
  it('keeps no channel waiting', async () => {
    const { set, ...clocks } = settable();
    const { clock } = clocks;
    const shop = await opened(clocks);
    await shop.judge({ a: false, b: false });
    await shop.judge({ a: true, b: false }, { change });
    set(-5 * hour);
    await shop.judge({ a: true, b: true }, { change });
    const start = clock.now();
    await deal(shop.desk);
    await tellerOf(shop.desk).tell(2000);
    expect(texts(shop.slack).at(-1)).toMatch(/^CRITICAL in b/);
    expect(clock.now() - start).toBeLessThan(minute);
  });
  it('a storm of before swallows nothing', async () => {
    const { set, ...clocks } = settable();
    const { clock } = clocks;
    const shop = await opened(clocks);
    const doors = (open: boolean) => Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`s${at}`, open]));
    await shop.judge({ ...doors(false), z: false });
    await clock.sleep(2 * minute);
    await shop.judge({ ...doors(true), z: false });
    await clock.sleep(2 * minute);
    set(-5 * hour);
    await shop.judge({ ...doors(true), z: true }, { change });
    await clock.sleep(1000);
    await shop.tell();
    expect(texts(shop.slack).at(-1)).toMatch(/^CRITICAL in z/);
  });
  it('what it made due before is told of within a minute', async () => {
    const { set, ...clocks } = settable();
    const { clock } = clocks;
    const stop = new AbortController();
    const shop = await opened({ ...clocks, desk: { signal: stop.signal } });
    await shop.judge({ a: false, b: false });
    await clock.sleep(2 * minute);
    await shop.judge({ a: true, b: false }, { change, silent: true });
    await deal(shop.desk);
    await shop.judge({ a: true, b: true }, { change, silent: true });
    set(-5 * hour);
    const { sleep } = clock;
    let naps = 0;
    Object.assign(clock, {
      sleep: (ms: number, signal?: AbortSignal) => {
        naps += 1;
        if (naps > 6) stop.abort();
        return sleep(ms, signal);
      },
    });
    const start = clock.now();
    await alertingOf(shop.desk, (error) => {
      throw error;
    }).keepTelling();
    expect(texts(shop.slack).slice(1).sort()).toEqual([
      expect.stringMatching(/^CRITICAL in a/),
      expect.stringMatching(/^CRITICAL in b/),
    ]);
    expect(clock.now() - start).toBeLessThan(10 * minute);
  });
  it('an outage that began before is told of by the other way, not hours late', async () => {
    const { set, ...clocks } = settable();
    const { clock } = clocks;
    const shop = await opened(clocks);
    await shop.judge({ a: false });
    shop.slack.fail({ kind: 'error', error: 'internal_error', times: 100 });
    await shop.judge({ a: true }, { change });
    set(-5 * hour);
    for (let at = 0; at < 17; at += 1) {
      await afterSetBack(shop.desk);
      await shop.tell();
      await clock.sleep(minute);
    }
    expect(shop.said).toHaveLength(1);
  });
});

describe('another policy', () => {
  it('that names another channel for a message moves it there', async () => {
    const shop = await opened();
    await shop.judge({ a: true });
    await agenda(shop.desk);
    await shop.clock.sleep(minute);
    await shop.judge({}, { complete: [], gaps: [gap(['door', 'lock'])] });
    await agenda(shop.desk);
    await shop.tell();
    expect(texts(shop.slack)[1]).toMatch(/^Cannot read/);
    const notify = { slack: { default: channels.platform, operations: channels.operations } };
    shop.policy = { ...shop.policy, notify };
    await shop.clock.sleep(minute);
    await agenda(shop.desk);
    await shop.tell();
    expect(texts(shop.slack, channels.operations)).toEqual([expect.stringMatching(/^Cannot read/)]);
    expect(texts(shop.slack)).toHaveLength(1);
    await shop.judge({ a: true });
    await agenda(shop.desk);
    await shop.tell();
    expect(texts(shop.slack, channels.operations)).toEqual([expect.not.stringMatching(/^Cannot read/)]);
    expect(await shop.memory.alerts.due(far)).toEqual([]);
  });
  it('whose route says digest leaves the card that stands, which is edited to its end', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    await shop.judge({ a: true }, { change });
    const routes = [{ when: { severity: ['critical'] as const }, digest: 'daily' as const }];
    shop.policy = { ...shop.policy, notify: { slack: { default: channels.platform, routes } } };
    await shop.clock.sleep(minute);
    await shop.judge({ a: false }, { change });
    expect(texts(shop.slack)).toEqual([expect.anything(), expect.stringMatching(/^Resolved/)]);
    await shop.judge({ a: true }, { change });
    expect(texts(shop.slack)).toHaveLength(2);
    expect(await shop.memory.alerts.due(far)).toEqual([]);
  });
});
