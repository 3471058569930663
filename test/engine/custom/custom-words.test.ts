import { describe, expect, it } from 'vitest';
import { inWords, stopWords, withCaret } from '#engine/custom/custom-words';

const report = (code: string, summary: string, expression?: string): Error =>
  Object.assign(new Error('long words'), {
    ...{ code, summary },
    ...(expression !== undefined && { node: { start: 0, end: expression.length } }),
  });
const missing = (expression: string): string =>
  stopWords(report('no_such_key', 'No such key: b', expression), expression);

describe('a mistake is shown with the line that it is in', () => {
  it.each([
    ['at the end of the first line', 'ab\ncd', 2, 'ab', 2],
    ['at the beginning of the second', 'ab\ncd', 3, 'cd', 0],
    ['at the beginning of all', 'ab', 0, 'ab', 0],
    ['beyond the end', 'ab', 3, 'ab', 3],
    [
      'near the end of a long line',
      `${'a'.repeat(250)}${'b'.repeat(50)}`,
      299,
      `${'a'.repeat(50)}${'b'.repeat(50)}`,
      99,
    ],
    ['in the middle of one', `${'a'.repeat(200)}${'b'.repeat(200)}`, 200, `${'a'.repeat(50)}${'b'.repeat(50)}`, 50],
    ['far beyond the end of one', 'a'.repeat(300), 500, 'a'.repeat(100), 100],
  ])('%s', (_, expression, at, line, column) => {
    expect(withCaret('No.', expression, at)).toBe(`No.\n    ${line}\n    ${' '.repeat(column)}^`);
  });
});

describe('the words of the parser', () => {
  it.each([
    ['Exceeded maxDepth (100)', 'it is larger than an expression may be (maxDepth 100)'],
    ['It Exceeded maxDepth (100)', 'It Exceeded maxDepth (100)'],
    ['Exceeded maxDepth (100) twice', 'Exceeded maxDepth (100) twice'],
    ['Expected RPAREN, got EOF', 'Expected ), got the end'],
    ['Expected FOO, got A', 'Expected FOO, got A'],
    ['no such overload: dyn<int> + dyn', 'no such overload: int + dyn'],
    ['dyn<list<int>>', 'list<int>'],
    ['dyn<map<string, int> and more>', 'map<string, int> and more'],
    ['dyn<list<dyn<int>>>', 'list<int>'],
  ])('%s', (summary, words) => {
    expect(inWords(summary)).toBe(words);
  });
});

describe('why an expression could not be answered', () => {
  it.each([
    ['config.a.b', 'config.a.b is not there; ask first with has(config.a.b)'],
    ['config.a[0]', 'config.a[0] is not there; ask first with "in" or size'],
    ['{"a": 1}.b', 'b is not there; ask first with "in" or size'],
    ['config["x"]["y"]', 'b is not there; ask first with "in" or size'],
    ['config["x"].b', 'b is not there; ask first with "in" or size'],
  ])('%s, that is not there', (expression, words) => {
    expect(missing(expression)).toBe(words);
  });
  it('is said of an index as of a key', () => {
    const words = stopWords(report('index_out_of_bounds', 'Index 7', 'config.a[7]'), 'config.a[7]');
    expect(words).toBe('config.a[7] is not there; ask first with "in" or size');
  });
  it('names the part that it is about, where one is known', () => {
    expect(stopWords(report('other', 'It says No such key: b', 'a + b'), 'a + b')).toBe(
      'It says No such key: b, in a + b',
    );
    expect(stopWords(report('other', 'No such thing'), 'a + b')).toBe('No such thing');
  });
  it.each([
    ['an error of somebody else', new Error('It broke.'), 'It broke.'],
    ['one with a code alone', Object.assign(new Error('It broke.'), { code: 'x' }), 'It broke.'],
    ['one with a summary alone', Object.assign(new Error('It broke.'), { summary: 'x' }), 'It broke.'],
    ['one whose summary is no text', Object.assign(new Error('It broke.'), { code: 'x', summary: 7 }), 'It broke.'],
    ['what is no error', { code: 'x', summary: 'y', toString: (): string => 'odd' }, 'odd'],
    ['a text', 'It broke.', 'It broke.'],
  ])('is told in its own words by %s', (_, error, words) => {
    expect(stopWords(error, 'a')).toBe(words);
  });
});
