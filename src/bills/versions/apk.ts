import { compareDigits, compareLists, order, type Scheme } from './scheme.ts';

const shape = /^(\d+(?:\.\d+)*)([a-z])?((?:_[a-z]+\d*)*)(~[0-9a-f]+)?(-r\d+)?$/;

/** Suffixes of what comes before the version without one, and of what comes after it, each in their order. */
const before = ['alpha', 'beta', 'pre', 'rc'];
const after = ['cvs', 'svn', 'git', 'hg', 'p'];

/** What stands at a place of a version: the version that has the later kind of thing there is the newer one. */
const places = ['before', 'end', 'revision', 'hash', 'suffix number', 'after', 'letter', 'number'] as const;

interface Token {
  readonly place: (typeof places)[number];
  readonly value: string;
}

/**
 * Versions of Alpine packages: `number{.number}[letter]{_suffix[number]}[~hash][-r#]`.
 * Source: https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/master/doc/apk-package.5.scd
 */
export const apk: Scheme<readonly Token[]> = {
  parse(version) {
    const [, numbers, letter, suffixes = '', hash, revision] = shape.exec(version) ?? [];
    if (numbers === undefined) return undefined;
    const suffixTokens = suffixes.split('_').slice(1).map(suffixOf);
    if (suffixTokens.includes(undefined)) return undefined;
    return [
      ...numbers.split('.').map((value, i) => ({ place: 'number' as const, value: i === 0 ? unpadded(value) : value })),
      ...token('letter', letter),
      ...suffixTokens.flatMap((it) => it ?? []),
      ...token('hash', hash?.slice(1)),
      ...token('revision', revision?.slice(2)),
    ];
  },
  compare: (a, b) => compareLists(a, b, { place: 'end', value: '' }, compareTokens),
};

const token = (place: Token['place'], value: string | undefined): readonly Token[] =>
  value === undefined ? [] : [{ place, value }];

function suffixOf(text: string): readonly Token[] | undefined {
  const [, name = '', number = ''] = /^([a-z]+)(\d*)$/.exec(text) ?? [];
  const place = before.includes(name) ? 'before' : 'after';
  const value = (place === 'before' ? before : after).indexOf(name);
  if (value === -1) return undefined;
  return [{ place, value: String(value) }, ...(number === '' ? [] : token('suffix number', number))];
}

/** The first number is one; in the later ones a zero in front makes them a fraction. */
const unpadded = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

function compareTokens(a: Token, b: Token): number {
  const difference = places.indexOf(a.place) - places.indexOf(b.place);
  if (difference !== 0) return difference;
  if (a.place === 'letter' || a.place === 'hash') return order(a.value, b.value);
  const isFraction = a.place === 'number' && (/^0\d/.test(a.value) || /^0\d/.test(b.value));
  return isFraction ? order(a.value, b.value) : compareDigits(a.value, b.value);
}
