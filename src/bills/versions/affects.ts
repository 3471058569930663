import { longestVersion } from '../limits.ts';
import { readingsOf } from './as-meant.ts';
import type { Comparator, Operator, Range } from './range.ts';
import { schemes, type Compare } from './schemes.ts';

/**
 * Whether a version of an ecosystem (the type of its package URL) lies within a range. `unknown` where nobody can say:
 * no version, one that is none in the ecosystem, or an ecosystem whose order is not known. Every version is within `*`.
 * Prereleases are ordered like any other version: `2.0.0-rc1` lies within `<2.0.0`. Where a limit leaves an epoch out and
 * that makes a difference, nobody can say either.
 */
export function affects(ecosystem: string, version: string | null | undefined, range: Range): boolean | 'unknown' {
  if (range.some((alternative) => alternative.length === 0)) return true;
  const compare = Object.hasOwn(schemes, ecosystem) ? schemes[ecosystem] : undefined;
  if (!compare || version === null || version === undefined || version.length > longestVersion) return 'unknown';
  const answers = range.map((alternative) => meetsAll(alternative, { ecosystem, version, compare }));
  return answers.includes(true) || (answers.includes('unknown') ? 'unknown' : false);
}

interface Asked {
  readonly ecosystem: string;
  readonly version: string;
  readonly compare: Compare;
}

function meetsAll(alternative: readonly Comparator[], asked: Asked): boolean | 'unknown' {
  const answers = alternative.map((comparator) => meetsOne(comparator, asked));
  return !answers.includes(false) && (answers.includes('unknown') ? 'unknown' : true);
}

function meetsOne({ operator, limit }: Comparator, { ecosystem, version, compare }: Asked): boolean | 'unknown' {
  const answers = readingsOf(ecosystem, version, limit).map((reading) => {
    const difference = compare(reading, limit);
    return difference === undefined ? 'unknown' : meets[operator](difference);
  });
  const [first = 'unknown'] = answers;
  return answers.every((it) => it === first) ? first : 'unknown';
}

const meets: Readonly<Record<Operator, (difference: number) => boolean>> = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
  '=': (difference) => difference === 0,
};
