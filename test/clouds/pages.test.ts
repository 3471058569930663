import { expect, test } from 'vitest';
import { followPages, required, type Page } from '#clouds/pages';

async function followed(pages: Readonly<Record<string, Page<number>>>): Promise<number[]> {
  const items: number[] = [];
  await followPages<number>(
    (token = 'start') => Promise.resolve(pages[token] ?? { items: [] }),
    (it) => items.push(it),
  );
  return items;
}

test('pages are followed to the end, an empty one goes on and an empty token ends', async () => {
  const pages = { start: { items: [1], next: 'b' }, b: { items: [], next: 'c' }, c: { items: [2], next: '' } };
  expect(await followed(pages)).toEqual([1, 2]);
});

test.each([
  ['itself', { start: { items: [1], next: 'b' }, b: { items: [2], next: 'b' } }],
  ['an earlier page', { start: { items: [1], next: 'b' }, b: { items: [2], next: 'c' }, c: { items: [3], next: 'b' } }],
])('a token that leads to %s is malformed', async (_, pages) => {
  await expect(followed(pages)).rejects.toMatchObject({ name: 'MalformedAnswer' });
});

test('what an answer always holds is demanded of it', () => {
  expect(required('', 'id')).toBe('');
  expect(() => required(undefined, 'id')).toThrow('The answer lacks id.');
  expect(() => required(null, 'id')).toThrow('The answer lacks id.');
});
