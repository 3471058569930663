import { describe, expect, it } from 'vitest';
import { counted } from '#app/cost/counts';
import { fleetMetrics } from '#app/watchdog/metrics';
import { billedBy } from '#app/cost/resources';
import { usageOf } from '#app/cost/usage';
import { functionTraits } from '../../../infra/functions.ts';
import { made, topologies } from '../../infra/topologies.ts';

describe('the price model and the template', () => {
  it('every type of resource in any topology has a row, or is free', () => {
    const types = topologies.flatMap((it) => Object.values(made(it).resources).map(({ Type }) => Type));
    expect([...new Set(types)].filter((type) => !Object.hasOwn(billedBy, type)).sort()).toEqual([]);
  });

  it('whatever a stack of this account alone is billed by is in its bill', () => {
    const types = Object.values(made('single').resources).map(({ Type }) => Type);
    const billed = new Set(usageOf({ clusters: 1000, interval: 60 }).map(({ price }) => price));
    // Paid where something is sent from, and by whoever publishes: nothing of either happens in a quiet month.
    const quiet = ['events-sent', 'topic-publish'];
    const rows = types.flatMap((type) => billedBy[type] ?? []).filter((row) => !quiet.includes(row));
    expect([...new Set(rows)].filter((row) => !billed.has(row))).toEqual([]);
  });

  it('counts as many alarms, metrics and queues as there are', () => {
    const { of } = made('single');
    expect(of('AWS::CloudWatch::Alarm')).toHaveLength(counted.alarms);
    const taken = of('AWS::Lambda::EventSourceMapping').filter(
      ([, it]) => it.Properties['StartingPosition'] === undefined,
    );
    expect(taken).toHaveLength(counted.polled);
    expect(Object.keys(fleetMetrics)).toHaveLength(counted.metrics);
  });

  it('knows the memory of the functions', () => {
    const { memory } = counted;
    expect(
      [
        ...[memory.sweep, memory.evaluate, memory.judge, memory.reread, memory.onChange, memory.watchdog, memory.alert],
        memory.prune,
      ].map((gb) => gb * 1024),
    ).toEqual(
      (['sweep-aws', 'evaluate', 'judge', 'reread-aws', 'on-change', 'watchdog', 'alert', 'prune'] as const).map(
        (it) => functionTraits[it].memoryMb,
      ),
    );
  });
});
