import { describe, expect, test } from 'vitest';
import type { FaultLine } from '../../sim/faults.ts';
import { callsBetween, placed, type Part } from './parts.ts';

const parts: readonly Part[] = [
  { target: 'first', calls: { list: 2, open: 1 } },
  { target: 'empty', calls: { open: 1 } },
  { target: 'last', calls: { list: 3, own: 1, open: 1 } },
];
const whole = { list: 5, own: 1, open: 1 };

const at = (operation: string, position: FaultLine['position'], fault: FaultLine['fault'] = 'denied') =>
  placed({ operation, fault, position }, parts, whole);

describe('a fault lies in one target', () => {
  test.each([
    ['list', 1, 'first', 1],
    ['list', 2, 'first', 2],
    ['list', 3, 'last', 1],
    ['list', 5, 'last', 3],
    ['own', 1, 'last', 1],
  ])('%s at %i in %s, as its call %i', (operation, position, target, own) => {
    expect(at(operation, position)).toEqual({ target, line: { operation, fault: 'denied', position: own } });
  });
});

describe('a fault that one target does not hold', () => {
  test('lies in a call that is made once for all', () => {
    expect(at('open', 1)).toBeUndefined();
  });

  test('ends the session of all', () => {
    expect(at('list', 1, 'expired-credentials')).toBeUndefined();
  });

  test('comes at every call', () => {
    expect(at('list', 'all')).toBeUndefined();
  });

  test('lies in a call that nobody makes', () => {
    expect(at('list', 6)).toBeUndefined();
    expect(at('none', 1)).toBeUndefined();
  });
});

test('calls between two moments are those that were not made before', () => {
  expect(callsBetween({ list: 2, open: 1 }, { list: 5, open: 1, own: 1 })).toEqual({ list: 3, own: 1 });
});
