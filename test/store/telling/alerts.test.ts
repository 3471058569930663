import { describe, expect, it } from 'vitest';
import type { FindingChange, GroupRecord } from '#model';
import { alertsOn } from '#store/telling/alerts';
import { groupsOn } from '#store/telling/groups';
import { beginNews } from '#store/telling/news';
import { quickPorts } from '../../support/quick-store.ts';

const at = '2026-11-02T12:00:00.000Z';
const far = '2026-12-01T00:00:00.000Z';

const moved = (count: number): readonly FindingChange[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ kind: 'opened', cause: 'read' },
    finding: {
      ...{ id: `f-${index}`, rule: 'r', severity: 'high', status: 'open', message: '', evidence: [], firstSeen: at },
      ...{ resource: { type: 'door', id: `d${index}`, name: 'd', target: 'aws:1:eu' }, snapshots: [] },
    },
  }));

describe('news', () => {
  it('stands before anything has moved, and is whole once everything has', async () => {
    const { state } = quickPorts();
    const alerts = alertsOn(state);
    const writing = await beginNews(state, moved(2), { at, run: 'r-1', first: true });
    expect(await alerts.news(at)).toEqual([
      {
        ...{ id: `${at} r-1`, at, run: 'r-1', first: true, whole: false },
        moved: [0, 1].map((index) => ({ finding: `f-${index}`, kind: 'opened', cause: 'read' })),
      },
    ]);
    await writing.whole();
    expect((await alerts.news(at)).map(({ whole }) => whole)).toEqual([true]);
  });
  it('of many findings is kept in pages, and is one news', async () => {
    const { state } = quickPorts();
    const alerts = alertsOn(state);
    const writing = await beginNews(state, moved(2000), { at, run: 'r-1', first: false });
    await writing.whole();
    const [one, ...more] = await alerts.news(at);
    expect(more).toEqual([]);
    expect(one?.moved).toHaveLength(2000);
    expect(one?.whole).toBe(true);
  });
  it('that was dealt with is not given again, and with an instant not before it', async () => {
    const { state } = quickPorts();
    const alerts = alertsOn(state);
    await (await beginNews(state, moved(1), { at, run: 'r-1', first: false })).whole();
    await beginNews(state, moved(1), { at, run: 'r-2', first: false });
    const [whole, half] = await alerts.news(at);
    await alerts.dealt(whole!);
    await alerts.dealt(half!, '2026-11-02T12:10:00.000Z');
    expect(await alerts.news(at)).toEqual([]);
    expect((await alerts.news(far)).map(({ run }) => run)).toEqual(['r-2']);
  });
  it('that becomes whole while half of it is dealt with is given once more', async () => {
    const { state } = quickPorts();
    const alerts = alertsOn(state);
    const writing = await beginNews(state, moved(1), { at, run: 'r-1', first: false });
    const [half] = await alerts.news(at);
    await writing.whole();
    await alerts.dealt(half!);
    expect((await alerts.news(at)).map(({ whole }) => whole)).toEqual([true]);
    expect(half?.whole).toBe(false);
  });
  it('of a run that is made again says the same', async () => {
    const { state } = quickPorts();
    const alerts = alertsOn(state);
    await beginNews(state, moved(1), { at, run: 'r-1', first: false });
    await (await beginNews(state, moved(1), { at, run: 'r-1', first: false })).whole();
    expect((await alerts.news(at)).map(({ whole, moved: all }) => [whole, all.length])).toEqual([[true, 1]]);
  });
});

describe('what is due', () => {
  it('is given in the order in which it fell due, groups and bulletins alike', async () => {
    const { state, ledger } = quickPorts();
    const [alerts, groups] = [alertsOn(state), groupsOn(state, ledger)];
    await alerts.keepBulletin({ id: 'n-1', channel: 'C1', says: {} }, 0, '2026-11-02T12:00:01.000Z');
    await groups.keep(group, 0, { due: '2026-11-02T12:00:00.500Z' });
    await alerts.keepBulletin({ id: 'n-2', channel: 'C1', says: {} }, 0);
    expect((await alerts.due(far)).map(({ is, id }) => `${is} ${id}`)).toEqual(['group g-1', 'bulletin n-1']);
    expect((await alerts.due('2026-11-02T12:00:00.700Z')).map(({ id }) => id)).toEqual(['g-1']);
  });
});

const group: GroupRecord = { id: 'g-1', rule: 'r', notes: {}, cards: [], opened: [] };
const snoozed = { act: 'snoozed', by: 'ana', at, notes: {} } as const;

describe('a group', () => {
  it('is kept over the version that was read alone', async () => {
    const { state, ledger } = quickPorts();
    const groups = groupsOn(state, ledger);
    expect(await groups.keep(group, 0)).toBe(true);
    expect(await groups.keep({ ...group, rule: 'other' }, 0)).toBe(false);
    expect(await groups.get('g-1')).toEqual({ version: 1, group });
    expect(await groups.get('g-2')).toBeUndefined();
  });
  it('has the acts that counted, the oldest first; what came too late is none of them', async () => {
    const { state, ledger } = quickPorts();
    const groups = groupsOn(state, ledger);
    await groups.keep(group, 0);
    expect(await groups.keep(group, 1, { act: snoozed })).toBe(true);
    expect(await groups.keep(group, 1, { act: { ...snoozed, by: 'late' } })).toBe(false);
    await groups.keep(group, 2);
    expect(await groups.keep(group, 3, { act: { ...snoozed, act: 'woken' } })).toBe(true);
    expect((await groups.history('g-1')).map(({ act, by }) => `${act} ${by}`)).toEqual(['snoozed ana', 'woken ana']);
  });
});
