import { compareDigits, compareLists, order, type Scheme } from './scheme.ts';

interface Rpm {
  readonly epoch: string;
  readonly version: string;
  readonly release?: string;
}

/**
 * Versions of RPM packages: `[epoch:]version[-release]`. A limit without a release means every release of its version.
 * Source: https://rpm-software-management.github.io/rpm/man/rpm-version.7
 */
export const rpm: Scheme<Rpm> = {
  parse(text) {
    const [, epoch = '0', version, release] = /^(?:(\d+):)?([^-:\s]+)(?:-([^-:\s]+))?$/.exec(text) ?? [];
    if (version === undefined || !/[A-Za-z0-9]/.test(version)) return undefined;
    return { epoch, version, ...(release !== undefined && { release }) };
  },
  compare: (a, b) =>
    compareDigits(a.epoch, b.epoch) ||
    compareSegments(a.version, b.version) ||
    Number(a.release !== undefined) - Number(b.release !== undefined) ||
    compareSegments(a.release ?? '', b.release ?? ''),
  against: ({ release, ...version }, limit) =>
    limit.release === undefined || release === undefined ? version : { ...version, release },
};

/** Runs of letters and of digits, tildes and carets; whatever parts them does not count. */
const compareSegments = (a: string, b: string): number =>
  compareLists(segmentsOf(a), segmentsOf(b), '', (one, other) => {
    const difference = rank(one) - rank(other);
    if (difference !== 0) return difference;
    return /^\d/.test(one) ? compareDigits(one, other) : order(one, other);
  });

const segmentsOf = (text: string): readonly string[] => text.match(/[A-Za-z]+|[0-9]+|~|\^/g) ?? [];

/** A tilde comes before the end, the end before a caret, letters before digits. */
function rank(segment: string): number {
  if (segment === '~') return -1;
  if (segment === '') return 0;
  if (segment === '^') return 1;
  return /^\d/.test(segment) ? 3 : 2;
}
