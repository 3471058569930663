import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, compareText, middle, nearest, plural, someOf } from '#lib/text';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const count = (text: string) => [...segmenter.segment(text)].length;
const family = '👨‍👩‍👧';

describe('clip', () => {
  test.each([
    ['payments', 8, 'payments'],
    ['payments', 7, 'paymen…'],
    ['payments', 1, '…'],
    ['payments', 0, ''],
    ['', 0, ''],
    [`${family}${family}`, 2, `${family}${family}`],
    [`${family}${family}${family}`, 2, `${family}…`],
    ['e\u0301a\u0301o\u0301', 2, 'e\u0301…'],
  ])('%s in %s is %s', (text, length, clipped) => {
    expect(clip(text, length)).toBe(clipped);
  });

  test('it is never longer than asked for, and the text itself when that fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 12 }), (text, length) => {
        expect(count(clip(text, length))).toBeLessThanOrEqual(length);
        expect(count(middle(text, length))).toBeLessThanOrEqual(length);
        if (count(text) <= length) expect(clip(text, length)).toBe(text);
        if (count(text) <= length) expect(middle(text, length)).toBe(text);
      }),
    );
  });

  test('a letter with a hundred thousand accents does not come through', () => {
    const tall = `a${'\u0301'.repeat(100_000)}`;
    expect(clip(`b${tall}`, 5)).toBe('b…');
    expect(clip(tall, 5)).toBe('…');
    expect(middle(`bc${tall}de`, 5)).toBe('bc…de');
  });

  test('a very long text is cut like a long one', () => {
    expect(clip('ab'.repeat(5_000_000), 4)).toBe('aba…');
    expect(middle('ab'.repeat(5_000_000), 5)).toBe('ab…ab');
  });
});

test.each([
  ['arn:aws:eks:eu-west-1:1:cluster/a', 11, 'arn:a…ter/a'],
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 4, 'ab…f'],
  ['abcdef', 3, 'a…f'],
  ['abcdef', 2, 'a…'],
  [`${family}bc${family}`, 3, `${family}…${family}`],
])('the middle of %s goes first: in %s it is %s', (text, length, short) => {
  expect(middle(text, length)).toBe(short);
});

test.each([
  [0, 'cluster', '0 clusters'],
  [1, 'cluster', '1 cluster'],
  [2, 'policy', '2 policies'],
  [2, 'day', '2 days'],
  [2, 'address', '2 addresses'],
  [3, 'patch', '3 patches'],
])('%s of %s is %s', (number, noun, phrase) => {
  expect(plural(number, noun)).toBe(phrase);
});

test('some of many names, and how many more there are', () => {
  const twenty = Array.from({ length: 20 }, (_, at) => `n${at}`);
  expect(someOf([...twenty, 'x', 'y'])).toBe(`${twenty.join(', ')} and 2 more`);
  expect(someOf(twenty)).toBe(twenty.join(', '));
  expect(someOf([])).toBe('');
});

test('an irregular plural can be given', () => {
  expect(plural(2, 'is open', 'are open')).toBe('2 are open');
  expect(plural(1, 'is open', 'are open')).toBe('1 is open');
});

describe('nearest', () => {
  const flags = ['--format', '--from', '--profile', '--regions', '--provider'];
  test.each([
    ['--formt', '--format'],
    ['--profle', '--profile'],
    ['--REGIONS', '--regions'],
    ['--rgeions', '--regions'],
    ['--providers', '--provider'],
    ['--zzzzzzz', undefined],
    ['--x', undefined],
    ['', undefined],
  ])('%s was meant to be %s', (word, meant) => {
    expect(nearest(word, flags)).toBe(meant);
  });

  test('a third of the word may be wrong, not more', () => {
    expect(nearest('abcdef', ['abcdxx'])).toBe('abcdxx');
    expect(nearest('abcdef', ['abcxxx'])).toBeUndefined();
  });

  test('two swapped letters are one error', () => {
    expect(nearest('abc', ['acb'])).toBe('acb');
    expect(nearest('abc', ['cba'])).toBeUndefined();
  });

  test('of equally near ones the first in code-unit order is taken, whatever their order', () => {
    expect(nearest('abcx', ['abcd', 'abca'])).toBe('abca');
    expect(nearest('abcx', ['abca', 'abcd'])).toBe('abca');
  });

  test('a nearer one wins over an earlier one', () => {
    expect(nearest('abcdef', ['aacdeg', 'abcdeg'])).toBe('abcdeg');
  });

  test('an endless word is answered at once', () => {
    expect(nearest('a'.repeat(1_000_000), ['a'.repeat(1_000_000)])).toBeUndefined();
  });
});

test('text is ordered by code units, not by locale', () => {
  expect(['ä', 'b', 'Z', 'a', '10', '9'].sort(compareText)).toEqual(['10', '9', 'Z', 'a', 'b', 'ä']);
  expect(compareText('a', 'a')).toBe(0);
});
