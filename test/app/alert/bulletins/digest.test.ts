import { afterEach, describe, expect, it } from 'vitest';
import { agenda } from '#app/alert/agenda';
import { ShoalwatchError, type Notify } from '#model';
import { gap } from '../../../engine/shop.ts';
import { calls, close, opened, texts } from '../alert-slack.ts';
import { channels, ruleOf } from '../alert-shop.ts';

afterEach(close);

const minute = 60_000;
const day = 24 * 60 * minute;

type Shop = Awaited<ReturnType<typeof opened>>;

async function nextDay(shop: Shop): Promise<void> {
  await shop.clock.sleep(day);
  await agenda(shop.desk);
  await shop.tell();
}

describe('a digest', () => {
  const routes = [{ when: { cluster: 'pay*' }, channel: channels.payments, digest: 'daily' as const }];
  const notify: Notify = { slack: { default: channels.platform, routes } };
  it('speaks in each channel of what goes there', async () => {
    const shop = await opened({ rules: [ruleOf('medium')], notify });
    await shop.judge({ payments: false, other: false });
    await shop.clock.sleep(minute);
    await shop.judge({ payments: true, other: true });
    await nextDay(shop);
    const [platform, payments] = [channels.platform, channels.payments].map((channel) => {
      const own = shop.slack.state.messages.filter((it) => it.channel === channel);
      return JSON.stringify(own.at(-1)?.versions.at(-1)?.payload);
    });
    expect(platform).toContain('Door other is open');
    expect(platform).not.toContain('Door payments is open');
    expect(payments).toContain('Door payments is open');
    expect(payments).not.toContain('Door other is open');
  });
  it('names the oldest criticals, and says which are overdue', async () => {
    const shop = await opened({ policy: { sla: { critical: 60 } } });
    await shop.judge({ a: false });
    await shop.clock.sleep(minute);
    await shop.judge({ a: true });
    await nextDay(shop);
    expect(JSON.stringify(shop.slack.state.messages.at(-1))).toMatch(/Oldest criticals[^"]*\*overdue\*/);
    const patient = await opened({ policy: { sla: { critical: 3 * 24 * 60 } } });
    await patient.judge({ a: false });
    await patient.clock.sleep(minute);
    await patient.judge({ a: true });
    await nextDay(patient);
    expect(JSON.stringify(patient.slack.state.messages.at(-1))).toMatch(/Oldest criticals[^"]*Door a/);
    expect(JSON.stringify(patient.slack.state.messages.at(-1))).not.toContain('overdue');
  });
  it('that cannot read a run goes out as INCOMPLETE, and says why', async () => {
    const shop = await opened({ rules: [ruleOf('medium')] });
    await shop.judge({ a: false });
    await shop.clock.sleep(minute);
    await shop.judge({ a: true });
    await agenda(shop.desk);
    Object.assign(shop.memory, {
      scan: () => Promise.reject(new ShoalwatchError('store', 'the store has lost runs/r-1.json')),
    });
    await nextDay(shop);
    expect(texts(shop.slack).at(-1)).toMatch(/^INCOMPLETE digest of .*: 1 new, 1 open/);
    const said = JSON.stringify(shop.slack.state.messages.at(-1));
    expect(said).toContain('the store has lost runs/r-1.json');
    expect(said).toContain('Door a is open');
    expect(said).not.toMatch(/Coverage/);
  });
  it('of what is quiet is left out for a week, and then says that all is quiet', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    const said: number[] = [];
    for (let at = 1; at <= 15; at += 1) {
      await nextDay(shop);
      said.push(calls(shop.slack).length);
    }
    expect(said.at(-1)).toBe(3);
    expect(texts(shop.slack).slice(1)).toEqual([
      expect.stringMatching(/^All quiet since/),
      expect.stringMatching(/^All quiet since/),
    ]);
  });
  it('that somebody wants daily comes daily, quiet or not', async () => {
    const shop = await opened({ notify: { slack: { default: channels.platform, digest: { skipIfQuiet: false } } } });
    await shop.judge({ a: false });
    for (let at = 0; at < 3; at += 1) await nextDay(shop);
    expect(texts(shop.slack)).toHaveLength(4);
  });
  it('what cannot be looked at keeps it from nothing', async () => {
    const shop = await opened({ rules: [ruleOf('medium')] });
    await shop.judge({ a: false });
    await shop.clock.sleep(minute);
    await shop.judge({ a: true });
    const { bulletin } = shop.memory.alerts;
    Object.assign(shop.memory.alerts, {
      bulletin: (id: string) => (id === 'n-gaps' ? Promise.reject(new Error('the register is away')) : bulletin(id)),
    });
    await shop.clock.sleep(day);
    await expect(agenda(shop.desk)).rejects.toThrow('the register is away');
    await shop.tell();
    expect(texts(shop.slack).at(-1)).toMatch(/^Digest of/);
  });
});

describe('a sweep that changes nothing', () => {
  it('writes one run record and nothing of what people are told', async () => {
    const shop = await opened();
    const gaps = [gap(['lock'])];
    await shop.judge({ a: true });
    await agenda(shop.desk);
    for (let at = 0; at < 2; at += 1) {
      await shop.clock.sleep(minute);
      await shop.judge({ a: true }, { gaps });
      await agenda(shop.desk);
      await shop.tell();
    }
    const written: string[] = [];
    const { alerts, groups } = shop.memory;
    const noting =
      <A extends readonly unknown[], R>(name: string, work: (...args: A) => R) =>
      (...args: A): R => {
        written.push(name);
        return work(...args);
      };
    Object.assign(alerts, {
      keepBulletin: noting('bulletin', alerts.keepBulletin),
      keepChannel: noting('channel', alerts.keepChannel),
    });
    Object.assign(groups, { keep: noting('group', groups.keep) });
    await shop.clock.sleep(minute);
    await shop.judge({ a: true }, { gaps });
    await agenda(shop.desk);
    await shop.tell();
    expect(await shop.memory.runs(9)).toHaveLength(4);
    expect(written).toEqual([]);
  });
});

describe('how a channel wants its messages', () => {
  it('without buttons, what is told of no one finding has none either', async () => {
    const routes = [{ when: { severity: ['critical'] as const }, buttons: false }];
    const shop = await opened({ notify: { slack: { default: channels.platform, routes } } });
    const doors = (open: boolean) => Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`s${at}`, open]));
    await shop.judge(doors(false));
    await shop.clock.sleep(2 * minute);
    await shop.judge(doors(true));
    expect(texts(shop.slack)[1]).toMatch(/^20 new findings/);
    expect(JSON.stringify(shop.slack.state.messages)).not.toContain('"type":"actions"');
  });
});
