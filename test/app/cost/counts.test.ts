import { expect, it } from 'vitest';
import { comparedWith } from '../../bench/cost/compared.ts';
import { countSweeps } from '../../bench/cost/counted.ts';

it('what the functions of the stack ask of their store is what the price model says', async () => {
  const small = { clusters: 3, empty: 2 };
  const compared = comparedWith(small, await countSweeps(small));
  expect(compared).toHaveLength(47);
  expect(compared.filter(({ isNear }) => !isNear).map(({ text }) => text)).toEqual([]);
});
