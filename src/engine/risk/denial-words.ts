import type { DeniedPackage } from '#model';

/** A denied package as a person names it. */
export const packageWords = ({ purl, versions }: Pick<DeniedPackage, 'purl' | 'versions'>): string =>
  versions === undefined ? purl : `${purl} ${versions}`;
