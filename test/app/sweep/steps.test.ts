import { expect, test } from 'vitest';
import { collectBatch, type CollectBatch } from '#app/sweep/collect';
import { sweepFiles, type SweepFiles } from '#app/sweep/files';
import { confirmGone } from '#app/sweep/gone';
import { ShoalwatchError, type Reading, type Target } from '#model';
import { steppedClock } from '../../support/stepped-clock.ts';
import { clusterOf, regionOf, run } from './house.ts';
import { shelf } from './shelf.ts';

const target: Target = { id: regionOf(0), provider: 'aws', scopes: ['aws-region'] };
const never = (): Promise<Reading> => new Promise(() => undefined);

const batchWith = (more: Partial<CollectBatch>): CollectBatch => {
  const files = shelf();
  return {
    ...{ files: sweepFiles({ files, plain: files }, run), clock: steppedClock(), began: 0, gaps: [], types: [] },
    cloud: { collect: never },
    inside: () => Promise.resolve({ collect: never }),
    ...more,
  };
};

/** The files of a sweep whose readings the store cannot give. */
const throttled = (): SweepFiles => ({
  ...batchWith({}).files,
  reading: () => Promise.reject(new ShoalwatchError('store', 'throttled')),
});

test('a function stops when its own time is over, whatever it did before its first read', async () => {
  const batch = batchWith({});
  await batch.clock.sleep(100_000);
  expect(await collectBatch(batch, [{ target }])).toMatchObject({ cut: [target.id] });
  expect(batch.clock.now()).toBe(240_000);
});

test('a store that fails ends the step: nothing is said of the target, and the next try reads it', async () => {
  const batch = batchWith({ files: throttled() });
  const inside: Target = { id: `k8s:${clusterOf(0)}`, provider: 'kubernetes', scopes: ['cluster'] };
  await expect(collectBatch(batch, [{ target: inside, cluster: target.id }])).rejects.toThrow('throttled');
  expect(await batch.files.isRead(inside.id)).toBe(false);
});

test('where nothing is open nobody looks for what is gone', async () => {
  const { clock } = batchWith({});
  const files = throttled();
  await files.keepRound('aws', 0, [{ target }]);
  const asking = { cloud: {}, inside: () => Promise.resolve({}), types: [], began: 0 };
  expect(await confirmGone({ name: 'aws', files, clock, before: [], ...asking })).toEqual([]);
});
