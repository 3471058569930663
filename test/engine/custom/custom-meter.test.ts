import { expect, it } from 'vitest';
import { budget, meterOf } from '#engine/custom/custom-meter';
import { runOf, type Node } from '#engine/custom/custom-tree';
import { saidOf } from './custom-asking.ts';

const large = 'it takes more than 50000 steps.';
const list = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);
const nodeThat = (evaluate: unknown): Node => Object.assign({ op: 'value', args: 1, start: 0, end: 1 }, { evaluate });

it('a budget is all there is to spend', () => {
  const meter = meterOf(nodeThat(() => 1));
  meter.begin();
  expect([meter.counted(), meter.ended()]).toEqual([false, undefined]);
  meter.charge(budget.steps);
  expect([meter.counted(), meter.ended()]).toEqual([true, undefined]);
  expect(() => meter.charge(1)).toThrow('it takes more than 50000 steps');
  expect(meter.ended()).toBe('it takes more than 50000 steps');
  expect(() => meter.charge(-10)).toThrow('it takes more than 50000 steps');
  meter.begin();
  expect(() => meter.charge(1)).not.toThrow();
  expect(meter.ended()).toBeUndefined();
});

it('a node that runs nothing is refused', () => {
  expect(() => meterOf(nodeThat(undefined))).toThrow('a node "value" of an expression cannot be run');
  expect(() => runOf(nodeThat('x'))).toThrow('cannot be run');
});

it('an evaluation that was ended answers nothing, whatever stands beside', () => {
  expect(saidOf('config.a.all(x, x >= 0) || true', { a: list(1001) })).toBe(
    'it goes through 1001 entries, and 1000 is the most.',
  );
});

it('the first reason of an end is the one that is told', () => {
  const passWhen = 'config.a.all(x, x >= 0) || config.b.all(x, config.b.all(y, x + y >= 0))';
  expect(saidOf(passWhen, { a: list(1001), b: list(400) })).toBe('it goes through 1001 entries, and 1000 is the most.');
});

it('what a loop is unfolded to is counted', () => {
  const passWhen = 'config.a.all(x, config.a.all(y, true))';
  expect(saidOf(passWhen, { a: list(100) })).toBe('pass');
  expect(saidOf(passWhen, { a: list(150) })).toBe(large);
});

it('a long text that is searched costs a step for every four characters', () => {
  const passWhen = (times: number): string => Array(times).fill('!config.a.contains("b")').join(' && ');
  const config = { a: 'a'.repeat(60_000) };
  expect(saidOf(passWhen(2), config)).toBe('pass');
  expect(saidOf(passWhen(4), config)).toBe(large);
});

it('a long text that is read costs less', () => {
  expect(saidOf(Array(10).fill('config.a.size() > 1').join(' && '), { a: 'a'.repeat(60_000) })).toBe('pass');
});

it('a list that is joined is paid for to its last leaf', () => {
  const passWhen = 'config.a.join("") != "" && config.a.join("") != ""';
  expect(saidOf(passWhen, { a: Array(5000).fill('a') })).toBe('pass');
  expect(saidOf(passWhen, { a: Array(30_000).fill('a') })).toBe(large);
});

it('long texts in what is compared are paid for by their length', () => {
  const texts = (length: number) => ({ a: Array(1000).fill('a'.repeat(length)) as readonly string[] });
  expect(saidOf('config.a == config.a', texts(30))).toBe('pass');
  expect(saidOf('config.a == config.a', texts(990))).toBe(large);
});

it('maps that an expression writes out are compared to their last leaf', () => {
  const passWhen = '{"a": config.a.b} == {"a": config.a.b}';
  const holding = (length: number) => ({ a: { b: list(length) } });
  expect(saidOf(passWhen, holding(5000))).toBe('pass');
  expect(saidOf(passWhen, holding(24_000))).toBe(large);
});

it('the keys of a map that an expression writes out are counted as its entries', () => {
  expect(saidOf('{"a": 1, "b": 2}.all(key, key < "c")')).toBe('pass');
});

it('a list costs a step for every eight entries where it is only handed on', () => {
  const passWhen = (times: number): string => Array(times).fill('config.a.size() > 1').join(' && ');
  expect(saidOf(passWhen(5), { a: list(40_000) })).toBe('pass');
  expect(saidOf(passWhen(12), { a: list(40_000) })).toBe(large);
});

it('null costs as little as any value', () => {
  expect(saidOf('[config.a].size() == 1', { a: null })).toBe('pass');
  expect(saidOf('config.a == null', { a: null })).toBe('pass');
});
