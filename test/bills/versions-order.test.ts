import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affects } from '#bills/versions/affects';
import { readingsOf } from '#bills/versions/as-meant';
import { parseRange } from '#bills/versions/range';
import { schemes } from '#bills/versions/schemes';

const number = fc.oneof(fc.constantFrom('0', '1', '2', '9', '10'), fc.nat(99_999).map(String));
const numbers = (least: number, most: number) =>
  fc.array(number, { minLength: least, maxLength: most }).map((it) => it.join('.'));
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((it) => it.join(''));
const maybe = (part: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), part);
const letters = (set: string, most: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(set)), minLength: 1, maxLength: most });

const prerelease = maybe(fc.constantFrom('-alpha', '-alpha.1', '-beta', '-rc.1', '-rc.10', '-0', '-x-y'));
const semantic = joined(numbers(3, 3), prerelease, maybe(fc.constantFrom('+build', '+1')));

/** Versions as the packages of an ecosystem have them, the odd ones included. */
const versionsOf: Readonly<Record<string, fc.Arbitrary<string>>> = {
  apk: joined(
    numbers(1, 4),
    maybe(letters('abz', 1)),
    maybe(fc.constantFrom('_alpha', '_beta2', '_pre_p1', '_rc1', '_git20', '_p1')),
    maybe(fc.constantFrom('-r0', '-r1', '-r10')),
  ),
  cargo: semantic,
  composer: joined(
    maybe(fc.constant('v')),
    numbers(1, 4),
    maybe(fc.constantFrom('-alpha', '-beta2', 'b2', '-RC1', '-patch1', '-pl', '-stable')),
    maybe(fc.constant('-dev')),
  ),
  deb: joined(
    maybe(fc.constantFrom('0:', '1:', '10:')),
    number,
    letters('019.+~ab-', 8).map((it) => `${it}0`),
  ),
  gem: joined(numbers(1, 4), maybe(fc.constantFrom('.a', '.pre1', '.beta.2', '-1', '.rc10'))),
  golang: joined(fc.constantFrom('', 'v'), semantic),
  hex: semantic,
  maven: joined(
    number,
    letters('01.-abx', 8),
    maybe(fc.constantFrom('-SNAPSHOT', '.Final', '-rc1', '.RELEASE', '-m3', 'a1', '-sp')),
  ),
  npm: semantic,
  nuget: joined(numbers(1, 4), maybe(fc.constantFrom('-alpha', '-Alpha.1', '-beta', '-rc.10'))),
  pypi: joined(
    maybe(fc.constantFrom('1!', '0!')),
    numbers(1, 4),
    maybe(fc.constantFrom('a1', 'b2', 'rc1')),
    maybe(fc.constantFrom('.post1', '-2')),
    maybe(fc.constantFrom('.dev0', '.dev3')),
    maybe(fc.constantFrom('+abc.1', '+5')),
  ),
  rpm: joined(
    maybe(fc.constantFrom('0:', '1:')),
    number,
    letters('019._+~^ab', 8),
    maybe(fc.constantFrom('-1', '-1.el9', '-1.el9_2.3')),
  ),
  swift: semantic,
};

const compare = (ecosystem: string, a: string, b: string): number => Math.sign(schemes[ecosystem]?.(a, b) ?? NaN);

/** A limit of RPM without a release stands for many versions: of the order itself nothing else is asked. */
const isWhole = (ecosystem: string, version: string): boolean => ecosystem !== 'rpm' || version.includes('-');

/** An epoch that only the version has leaves open what is meant: test/bills/versions.test.ts. */
const isPlain = (ecosystem: string, version: string, limit: string): boolean =>
  readingsOf(ecosystem, version, limit).length === 1;

it('every ecosystem that is compared is among these', () => {
  expect(Object.keys(versionsOf)).toEqual(Object.keys(schemes));
});

describe.each(Object.entries(versionsOf))('the order of %s', (ecosystem, version) => {
  const parsed = version.filter((it) => isWhole(ecosystem, it) && !Number.isNaN(compare(ecosystem, it, it)));

  it('is total', () => {
    fc.assert(
      fc.property(parsed, parsed, parsed, (a, b, c) => {
        expect(compare(ecosystem, a, a)).toBe(0);
        expect(compare(ecosystem, a, b) + compare(ecosystem, b, a)).toBe(0);
        const [low = '', middle = '', high = ''] = [a, b, c].sort((one, other) => compare(ecosystem, one, other));
        expect(compare(ecosystem, low, middle)).toBeLessThanOrEqual(0);
        expect(compare(ecosystem, middle, high)).toBeLessThanOrEqual(0);
        expect(compare(ecosystem, low, high)).toBeLessThanOrEqual(0);
        if (compare(ecosystem, low, middle) < 0 || compare(ecosystem, middle, high) < 0)
          expect(compare(ecosystem, low, high)).toBe(-1);
      }),
      { numRuns: 400 },
    );
  });

  it('makes a range an interval: what lies between two versions of it is in it', () => {
    const operators = fc.constantFrom('<', '<=', '>', '>=', '=');
    fc.assert(
      fc.property(
        parsed,
        parsed,
        parsed,
        operators,
        version,
        operators,
        version,
        (a, b, c, one, lower, other, upper) => {
          fc.pre([a, b, c].every((it) => [lower, upper].every((limit) => isPlain(ecosystem, it, limit))));
          const range = parseRange(`${one}${lower} ${other}${upper}`);
          const [low, middle, high] = [a, b, c].sort((x, y) => compare(ecosystem, x, y));
          const [first, second, third] = [low, middle, high].map((it) => affects(ecosystem, it, range));
          if (first === true && third === true) expect(second).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('divides all versions at a limit', () => {
    fc.assert(
      fc.property(parsed, version, (a, limit) => {
        fc.pre(isPlain(ecosystem, a, limit));
        const answers = ['<', '=', '>'].map((operator) => affects(ecosystem, a, parseRange(operator + limit)));
        if (answers.includes('unknown')) expect(new Set(answers)).toEqual(new Set(['unknown']));
        else expect(answers.filter((it) => it === true)).toHaveLength(1);
        expect(affects(ecosystem, a, parseRange(`<=${limit}`))).toBe(
          answers.includes('unknown') ? 'unknown' : !answers[2],
        );
        expect(affects(ecosystem, a, parseRange(`>=${limit}`))).toBe(
          answers.includes('unknown') ? 'unknown' : !answers[0],
        );
      }),
      { numRuns: 400 },
    );
  });
});

it('whatever stands in a version or a range, the answer is one of three or a mistake that is named', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(schemes), 'unknown'), text, text, (ecosystem, version, range) => {
      try {
        expect([true, false, 'unknown']).toContain(affects(ecosystem, version, parseRange(range)));
      } catch (error) {
        expect(String(error)).toMatch(/the version range .* is wrong at character \d+/s);
      }
    }),
    { numRuns: 3000 },
  );
});
