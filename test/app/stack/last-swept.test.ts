import { expect, test } from 'vitest';
import { lastFleet } from '#app/stack/last-fleet';
import { lastSwept, noteSwept } from '#app/stack/last-swept';
import { warmMemory } from '#app/stack/warm-memory';
import { sweepFiles } from '#app/sweep/files';
import { snapshotOf } from '#engine/snapshot-id';
import type { Reading } from '#model';
import type { Files } from '#store/files';
import { memoryOn } from '#store/memory';
import { aDoor, door, snapshot } from '../../engine/shop.ts';
import { groundOf, processOn } from './stack-shop.ts';

const names = ['aws:1:eu', 'aws:1:us', 'aws:2:eu'];
const run = { execution: 'sweep-1', startedAt: '2026-11-22T09:00:00.000Z' };

/** A sweep of three shops that was judged, the second of which was read once more since; what a process reads that begins. */
async function swept() {
  const ground = groundOf({});
  const { files } = ground.ports;
  const readingAt = (place: string, open: boolean, startedAt: string): Reading => {
    const { id: _, ...reading } = snapshot([aDoor(`${place}/door`, { open }, place)], { id: place });
    return { ...reading, startedAt };
  };
  const readings = names.map((id) => readingAt(id, true, run.startedAt));
  const own = sweepFiles(files, run);
  await own.keepRound('aws', 0, [readings.map(({ target }) => ({ target }))]);
  const read = readings.map((it) => ({ reading: it, digest: snapshotOf(it, [door]).id }));
  await own.keepPart({ cloud: 'aws', round: 0, batch: 0 }, 0, JSON.stringify(read));
  const shop = processOn(ground);
  const targets = readings.map(({ target }) => target);
  await shop.sweep({ ...run, targets, readings });
  await noteSwept(ground, { run, clouds: ['aws'] });
  ground.clock.time += 3_600_000;
  const later = new Date(ground.clock.time).toISOString();
  const again = readings.map((it) => readingAt(it.target.id, it.target.id !== names[1], later));
  await shop.sweep({ execution: 'sweep-2', startedAt: later, targets, readings: again });

  const paths: string[] = [];
  const counting: Files = { ...files, get: (path) => (paths.push(path), files.get(path)) };
  const stored = memoryOn({ ...ground.ports, files: counting });
  const begins = async (on: Files = files) => {
    paths.length = 0;
    const fleet = await lastFleet(warmMemory(stored, () => lastSwept({ work: ground.work, files: on })));
    return { fleet, opened: paths.filter((path) => path.startsWith('snapshots/')).length };
  };
  return { ground, begins, fleet: await lastFleet(stored) };
}

test('a process that begins has what stands from the files of the last sweep, and what moved since from the store', async () => {
  const { begins, fleet } = await swept();
  const began = await begins();
  expect(began.fleet).toEqual(fleet);
  expect(began.opened).toBe(1);
});

test('without these files it reads all from the store', async () => {
  const { ground, begins, fleet } = await swept();
  const { files } = ground.ports;
  const gone: Files = { ...files, get: () => Promise.resolve(undefined) };
  expect(await begins(gone)).toEqual({ fleet, opened: 3 });
  const torn: Files = { ...files, get: async (path) => (await files.get(path))?.slice(0, -9) };
  expect(await begins(torn)).toEqual({ fleet, opened: 3 });
});

test('before a sweep was judged nothing is known of its files', async () => {
  const { work, ports } = groundOf({});
  expect(await lastSwept({ work, files: ports.files })).toEqual([]);
});
