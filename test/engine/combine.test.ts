import { describe, expect, it } from 'vitest';
import { combine } from '#engine/combine';
import { fail, failMissing, notApplicable, pass, passBecause, unknown } from '#rule';

const seen = { at: '', actual: 1 };
const unread = unknown('denied', 'refused');

describe('combining a rule and what it was not given', () => {
  it('fail beats unknown beats pass beats not-applicable', () => {
    const all = [notApplicable('no'), pass(), unread, fail('bad', seen)];
    const worst = (count: number) => combine(all.slice(0, count), [])[0]?.verdict;
    expect([1, 2, 3].map(worst)).toEqual(['not-applicable', 'pass', 'unknown']);
    expect(combine(all, [])).toEqual([unread, fail('bad', seen)]);
    expect(combine([pass(), notApplicable('no')], [])).toEqual([pass()]);
  });
  it('keeps every fail and every unknown, and drops the passes beside them', () => {
    const answers = combine([pass(), fail('a', seen, { key: 'a' }), fail('b', seen, { key: 'b' }), unread], []);
    expect(answers.map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'unknown']);
  });
  it('says the same unknown once', () => {
    expect(combine([unread, { ...unread }, unknown('denied', 'other')], [])).toHaveLength(2);
    expect(combine([unread, unknown('timeout', 'refused')], [])).toHaveLength(2);
  });
  it('says one pass of several', () => {
    expect(combine([pass(), passBecause('a lock'), notApplicable('no')], [])).toEqual([pass()]);
  });
  it('turns a claim that nothing was found into unknown when anything asked for was unread', () => {
    for (const claim of [pass(), failMissing('no lock', seen), notApplicable('no')]) {
      expect(combine(claim, [unread])).toEqual([unread]);
      expect(combine(claim, [])).toEqual([claim]);
    }
  });
  it('lets a witness stand whatever was unread', () => {
    for (const witness of [passBecause('a lock'), fail('open', seen)]) {
      expect(combine(witness, [unread])).toEqual([witness]);
    }
  });
  it('says beside a keyed fail that something was unread: another key may be hidden behind it', () => {
    const keyed = fail('open', seen, { key: 'a' });
    expect(combine(keyed, [unread])).toEqual([keyed, unread]);
    expect(combine(keyed, [])).toEqual([keyed]);
    expect(combine([passBecause('a lock'), keyed], [unread])).toEqual([keyed, unread]);
    expect(combine([fail('bad', seen), keyed], [unread])).toEqual([fail('bad', seen), keyed, unread]);
  });
  it('keeps an unknown of the rule where something else was unread', () => {
    const own = unknown('malformed', 'no number');
    expect(combine(own, [unread])).toEqual([own]);
  });
  it('refuses an empty list, and two fails with one key', () => {
    expect(() => combine([], [])).toThrow('empty list');
    expect(() => combine([fail('a', seen, { key: 'k' }), fail('b', seen, { key: 'k' })], [])).toThrow('the key "k"');
    expect(() => combine([fail('a', seen), fail('b', seen)], [])).toThrow('twice');
  });
});
