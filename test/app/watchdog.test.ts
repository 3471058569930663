import { describe, expect, it } from 'vitest';
import { fleetMetrics } from '#app/watchdog/metrics';
import { after, inCluster, look, ran, region, storeOf, subscription, target } from './watchdog-store.ts';

describe('targets that nobody reads any more', () => {
  it('are none while the last sweep began less than two intervals ago', async () => {
    const metrics = await after([ran('10:01', { targets: [target(region), target(subscription, 'partial')] })]);
    expect(metrics).toMatchObject({ StaleTargets: 0, TargetCount: 2 });
  });

  it('are all once it began longer ago than that', async () => {
    const metrics = await after([ran('09:59', { targets: [target(region), target(subscription)] })]);
    expect(metrics).toMatchObject({ StaleTargets: 2, TargetCount: 2 });
  });

  it('are counted by the interval of the deployment', async () => {
    const runs = [ran('09:59', { targets: [target(region)] })];
    expect(await after(runs, { interval: 90 })).toMatchObject({ StaleTargets: 0 });
  });

  it('are at least one in an empty store, and nothing else is said', async () => {
    expect(await after([])).toEqual({ StaleTargets: 1, TargetCount: 0 });
  });

  it('are all that the config names in an empty store', async () => {
    const places = { aws: [{ account: '111122223333' }], gcp: [{ projects: ['a', 'b'] }] };
    expect(await after([], { places })).toEqual({ StaleTargets: 3, TargetCount: 3 });
  });

  it('are those that failed for two intervals, and at once what was never read', async () => {
    const failing = [target(region, 'failed'), target(subscription, 'failed')];
    const metrics = await after([
      ran('09:30', { targets: [target(region)] }),
      ran('10:30', { targets: failing }),
      ran('11:30', { targets: failing }),
    ]);
    expect(metrics).toMatchObject({ StaleTargets: 2, UnreadableTargets: 2 });
  });

  it('are no target whose read failed once since it was read', async () => {
    const metrics = await after([
      ran('10:30', { targets: [target(region)] }),
      ran('11:30', { targets: [target(region, 'failed')] }),
    ]);
    expect(metrics).toMatchObject({ StaleTargets: 0, UnreadableTargets: 1 });
  });

  it('are those that vanished from the sweeps, for as long as the config leads to them', async () => {
    const runs = [
      ran('01T08:00', { targets: [target(region), target(subscription)] }),
      ran('22T11:00', { targets: [target(region)] }),
    ];
    expect(await after(runs)).toMatchObject({ StaleTargets: 1, TargetCount: 2 });
    const places = { azure: [{ exclude: ['00000000-0000-0000-0000-000000000001'] }] };
    expect(await after(runs, { places })).toMatchObject({ StaleTargets: 0, TargetCount: 1 });
  });

  it('are remembered when the run that knew them is long gone', async () => {
    const before = storeOf([ran('01T08:00', { targets: [target(subscription)] })]);
    await look(before, { at: '2026-11-01T08:30:00.000Z' });
    const many = Array.from({ length: 60 }, (_, i) => ran(`11:${String(i).padStart(2, '0')}`, { kind: 're-read' }));
    const now = storeOf([...many, ran('10:30', { targets: [target(region)] }), ran('01T08:00', { targets: [] })]);
    for (const [id, roster] of before.kept) now.kept.set(id, roster);
    expect(await look(now)).toMatchObject({ StaleTargets: 1, TargetCount: 2 });
    expect([...now.kept.values()].at(-1)).toEqual({
      [subscription]: '2026-11-01T08:00:00.000Z',
      [region]: '2026-11-22T10:30:00.000Z',
    });
  });

  it('are no cluster that is gone from an account that was read', async () => {
    const runs = [
      ran('10:30', { targets: [target(region), target(inCluster)] }),
      ran('11:30', { targets: [target(region, 'partial')] }),
    ];
    expect(await after(runs)).toMatchObject({ StaleTargets: 0, TargetCount: 1 });
  });

  it('are the clusters of an account that failed or vanished itself', async () => {
    const known = ran('09:30', { targets: [target(region), target(inCluster)] });
    for (const targets of [[target(region, 'failed')], []]) {
      expect(await after([known, ran('11:30', { targets })])).toMatchObject({ StaleTargets: 2, TargetCount: 2 });
    }
  });

  it('are not what stood for accounts that could not be listed, once they can be', async () => {
    const runs = [
      ran('09:30', { targets: [target('aws:unknown:global', 'failed'), target('azure:unknown', 'failed')] }),
      ran('11:30', { targets: [target(region)] }),
    ];
    expect(await after(runs)).toMatchObject({ StaleTargets: 0, TargetCount: 1, UnreadableTargets: 0 });
  });

  it('are places that the config names and no sweep knows', async () => {
    const places = { aws: [{ account: '111122223333' }, { account: '444455556666' }] };
    const metrics = await after([ran('11:30', { targets: [target(region)] })], { places });
    expect(metrics).toMatchObject({ StaleTargets: 1, TargetCount: 2 });
  });
});

