import { afterEach, describe, expect, it } from 'vitest';
import type { Gap } from '#model';
import { gap } from '../../engine/shop.ts';
import { agenda } from '#app/alert/agenda';
import { calls, change, close, opened, texts } from './alert-slack.ts';
import { channels, ruleOf } from './alert-shop.ts';

afterEach(close);

const many = (count: number, open: boolean): Record<string, boolean> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`c${at}`, open]));

const minute = 60_000;

describe('what is not told of one by one', () => {
  it('a first scan with 500 findings is one message in each channel that any of them goes to', async () => {
    const routes = [{ when: { cluster: 'c1*' }, channel: channels.payments }];
    const shop = await opened({ notify: { slack: { default: channels.platform, routes } } });
    await shop.judge(many(500, true));
    expect(shop.slack.state.messages.map(({ channel }) => channel).sort()).toEqual([
      channels.payments,
      channels.platform,
    ]);
    expect(calls(shop.slack)).toEqual(['chat.postMessage', 'chat.postMessage']);
    expect(texts(shop.slack)[0]).toMatch(/389 critical/);
    expect(texts(shop.slack, channels.payments)[0]).toMatch(/111 critical/);
  });
  it('a scan that changes nothing calls nobody', async () => {
    const shop = await opened();
    await shop.judge(many(20, true));
    const before = calls(shop.slack).length;
    await shop.judge(many(20, true));
    await agenda(shop.desk);
    await shop.tell();
    expect(calls(shop.slack)).toHaveLength(before);
  });
  it('an access that is lost resolves nothing, and is one message until it is back', async () => {
    const shop = await opened();
    await shop.judge(many(3, true));
    await agenda(shop.desk);
    const gaps: readonly Gap[] = [gap(['door', 'lock']), { ...gap(['door']), api: 'shop:Describe' }];
    for (let at = 0; at < 3; at += 1) {
      await shop.clock.sleep(minute);
      await shop.judge({}, { complete: [], gaps });
      await agenda(shop.desk);
      await shop.tell();
    }
    expect(calls(shop.slack)).toEqual(['chat.postMessage', 'chat.postMessage']);
    expect(texts(shop.slack)[1]).toMatch(/^Cannot read/);
    expect((await shop.memory.findings()).map(({ status }) => status)).toEqual(['open', 'open', 'open']);
    await shop.judge(many(3, true));
    await agenda(shop.desk);
    await shop.tell();
    expect(calls(shop.slack)).toEqual(['chat.postMessage', 'chat.postMessage', 'chat.update']);
    expect(texts(shop.slack)[1]).not.toMatch(/^Cannot read/);
  });
  it('60 new groups at once are one storm message that names every critical, at one call a second', async () => {
    const shop = await opened({ rules: [ruleOf('critical', 'grave'), ruleOf('high', 'less')] });
    await shop.judge(many(30, false));
    await shop.clock.sleep(2 * minute);
    await shop.judge(many(30, true));
    expect(calls(shop.slack)).toEqual(['chat.postMessage', 'chat.postMessage']);
    const { storm = '' } = (await shop.memory.alerts.channel(channels.platform))?.channel ?? {};
    const named = JSON.stringify((await shop.memory.alerts.bulletin(storm))?.bulletin.says);
    expect(texts(shop.slack)[1]).toMatch(/^60 new findings/);
    for (let at = 0; at < 30; at += 1) expect(named).toContain(`Door c${at} is open`);
    await shop.clock.sleep(minute);
    await shop.tell();
    expect(calls(shop.slack)).toEqual(['chat.postMessage', 'chat.postMessage', 'chat.update']);
    await shop.judge({ ...many(30, true), other: false });
    await shop.judge({ ...many(30, true), other: true });
    expect(calls(shop.slack).filter((it) => it === 'chat.postMessage')).toHaveLength(4);
  });
  it('what another policy opens is one message with counts, and no card', async () => {
    const shop = await opened({ policy: { rules: { 'door-closed-critical': { enabled: false } } } });
    await shop.judge(many(12, true));
    expect(await shop.memory.findings()).toEqual([]);
    shop.policy = { ...shop.policy, rules: {} };
    await shop.judge(many(12, true), { kind: 're-evaluation' });
    expect(calls(shop.slack)).toEqual(['chat.postMessage', 'chat.postMessage']);
    expect(texts(shop.slack)[1]).toMatch(/[Pp]olicy/);
    await shop.judge(many(12, false));
    expect(calls(shop.slack)).toHaveLength(2);
    await shop.judge({ ...many(12, false), c3: true }, { change });
    expect(texts(shop.slack)[2]).toMatch(/^CRITICAL is back in c3/);
  });
  it('a store that is older than Slack here is one message, and what comes after it gets cards', async () => {
    const shop = await opened();
    for (const open of [[], ['a'], ['a', 'b'], ['a', 'b', 'c']]) {
      const doors = Object.fromEntries(['a', 'b', 'c', 'd'].map((it) => [it, open.includes(it)]));
      await shop.judge(doors, { silent: true });
      await shop.clock.sleep(120 * minute);
    }
    await shop.tell();
    expect(calls(shop.slack)).toEqual(['chat.postMessage']);
    expect(texts(shop.slack)[0]).toMatch(/3 critical/);
    await shop.judge({ a: true, b: true, c: true, d: true });
    expect(texts(shop.slack).slice(1)).toEqual([expect.stringMatching(/^CRITICAL in d/)]);
  });
  it('what is part of another finding stands on its card, and speaks for itself once that is put right', async () => {
    const rules = [ruleOf('critical', 'whole'), ruleOf('high', 'part', 'whole')];
    const shop = await opened({ rules });
    await shop.judge({ a: false });
    await shop.judge({ a: true });
    expect(calls(shop.slack)).toHaveLength(2);
    expect(JSON.stringify(shop.slack.state.messages[1]?.versions.at(-1))).toContain('2');
    shop.rules = [rules[1]!];
    await shop.judge({ a: true });
    expect(texts(shop.slack)).toContainEqual(expect.stringMatching(/^HIGH in a/));
  });
  it('a finding of no weight is told of nowhere, and a middling one in the digest alone', async () => {
    const shop = await opened({ rules: [ruleOf('low', 'light'), ruleOf('medium', 'middling')] });
    await shop.judge({ a: false });
    await shop.clock.sleep(minute);
    await shop.judge({ a: true });
    expect(calls(shop.slack)).toHaveLength(1);
    await shop.clock.sleep(24 * 60 * minute);
    await agenda(shop.desk);
    await shop.tell();
    expect(calls(shop.slack)).toHaveLength(2);
    expect(JSON.stringify(shop.slack.state.messages[1])).toContain('Door a is open');
    await agenda(shop.desk);
    await shop.tell();
    expect(calls(shop.slack)).toHaveLength(2);
  });
});
