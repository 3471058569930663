import { describe, expect, it } from 'vitest';
import { rulesetDigest, typesOf } from '#engine/ruleset';
import { defineFact } from '#model';
import { defineRule, fail, pass } from '#rule';
import { about, door, ledger, lock, lockCount } from './shop.ts';

const one = defineRule({ ...about, id: 'one', uses: [lockCount], evaluate: () => pass() });
const two = defineRule({ ...about, id: 'two', evaluate: () => fail('x', { at: '', actual: 1 }) });

describe('the ruleset', () => {
  it('has a digest of 16 hexadecimal digits', () => {
    expect(rulesetDigest([one, two])).toMatch(/^[0-9a-f]{16}$/);
  });
  it('has a digest that changes with what a rule says or does, not with order', () => {
    expect(rulesetDigest([one, two])).toBe(rulesetDigest([two, one]));
    const digests = [[one], [two], [one, two], [{ ...one, severity: 'low' as const }], [{ ...one, title: 'other' }]];
    expect(new Set(digests.map(rulesetDigest)).size).toBe(digests.length);
    expect(rulesetDigest([{ ...one, evaluate: two.evaluate }])).not.toBe(rulesetDigest([one]));
  });
  it('has a digest that changes with a fact that a rule asks for, however deep', () => {
    const deep = (count: typeof lockCount) => {
      const outer = defineFact({ name: 'outer', of: door, uses: [count], work: (it, look) => look.fact(count, it) });
      return defineRule({ ...about, id: 'deep', uses: [outer], evaluate: () => pass() });
    };
    const mended = defineFact({ name: lockCount.name, of: door, uses: [lock], work: () => 2 });
    expect(rulesetDigest([deep(mended)])).not.toBe(rulesetDigest([deep(lockCount)]));
  });
  it('needs every type that one of its rules needs, once', () => {
    const three = defineRule({ ...about, id: 'three', uses: [ledger], evaluate: () => pass() });
    expect(typesOf([two, three, one])).toEqual([door, ledger, lock]);
  });
});
