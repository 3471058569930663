import { expect, test } from 'vitest';
import { sweepFiles, type Batch } from '#app/sweep/files';
import { eachRead, partWriter } from '#app/sweep/parts';
import type { Read } from '#app/sweep/shapes';
import type { Target } from '#model';
import { regionOf, run } from './house.ts';
import { shelf } from './shelf.ts';

const batch: Batch = { cloud: 'aws', round: 0, batch: 0 };
const targetAt = (at: number): Target => ({ id: regionOf(at), provider: 'aws', scopes: ['aws-region'] });
const items = Array.from({ length: 6 }, (_, at) => ({ target: targetAt(at) }));

/** What one of two writers read of a target. */
const readAt = (at: number, by: string): Read => ({
  reading: { target: targetAt(at), startedAt: run.startedAt, resources: [], complete: [by], gaps: [] },
  digest: `${at}`,
});

function stand() {
  const on = shelf();
  const files = sweepFiles(on, run);
  const found = async () => {
    const read: (readonly [string, string | undefined])[] = [];
    await eachRead(files, batch, items, ({ digest, reading }) => read.push([digest, reading.complete[0]]));
    return read.sort();
  };
  return { files, found, written: () => on.puts.map((path) => path.split('/').at(-1)) };
}

test('a part is written as soon as it is large, and what is left in the end', async () => {
  const { files, found, written } = stand();
  const writer = partWriter(files, batch, 300);
  for (let at = 0; at < 5; at += 1) await writer.add(readAt(at, 'a'));
  expect(await found()).toHaveLength(4);
  await writer.end();
  expect(written()).toEqual(['part-0.json', 'part-1.json', 'part-2.json']);
  expect((await found()).map(([digest]) => digest)).toEqual(['0', '1', '2', '3', '4']);
});

test('where nothing was read nothing is written', async () => {
  const { files, written } = stand();
  await partWriter(files, batch).end();
  expect(written()).toEqual([]);
});

test('of two who read the same the first counts, and nothing of the other is lost', async () => {
  const { files, found } = stand();
  const [one, other] = [partWriter(files, batch, 0), partWriter(files, batch)];
  await one.add(readAt(0, 'a'));
  await one.add(readAt(1, 'a'));
  for (const at of [1, 2, 3]) await other.add(readAt(at, 'b'));
  await other.end();
  await one.add(readAt(3, 'a'));
  await one.add(readAt(4, 'a'));
  expect(await found()).toEqual([
    ...[
      ['0', 'a'],
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'b'],
      ['4', 'a'],
    ],
  ]);
});

test('parts are written in their order, however many are added at once', async () => {
  const { files, found, written } = stand();
  const writer = partWriter(files, batch, 0);
  await Promise.all(items.map((_, at) => writer.add(readAt(at, 'a'))));
  expect(written()).toEqual(items.map((_, at) => `part-${at}.json`));
  expect(await found()).toHaveLength(items.length);
});
