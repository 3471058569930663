import { afterEach, describe, expect, it } from 'vitest';
import { agenda } from '#app/alert/agenda';
import { groupOf } from '#app/alert/group-of';
import { tellOfSweep } from '#app/alert/bulletins/scan-failed';
import type { Waiver } from '#model';
import { calls, close, opened, texts } from './alert-slack.ts';
import { doorOf } from './alert-shop.ts';

afterEach(close);

const hour = 3_600_000;

describe('what falls due by itself', () => {
  it('the end of a snooze speaks of the finding again, in a new message', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    await shop.judge({ a: true });
    const { memory, clock } = shop;
    const due = new Date(clock.now()).toISOString();
    const [finding] = await memory.findings();
    const { group, version } = (await memory.groups.get(groupOf(finding!).id))!;
    const until = new Date(clock.now() + hour).toISOString();
    await memory.groups.keep({ ...group, notes: { snoozed: { until, by: 'U0ANA', at: due } } }, version, { due });
    await shop.tell();
    const snoozed = JSON.stringify(shop.slack.state.messages[1]?.versions.at(-1));
    expect(snoozed).toMatch(/[Ss]nooze/);
    await clock.sleep(hour);
    await shop.tell();
    expect(calls(shop.slack)).toEqual([
      'chat.postMessage',
      'chat.postMessage',
      'chat.update',
      'chat.update',
      'chat.postMessage',
    ]);
    expect(texts(shop.slack)[1]).toMatch(/awake again/);
    expect(texts(shop.slack)[2]).toMatch(/^CRITICAL in a/);
  });
  it('the end of a waiver is said two weeks, three days and a day before, and the finding counts again after it', async () => {
    const until = '2026-11-12T12:00:00.000Z';
    const waiver: Waiver = {
      ...{ id: 'EX-1', rule: 'door-closed-critical', cluster: doorOf('a'), until },
      ...{ owner: 'team-lab', approver: 'U0CISO', reason: 'a lab without data' },
    };
    const shop = await opened({ policy: { waivers: [waiver] } });
    const look = async (): Promise<void> => {
      await agenda(shop.desk);
      await shop.tell();
    };
    const said = (): number => texts(shop.slack).filter((it) => /accept/i.test(it)).length;
    await shop.judge({ a: true });
    await look();
    await look();
    expect(said()).toBe(1);
    await shop.clock.sleep(8 * 24 * hour);
    await look();
    expect(said()).toBe(2);
    await shop.clock.sleep(1.5 * 24 * hour);
    await look();
    await look();
    expect(said()).toBe(3);
    await shop.clock.sleep(24 * hour);
    await shop.judge({ a: true });
    await look();
    expect(said()).toBe(3);
    expect(texts(shop.slack)).toContainEqual(expect.stringMatching(/^CRITICAL/));
  });
  it('a sweep that fails is one message until one comes to its end', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    const failure = { kind: 'Error', says: 'the table refused writes' };
    await tellOfSweep(shop.desk, failure);
    await shop.tell();
    await tellOfSweep(shop.desk, failure);
    await shop.tell();
    expect(calls(shop.slack)).toHaveLength(2);
    expect(JSON.stringify(shop.slack.state.messages[1])).toContain('the table refused writes');
    await tellOfSweep(shop.desk);
    await shop.tell();
    await tellOfSweep(shop.desk);
    await shop.tell();
    expect(calls(shop.slack).slice(2)).toEqual(['chat.update']);
    await tellOfSweep(shop.desk, failure);
    await shop.tell();
    expect(calls(shop.slack).slice(3)).toEqual(['chat.postMessage']);
  });
});
