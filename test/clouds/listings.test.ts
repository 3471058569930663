import { expect, test } from 'vitest';
import { listingsOf } from '#clouds/listings';

const counted = (fail?: string) => {
  const made: string[] = [];
  const listings = listingsOf<string>(['a', 'b', 'c'], (id, add) => {
    made.push(id);
    add(`first of ${id}`);
    return id === fail ? Promise.reject(new Error('refused')) : Promise.resolve();
  });
  return { made, listings };
};

test('each listing is made once, whoever asks', async () => {
  const { made, listings } = counted();
  await Promise.all([listings.own('a', undefined), listings.others('b', undefined), listings.own('b', undefined)]);
  expect(await listings.others('a', undefined)).toEqual([
    ['b', { items: ['first of b'] }],
    ['c', { items: ['first of c'] }],
  ]);
  expect(made.toSorted()).toEqual(['a', 'b', 'c']);
});

test('the second collection of a target lists it again', async () => {
  const { made, listings } = counted();
  await listings.own('a', undefined);
  await listings.own('a', undefined);
  expect(made).toEqual(['a', 'a']);
});

test('what others listed before a target is collected is listed again for it', async () => {
  const { made, listings } = counted();
  await listings.others('a', undefined);
  await listings.own('b', undefined);
  expect(made).toEqual(['b', 'c', 'b']);
  await listings.others('a', undefined);
  expect(made).toEqual(['b', 'c', 'b']);
});

test('a listing that fails keeps what came before', async () => {
  const { listings } = counted('b');
  expect(await listings.own('b', undefined)).toEqual({ items: ['first of b'], error: new Error('refused') });
  expect(await listings.others('a', undefined)).toMatchObject([
    ['b', { items: ['first of b'] }],
    ['c', {}],
  ]);
});

test('a sweep that was stopped does not take the others for empty', async () => {
  const { listings } = counted();
  await expect(listings.others('a', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});
