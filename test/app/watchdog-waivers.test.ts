import { describe, expect, it } from 'vitest';
import type { Finding, RunStanding, Waiver } from '#model';
import { after, at, look, ran, region, storeOf, target } from './watchdog-store.ts';

describe('critical findings and waivers', () => {
  const critical = (id: string, more: Partial<Finding> = {}): Finding => ({
    ...{ id, rule: 'door-closed', severity: 'critical', status: 'open', message: 'It is open.', evidence: [] },
    resource: { id: `door-${id}`, type: 'door', name: id, target: region },
    ...{ firstSeen: at, snapshots: [] },
    ...more,
  });
  const waiver = (until: string, more: Partial<Waiver> = {}): Waiver => ({
    ...{ id: 'w-1', rule: 'door-closed', owner: 'o', approver: 'a', reason: 'r', until },
    resource: 'door-one',
    ...more,
  });
  const open = { critical: 1, high: 0, medium: 0, low: 0 };
  const standing = (more: Partial<RunStanding> = {}) => [
    ran('11:30', { targets: [target(region)], standing: { open, ...more } }),
  ];

  it('the oldest is as old as since it was first seen', async () => {
    const metrics = await after(standing({ oldestCritical: '2026-11-20T12:00:00.000Z' }));
    expect(metrics).toMatchObject({ OldestCriticalHours: 48 });
  });

  const cases: readonly (readonly [string, number, readonly Waiver[], readonly Finding[]])[] = [
    ['a waiver that has ended over an open one', 1, [waiver('2026-11-22T11:00:00.000Z')], [critical('one')]],
    ['a waiver that runs', 0, [waiver('2026-11-23T00:00:00.000Z')], [critical('one')]],
    ['a waiver of something else', 0, [waiver('2026-11-22T11:00:00.000Z', { rule: 'other' })], [critical('one')]],
    [
      'a waiver that was accepted for high ones only',
      0,
      [waiver('2026-11-22T11:00:00.000Z', { upTo: 'high' })],
      [critical('one')],
    ],
    [
      'one that another waiver still covers',
      0,
      [waiver('2026-11-22T11:00:00.000Z')],
      [critical('one', { status: 'waived', waiver: { id: 'w-2', until: '2026-12-01T00:00:00.000Z' } })],
    ],
    ['one that was resolved', 0, [waiver('2026-11-22T11:00:00.000Z')], [critical('one', { status: 'resolved' })]],
    ['two waivers over one finding', 2, [waiver('2026-11-01T00:00:00.000Z'), waiver('soon')], [critical('one')]],
  ];
  for (const [name, count, granted, findings] of cases) {
    it(`${name}: ${count}`, async () => {
      expect(await look(storeOf(standing(), findings), { granted })).toMatchObject({
        ExpiredWaiversOpenCritical: count,
      });
    });
  }

  it('a waiver that ended after the last run lets its finding count', async () => {
    const until = '2026-11-22T11:45:00.000Z';
    const findings = [critical('one', { status: 'waived', waiver: { id: 'w-1', until } })];
    const runs = standing({ open: { ...open, critical: 0 } });
    expect(await look(storeOf(runs, findings), { granted: [waiver(until)] })).toMatchObject({
      ExpiredWaiversOpenCritical: 1,
    });
  });

  it('findings are read only where a waiver has ended and a critical one may be open', async () => {
    const ended = [waiver('2026-11-22T10:00:00.000Z')];
    for (const [runs, granted, times] of [
      [standing(), [], 0],
      [standing({ open: { ...open, critical: 0 } }), ended, 0],
      [standing(), ended, 1],
    ] as const) {
      const store = storeOf(runs);
      await look(store, { granted });
      expect(store.asked.findings).toBe(times);
    }
  });
});
