import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { loadConfig } from '#app/config/load';
import { ShoalwatchError } from '#model';
import { rules } from '#rules/catalog.gen';
import { fullConfig } from './full.ts';

interface Key {
  readonly key: string;
  readonly offset: number;
  readonly place: string;
}

/** Every key of the full config, with where it stands. */
function keysOf(text: string): readonly Key[] {
  const lines = new LineCounter();
  const keys: Key[] = [];
  visit(parseDocument(text, { lineCounter: lines }), {
    Pair: (_, pair) => {
      if (!isPair(pair) || !isScalar(pair.key) || !pair.key.range) return;
      const [offset] = pair.key.range;
      const { line, col } = lines.linePos(offset);
      keys.push({ key: String(pair.key.value), offset, place: `f:${line}:${col}` });
    },
  });
  return keys;
}

const keys = keysOf(fullConfig);

/** What a hurried hand makes of a word. */
const slips: Readonly<Record<string, (word: string, at: number) => string>> = {
  doubled: (word, at) => word.slice(0, at + 1) + word.slice(at),
  swapped: (word, at) => word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
  dropped: (word, at) => word.slice(0, at) + word.slice(at + 1),
  wrong: (word, at) => `${word.slice(0, at)}x${word.slice(at + 1)}`,
};

function failureOf(text: string): ShoalwatchError | undefined {
  try {
    loadConfig(text, 'f', rules);
    return undefined;
  } catch (error) {
    if (error instanceof ShoalwatchError) return error;
    throw error;
  }
}

/** EKS and AKS have rules of one name but for the first letter: what was meant by a slip there is a guess. */
const hasTwin = (key: string): boolean => rules.some(({ id }) => id !== key && id.slice(1) === key.slice(1));

/** Whether one letter more, less or other, or two in turn, makes one word of the other. */
function isOneSlipFrom(one: string, other: string): boolean {
  const least = Math.min(one.length, other.length);
  let [from, back] = [0, 0];
  while (from < least && one[from] === other[from]) from += 1;
  while (back < least - from && one.at(-1 - back) === other.at(-1 - back)) back += 1;
  const [a, b] = [one, other].map((word) => word.slice(from, word.length - back)) as [string, string];
  return (a.length <= 1 && b.length <= 1) || (a.length === 2 && b === `${a[1]}${a[0]}`);
}

/** The keys of the full config, and those of the schema that it leaves out and that are near to one of its own. */
const names = [...keys.map(({ key }) => key), 'images'];

/** `leves` is as near to `level` as to `levels`, and `mimages` to `vmImages` as to `images`: which was meant is a guess. */
const isNearTo = (typo: string, key: string): boolean =>
  names.some((other) => other !== key && isOneSlipFrom(typo.toLowerCase(), other.toLowerCase()));

describe('the loader', () => {
  it('knows the keys of the full config', () => {
    expect(keys.length).toBeGreaterThan(50);
    expect(failureOf(fullConfig)).toBeUndefined();
  });

  it('finds a slip in any key: its line and column, and the key that was meant', () => {
    const slip = fc.record({
      it: fc.constantFrom(...keys),
      how: fc.constantFrom(...Object.values(slips)),
      part: fc.double({ min: 0, max: 0.99, noNaN: true }),
    });
    fc.assert(
      fc.property(slip, ({ it: { key, offset, place }, how, part }) => {
        const typo = how(key, Math.floor(part * (key.length - 1)));
        fc.pre(typo !== key && typo.length >= 3 && !typo.endsWith('-') && !hasTwin(key));
        fc.pre(!isNearTo(typo, key));
        const text = fullConfig.slice(0, offset) + typo + fullConfig.slice(offset + key.length);
        expect(failureOf(text)?.message.split('\n')).toContain(
          `${place}: unknown key "${typo}"; did you mean "${key}"?`,
        );
      }),
      { numRuns: 400 },
    );
  });

  it('takes any text: it is a config, or every mistake in it has a place', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(...fullConfig.split('\n'), '- ', '{', '__proto__: {}', '&a', '*a', '? ', '!!'),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('\n')),
      fc.json(),
    );
    fc.assert(
      fc.property(text, (it) => {
        const failure = failureOf(it);
        if (failure === undefined) return;
        expect(failure.code).toBe('config');
        expect(failure.cure).toBeDefined();
        expect(failure.message).toMatch(/^f:\d+:\d+: ./);
      }),
      { numRuns: 400 },
    );
  });
});
