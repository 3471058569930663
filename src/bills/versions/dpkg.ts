import { compareDigits, compareLists, order, type Scheme } from './scheme.ts';

interface Debian {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

/**
 * Versions of Debian packages: `[epoch:]upstream[-revision]`.
 * Source: https://www.debian.org/doc/debian-policy/ch-controlfields.html#version
 */
export const dpkg: Scheme<Debian> = {
  parse(version) {
    const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(version) ?? [];
    const at = rest.lastIndexOf('-');
    const upstream = at === -1 ? rest : rest.slice(0, at);
    const revision = at === -1 ? '0' : rest.slice(at + 1);
    const isValid = /^\d[A-Za-z0-9.+~:-]*$/.test(upstream) && /^[A-Za-z0-9+.~]+$/.test(revision);
    return isValid ? { epoch, upstream, revision } : undefined;
  },
  compare: (a, b) =>
    compareDigits(a.epoch, b.epoch) || compareParts(a.upstream, b.upstream) || compareParts(a.revision, b.revision),
};

/** In turns what is no digit, by a changed alphabet, and digits, by value. */
function compareParts(a: string, b: string): number {
  return compareLists(partsOf(a), partsOf(b), ['', ''], ([text, digits], [otherText, otherDigits]) => {
    const difference = compareLists(Array.from(text, rank), Array.from(otherText, rank), rank(''), order);
    return difference || compareDigits(digits, otherDigits);
  });
}

const partsOf = (text: string): readonly (readonly [text: string, digits: string])[] =>
  Array.from(text.matchAll(/([^0-9]*)([0-9]*)/g), ([, letters = '', digits = '']) => [letters, digits] as const);

/** A tilde comes before the end, letters before everything else. */
function rank(letter: string): number {
  if (letter === '~') return -1;
  if (letter === '') return 0;
  return /[A-Za-z]/.test(letter) ? letter.charCodeAt(0) : letter.charCodeAt(0) + 256;
}
