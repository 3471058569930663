import { describe, expect, it } from 'vitest';
import { typesNeeded, typesOn } from '#engine/any-rule';
import { defineFact } from '#model';
import { defineRule, pass } from '#rule';
import { about, door, ledger, lock, lockCount } from './shop.ts';

const plain = defineRule({ ...about, id: 'plain', evaluate: () => pass() });

describe('the types of a rule', () => {
  it('that it judges are one, or several of a family', () => {
    expect(typesOn(plain)).toEqual([door]);
    expect(typesOn({ ...plain, on: [door, lock] })).toEqual([door, lock]);
  });
  it('that it needs are those it judges, where it looks at nothing', () => {
    expect(typesNeeded(plain)).toEqual([door]);
  });
  it('that it needs are those of its facts too, and of the facts of these, each once', () => {
    const outer = defineFact({
      name: 'outer',
      of: door,
      uses: [lockCount],
      work: (it, { fact }) => fact(lockCount, it),
    });
    const deep = defineRule({ ...about, id: 'deep', uses: [ledger, outer, lockCount], evaluate: () => pass() });
    expect(typesNeeded(deep)).toEqual([door, ledger, lock]);
  });
});
