import { packageType } from './package-type.ts';
import { namedBy } from './package.ts';
import { parseRange } from './versions/range.ts';
import { schemes } from './versions/schemes.ts';

/** Why nobody could say who has a package that is asked for by its package URL; undefined where somebody may. */
export function mistakeInPurl(purl: string): string | undefined {
  const type = namedBy(purl)?.ecosystem;
  if (type === undefined || packageType(type) !== undefined) return undefined;
  return `${JSON.stringify(type)} is no type of package that is known, such as deb, golang, maven, npm or pypi`;
}

/**
 * Why no version of a package can be compared with a range: a limit of it is no version in the package's ecosystem. Of an
 * ecosystem whose order is not known nothing is said. Throws for what is no range.
 */
export function mistakeInRange(purl: string, range: string): string | undefined {
  const { ecosystem = '' } = namedBy(purl) ?? {};
  const compare = Object.hasOwn(schemes, ecosystem) ? schemes[ecosystem] : undefined;
  const limits = parseRange(range).flatMap((alternative) => alternative.map(({ limit }) => limit));
  const none = compare && limits.find((limit) => compare(limit, limit) === undefined);
  return none === undefined ? undefined : `"${none}" is no version of ${ecosystem} that can be compared`;
}
