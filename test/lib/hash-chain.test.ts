import { describe, expect, it } from 'vitest';
import { breaksIn, chainOf } from '#lib/hash-chain';
import { sha256 } from '#lib/hash';

const chain = chainOf(['a', 'b', 'c', 'd'].map((word) => ({ word })));
const lines = chain.text.trimEnd().split('\n');
const textOf = (of: readonly string[]): string => of.map((line) => `${line}\n`).join('');
const brokenAt = (of: readonly string[]): readonly number[] => breaksIn(textOf(of), chain).map(({ line }) => line);

describe('a chain of lines', () => {
  it('names in each line its number and the line before', () => {
    expect(lines[0]).toBe('{"before":null,"n":1,"word":"a"}');
    expect(lines[1]).toBe(`{"before":"${sha256(lines[0] ?? '')}","n":2,"word":"b"}`);
    expect([chain.count, chain.head]).toEqual([4, sha256(lines[3] ?? '')]);
    expect(chainOf([])).toEqual({ text: '', count: 0, head: null });
  });
  it('holds as it was made, the empty one too', () => {
    expect(breaksIn(chain.text, chain)).toEqual([]);
    expect(breaksIn('', chainOf([]))).toEqual([]);
  });
  it('tells the line after the one that was altered', () => {
    expect(brokenAt(lines.map((line, at) => (at === 1 ? line.replace('"b"', '"x"') : line)))).toEqual([3]);
  });
  it('tells that the last line was altered', () => {
    const found = breaksIn(chain.text.replace('"d"', '"x"'), chain);
    expect(found).toEqual([{ line: 4, why: 'it is not the last line that was written' }]);
  });
  it('tells that lines were dropped at the end, in the middle and at the beginning', () => {
    expect(breaksIn(textOf(lines.slice(0, 3)), chain)).toEqual([
      { line: 3, why: 'the chain ends here, and 4 lines were written: lines were dropped' },
    ]);
    expect(brokenAt(lines.toSpliced(1, 1))).toEqual([2, 3, 3]);
    expect(brokenAt(lines.slice(1))[0]).toBe(1);
    expect(brokenAt([])).toEqual([0]);
  });
  it('tells that lines were added or moved', () => {
    expect(brokenAt([...lines, lines[3] ?? ''])).toContain(5);
    expect(brokenAt(lines.toSpliced(1, 0, lines[0] ?? ''))[0]).toBe(2);
    expect(brokenAt([lines[0], lines[2], lines[1], lines[3]].map(String))[0]).toBe(2);
  });
  it('tells what is no line, and a text that was cut off', () => {
    expect(brokenAt(lines.with(2, 'null'))).toEqual([3, 4]);
    expect(breaksIn(chain.text.slice(0, -1), chain).map(({ why }) => why)).toContain(
      'it does not end: the text was cut off',
    );
  });
});
