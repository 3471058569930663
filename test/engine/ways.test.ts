import { expect, test } from 'vitest';
import { mayLeadTo } from '#engine/ways';
import { allPorts, noPorts, portRange } from '#lib/ports';

test.each([
  ['every port', allPorts, true],
  ['a range that holds it', portRange(8000, 9000), true],
  ['a range beside it', portRange(8081, 9000), false],
  ['ports that go by a name, which nothing tells', noPorts, true],
])('a way may lead to a port by %s', (_, ports = noPorts, leads) => {
  expect(mayLeadTo({ ports }, 8080)).toBe(leads);
});
