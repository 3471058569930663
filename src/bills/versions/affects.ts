import { longestVersion } from '../limits.ts';
import type { Comparator, Operator, Range } from './range.ts';
import { schemes, type Compare } from './schemes.ts';

/**
 * Whether a version of an ecosystem (the type of its package URL) lies within a range. `unknown` where nobody can say:
 * no version, one that is none in the ecosystem, or an ecosystem whose order is not known. Every version is within `*`.
 * Prereleases are ordered like any other version: `2.0.0-rc1` lies within `<2.0.0`.
 */
export function affects(ecosystem: string, version: string | null | undefined, range: Range): boolean | 'unknown' {
  if (range.some((alternative) => alternative.length === 0)) return true;
  const compare = Object.hasOwn(schemes, ecosystem) ? schemes[ecosystem] : undefined;
  if (!compare || version === null || version === undefined || version.length > longestVersion) return 'unknown';
  const answers = range.map((alternative) => meetsAll(alternative, version, compare));
  return answers.includes(true) || (answers.includes('unknown') ? 'unknown' : false);
}

function meetsAll(alternative: readonly Comparator[], version: string, compare: Compare): boolean | 'unknown' {
  const answers = alternative.map(({ operator, limit }) => {
    const difference = compare(version, limit);
    return difference === undefined ? 'unknown' : meets[operator](difference);
  });
  return !answers.includes(false) && (answers.includes('unknown') ? 'unknown' : true);
}

const meets: Readonly<Record<Operator, (difference: number) => boolean>> = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
  '=': (difference) => difference === 0,
};
