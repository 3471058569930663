import { afterEach, describe, expect, it } from 'vitest';
import { deal } from '#app/alert/deal';
import { tellerOf } from '#app/alert/tell';
import { calls, change, close, opened, texts } from './alert-slack.ts';
import { channels } from './alert-shop.ts';

afterEach(close);

const minute = 60_000;
const operations = { slack: { default: channels.platform, routes: [] } };

describe('what Slack may answer', () => {
  it('a wait that Slack asks for loses nothing, keeps the order, and the latest rendering wins', async () => {
    const shop = await opened({ notify: operations });
    await shop.judge({ a: false, b: false });
    shop.slack.fail({ kind: 'rate-limit', retryAfter: 30, method: 'chat.postMessage' });
    await shop.clock.sleep(minute);
    await shop.judge({ a: true, b: false }, { silent: true });
    await shop.judge({ a: true, b: true }, { silent: true });
    await deal(shop.desk);
    const teller = tellerOf(shop.desk);
    const start = shop.clock.now();
    const { left, next } = await teller.tell(0);
    expect(left).toBe(2);
    expect((next ?? 0) - start).toBe(30_000);
    await shop.judge({ a: false, b: true }, { silent: true });
    await deal(shop.desk);
    await teller.tell();
    expect(shop.clock.now() - start).toBeGreaterThanOrEqual(30_000);
    expect(
      texts(shop.slack)
        .slice(1)
        .map((it) => it.slice(0, 13)),
    ).toEqual(['CRITICAL in b']);
    expect(calls(shop.slack)).toEqual(['chat.postMessage', 'chat.postMessage ratelimited', 'chat.postMessage']);
  });
  it('a layout that is refused goes out as plain text at once', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    await shop.clock.sleep(minute);
    shop.slack.fail({ kind: 'error', error: 'invalid_blocks', method: 'chat.postMessage' });
    await shop.judge({ a: true });
    expect(texts(shop.slack)[1]).toContain('Door a is open');
    expect(shop.slack.state.messages[1]?.versions[0]?.payload['blocks']).toEqual([]);
    expect(shop.happened).toContain('layout-refused C0PLAT invalid_blocks');
    await shop.judge({ a: false });
    expect(texts(shop.slack)[1]).toMatch(/^Resolved/);
  });
  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'after %s the message is posted anew',
    async (error) => {
      const shop = await opened();
      await shop.judge({ a: false });
      await shop.judge({ a: true });
      shop.slack.fail({ kind: 'error', error, method: 'chat.update' });
      await shop.clock.sleep(minute);
      shop.policy = { ...shop.policy, rules: { 'door-closed-critical': { severity: 'high' } } };
      await shop.judge({ a: true });
      expect(calls(shop.slack).slice(2)).toEqual([`chat.update ${error}`, 'chat.postMessage']);
      expect(texts(shop.slack)).toHaveLength(3);
      await shop.judge({ a: false });
      expect(calls(shop.slack).slice(4)).toEqual(['chat.update']);
      expect(texts(shop.slack)[2]).toMatch(/^Resolved/);
    },
  );
  it('a token that is refused is told of by the other way at once, and nothing is lost', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    shop.slack.fail({ kind: 'error', error: 'token_revoked', times: 2 });
    await shop.judge({ a: true }, { change });
    expect(shop.said).toEqual([
      expect.stringMatching(
        /^Slack cannot be told in C0PLAT since .*: token_revoked\. 1 messages wait\.\nCRITICAL {2}Door a is open\. {2}f-/,
      ),
    ]);
    await shop.tell();
    expect(shop.said).toHaveLength(1);
    await shop.clock.sleep(minute);
    await shop.tell();
    expect(texts(shop.slack)[1]).toMatch(/^CRITICAL in a/);
    expect((await shop.memory.alerts.channel(channels.platform))?.channel.failing).toBeUndefined();
  });
  it('a Slack that is away is told of by the other way after a quarter of an hour', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    await close();
    for (let at = 0; at < 14; at += 1) {
      await shop.judge({ a: true });
      await shop.clock.sleep(minute);
    }
    expect(shop.said).toEqual([]);
    await shop.clock.sleep(2 * minute);
    await shop.tell();
    expect(shop.said).toHaveLength(1);
    expect(await shop.memory.alerts.due('2027-01-01T00:00:00.000Z')).toHaveLength(1);
  });
  it('an answer that is lost makes one repeat at most', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    shop.slack.fail({ kind: 'lost-answer', method: 'chat.postMessage' });
    await shop.judge({ a: true });
    await shop.clock.sleep(minute);
    await shop.tell();
    expect(texts(shop.slack)).toHaveLength(3);
    expect(shop.happened.filter((it) => it.startsWith('repeated'))).toEqual(['repeated C0PLAT']);
    await shop.judge({ a: false });
    expect(texts(shop.slack).filter((it) => /^Resolved/.test(it))).toHaveLength(1);
    expect(await shop.memory.alerts.due('2027-01-01T00:00:00.000Z')).toEqual([]);
  });
});
