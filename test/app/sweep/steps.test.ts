import { expect, test } from 'vitest';
import { collectBatch, type CollectBatch } from '#app/sweep/collect';
import { sweepFiles, type Batch, type SweepFiles } from '#app/sweep/files';
import { confirmGone, type GoneInput } from '#app/sweep/gone';
import { ShoalwatchError, type Reading, type RunTarget, type Target } from '#model';
import { steppedClock } from '../../support/stepped-clock.ts';
import { regionOf, run } from './house.ts';
import { shelf } from './shelf.ts';

const target: Target = { id: regionOf(0), provider: 'aws', scopes: ['aws-region'] };
const batch: Batch = { cloud: 'aws', round: 0, batch: 0 };
const never = (): Promise<Reading> => new Promise(() => undefined);

const batchWith = (more: Partial<CollectBatch>): CollectBatch => {
  return {
    ...{ files: sweepFiles(shelf(), run), clock: steppedClock(), began: 0, gaps: [], types: [] },
    batch,
    cloud: { collect: never },
    inside: () => Promise.resolve({ collect: never }),
    ...more,
  };
};

/** The files of a sweep of which nothing that was read can be had. */
const throttled = (): SweepFiles => ({
  ...batchWith({}).files,
  part: () => Promise.reject(new ShoalwatchError('store', 'throttled')),
});

test('a function stops when its own time is over, whatever it did before its first read', async () => {
  const batch = batchWith({});
  await batch.clock.sleep(100_000);
  expect(await collectBatch(batch, [{ target }])).toMatchObject({ cut: [target.id] });
  expect(batch.clock.now()).toBe(240_000);
});

test('a store that fails ends the step: nothing is said of the target, and the next try reads it', async () => {
  const failing = batchWith({ files: throttled() });
  await expect(collectBatch(failing, [{ target }])).rejects.toThrow('throttled');
  const { files } = batchWith({});
  const refusing = { ...files, keepPart: () => Promise.reject(new ShoalwatchError('store', 'throttled')) };
  const reading = { target, startedAt: run.startedAt, resources: [], complete: [], gaps: [] };
  const cloud = { collect: () => Promise.resolve(reading) };
  await expect(collectBatch(batchWith({ files: refusing, cloud }), [{ target }])).rejects.toThrow('throttled');
  expect(await files.part(batch, 0)).toBeUndefined();
  expect(await collectBatch(batchWith({ files, cloud }), [{ target }])).toMatchObject({ read: 1 });
  expect(await files.part(batch, 0)).toMatchObject([{ reading }]);
});

const reading: Reading = { target, startedAt: run.startedAt, resources: [], complete: [], gaps: [] };

test('where everything was read as it stood nobody opens what the last run found', async () => {
  const { clock, files } = batchWith({});
  await files.keepRound('aws', 0, [[{ target }]]);
  await files.keepPart(batch, 0, JSON.stringify([{ reading, digest: 'as-it-stood' }]));
  const asking = {
    name: 'aws' as const,
    files,
    clock,
    cloud: {},
    inside: () => Promise.resolve({}),
    types: [],
    began: 0,
  };
  const sums = { totals: { pass: 1, fail: 0, unknown: 0, notApplicable: 0, waived: 0 }, findings: 0, open: none };
  const stood: RunTarget = {
    id: target.id,
    provider: 'aws',
    state: 'done',
    stateDigest: 'd',
    snapshot: 'as-it-stood',
    sums,
  };
  const asked: boolean[] = [];
  const openIn: GoneInput['openIn'] = (isAsked) => {
    const { sums: _, ...unsummed } = stood;
    const others = [
      { ...stood, snapshot: 'otherwise' },
      { ...stood, again: true as const },
      unsummed,
      { ...stood, id: 'x' },
    ];
    asked.push(...[stood, ...others].map(isAsked));
    return Promise.resolve([]);
  };
  expect(await confirmGone({ ...asking, openIn })).toEqual([]);
  expect(asked).toEqual([false, true, true, true, true]);
});

const none = { critical: 0, high: 0, medium: 0, low: 0 };
