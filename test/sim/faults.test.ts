import { expect, test } from 'vitest';
import { faultScript, garble } from './faults.ts';

const line = { operation: 'list', fault: 'denied' } as const;

test('positions are counted over calls of the operation, from 1', () => {
  const script = faultScript([{ ...line, position: 2 }]);
  expect(['list', 'get', 'list', 'list'].map((name) => script.decide(name))).toEqual([
    undefined,
    undefined,
    'denied',
    undefined,
  ]);
});

test('middle and last come from the trace', () => {
  const faults = [
    { ...line, position: 'middle' },
    { ...line, fault: 'reset', position: 'last' },
  ] as const;
  const script = faultScript(faults, { list: 5 });
  expect(Array.from({ length: 5 }, () => script.decide('list'))).toEqual([
    undefined,
    undefined,
    'denied',
    undefined,
    'reset',
  ]);
  expect(() => faultScript(faults, {})).toThrow(RangeError);
});

test('a retry is the same call, and shares its fault as long as the line says', () => {
  const script = faultScript([{ ...line, position: 'first', attempts: 2 }]);
  expect(['a', 'a', 'a', 'b'].map((identity) => script.decide('list', identity))).toEqual([
    'denied',
    'denied',
    undefined,
    undefined,
  ]);
});

test('expired credentials hold for everything that follows', () => {
  const script = faultScript([{ ...line, fault: 'expired-credentials', position: 'first' }]);
  expect([script.decide('get'), script.decide('list'), script.decide('get')]).toEqual([
    undefined,
    'expired-credentials',
    'expired-credentials',
  ]);
});

test('lines that never took effect are not among the applied', () => {
  const all = { ...line, position: 'all' } as const;
  const script = faultScript([all, { ...line, operation: 'get', position: 'all' }]);
  script.decide('list');
  expect(script.applied()).toEqual([all]);
});

test('a garbled body is no JSON', () => {
  expect(() => JSON.parse(garble('{"items":[1,2,3]}')) as unknown).toThrow(SyntaxError);
});
