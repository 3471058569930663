import { expect, test } from 'vitest';
import { followPages, MalformedAnswer, type Page } from '#clouds/pages';

const read = async (pageOf: (turn: number) => Page<number>): Promise<number[]> => {
  const items: number[] = [];
  let turn = 0;
  await followPages(
    () => Promise.resolve(pageOf((turn += 1))),
    (item) => items.push(item),
  );
  return items;
};

test('empty pages in a row go on', async () => {
  expect(await read((turn) => (turn < 100 ? { items: [], next: `${turn}` } : { items: [7] }))).toEqual([7]);
});

test('empty pages that never end are malformed, also where each token is new', async () => {
  await expect(read((turn) => ({ items: [], next: `${turn}` }))).rejects.toThrow(MalformedAnswer);
});

test('items between empty pages begin the count anew', async () => {
  const items = await read((turn) => ({
    items: turn % 90 === 0 ? [turn] : [],
    ...(turn < 300 && { next: `${turn}` }),
  }));
  expect(items).toEqual([90, 180, 270]);
});

test('a token that was seen before is malformed', async () => {
  await expect(read(() => ({ items: [1], next: 'same' }))).rejects.toThrow('leads to itself');
});
