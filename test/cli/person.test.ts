import { expect, test } from 'vitest';
import { personOf } from '../../cli/person.ts';

test('a person is who is named', async () => {
  expect(await personOf('here', ' ana@example.com ')).toBe('ana@example.com');
});

test.each(['policy', 'Shoalwatch', ' policy '])('nobody acts as %s: the ledger names no person so', async (name) => {
  await expect(personOf('here', name)).rejects.toThrow('is no person');
});
