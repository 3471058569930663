const comparator = /^(<=|>=|<|>|=)?v?(\d{1,9}(?:\.\d{1,9})*)$/;

/** Whether text is a range that `isInVersions` understands. */
export const isVersionRange = (text: string): boolean => {
  const parts = partsOf(text);
  return parts.length > 0 && parts.every((part) => comparator.test(part));
};

/**
 * Whether a version of numbers is in a range: `1.29` holds 1.29 and all of its patches, `<1.30`, `>=1.28 <1.30` all of
 * them. What follows the numbers (`-eksbuild.2`, `-gke.1182003`) does not count. Undefined where one has no numbers.
 */
export function isInVersions(version: string, range: string): boolean | undefined {
  const own = /^v?(\d{1,9}(?:\.\d{1,9})*)/.exec(version)?.[1];
  if (own === undefined || !isVersionRange(range)) return undefined;
  return partsOf(range).every((part) => {
    const [, is = '=', bound = ''] = comparator.exec(part) ?? [];
    const apart = compareNumbers(own, bound);
    if (is === '=') return own === bound || own.startsWith(`${bound}.`);
    if (is === '<') return apart < 0;
    if (is === '>') return apart > 0;
    return is === '<=' ? apart <= 0 : apart >= 0;
  });
}

/** Whether a version is in one of several ranges for certain. */
export const isInAny = (version: string, ranges: readonly string[]): boolean =>
  ranges.some((range) => isInVersions(version, range) === true);

const partsOf = (range: string): readonly string[] =>
  range
    .replaceAll(/([<>=])\s+/g, '$1')
    .split(/[\s,]+/)
    .filter((part) => part !== '');

/** Orders by the numbers that a bound gives: 1.29.4 is neither below nor above 1.29. */
function compareNumbers(version: string, bound: string): number {
  const own = version.split('.').map(Number);
  const [apart = 0] = bound
    .split('.')
    .map((number, at) => (own[at] ?? 0) - Number(number))
    .filter((by) => by !== 0);
  return apart;
}