describe('clocks and runs that say little', () => {
  it('a run of the future is not believed', async () => {
    const metrics = await after([
      ran('23T09:00', { targets: [target(region)] }),
      ran('09:00', { targets: [target(region)] }),
    ]);
    expect(metrics).toMatchObject({ StaleTargets: 1, RunAgeMinutes: 179 });
  });

  it('a clock that runs ahead by less than five minutes gives no negative age', async () => {
    const metrics = await after([ran('12:04', { targets: [target(region)] })]);
    expect(metrics).toMatchObject({ StaleTargets: 0, RunAgeMinutes: 0 });
  });

  it('a re-read makes no sweep younger, and tells how the fleet stands', async () => {
    const open = { critical: 3, high: 2, medium: 1, low: 4 };
    const metrics = await after([
      ran('09:00', { targets: [target(region)], seconds: 600 }),
      ran('11:58', { kind: 're-read', seconds: 2, targets: [target(region)], standing: { coverage: 0.97, open } }),
    ]);
    expect(metrics).toMatchObject({
      ...{ StaleTargets: 1, RunAgeMinutes: 170, SweepSeconds: 600, CoveragePercent: 97 },
      ...{ OpenCritical: 3, OpenHigh: 2, OpenMedium: 1, OpenLow: 4 },
    });
  });

  it('a sweep whose list of targets was lost counts for none of them', async () => {
    const metrics = await after([ran('09:00', { targets: [target(region)], seconds: 5 }), ran('11:30')]);
    expect(metrics).toMatchObject({ StaleTargets: 1, SweepSeconds: 5 });
  });

  it('a sweep is as long as from its first read, not from its judgement', async () => {
    const readSince = '2026-11-22T11:10:00.000Z';
    const metrics = await after([ran('11:30', { targets: [target(region)], standing: { readSince } })]);
    expect(metrics).toMatchObject({ SweepSeconds: 21 * 60, RunAgeMinutes: 29 });
  });

  it('an instant that nobody can read is no age of 0', async () => {
    const store = storeOf([ran('11:30', { targets: [target(region)] })]);
    const runs = async (limit: number) => (await store.memory.runs(limit)).map((it) => ({ ...it, finishedAt: 'soon' }));
    const metrics = await look({ ...store, memory: { ...store.memory, runs } });
    expect(Object.keys(metrics)).not.toContain('RunAgeMinutes');
    expect(Object.keys(metrics)).not.toContain('SweepSeconds');
    expect(metrics).toMatchObject({ StaleTargets: 0, CoveragePercent: 100 });
  });

  it('a record of before the numbers were kept says nothing of findings', async () => {
    const store = storeOf([ran('11:30', { targets: [target(region)] })]);
    const runs = async (limit: number) => (await store.memory.runs(limit)).map(({ standing: _, ...run }) => run);
    const metrics = await look({ ...store, memory: { ...store.memory, runs } });
    expect(Object.keys(metrics).sort()).toEqual([
      ...['RunAgeMinutes', 'StaleTargets', 'SweepSeconds', 'TargetCount', 'UnreadableTargets'],
    ]);
  });

  it('every metric is said of a fleet that is well', async () => {
    const metrics = await after([ran('11:30', { targets: [target(region)] })]);
    expect(Object.keys(metrics).sort()).toEqual(Object.keys(fleetMetrics).sort());
    expect(metrics).toEqual({
      ...{ StaleTargets: 0, TargetCount: 1, UnreadableTargets: 0, CoveragePercent: 100 },
      ...{ OpenCritical: 0, OpenHigh: 0, OpenMedium: 0, OpenLow: 0, OldestCriticalHours: 0 },
      ...{ ExpiredWaiversOpenCritical: 0, RunAgeMinutes: 29, SweepSeconds: 60 },
    });
  });

  it('the same sweep is gone through once', async () => {
    const store = storeOf([ran('10:30', { targets: [target(region)] }), ran('11:30', { targets: [target(region)] })]);
    const first = await look(store);
    store.asked.targets = 0;
    expect(await look(store)).toEqual(first);
    expect(store.asked.targets).toBe(1);
  });
});
