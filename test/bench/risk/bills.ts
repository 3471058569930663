import { sha256 } from '#lib/hash';
import type { Bill } from '#model';
import { readAt } from '../fleet/readings.ts';

/** Packages in each bill. */
export const packagesOf = 334;

/** How many packages and flaws there are in the world. */
export const world = { packages: 20_000, flaws: 5_000 } as const;

const ecosystems = ['deb', 'npm', 'maven', 'pypi', 'golang'] as const;

/** The ecosystem of a package, by its number. */
export const ecosystemAt = (number: number): string => ecosystems[number % ecosystems.length] ?? 'deb';

export const nameAt = (number: number): string => `part-${number % world.packages}`;

export const flawAt = (number: number): string => `CVE-2026-${10_000 + (number % world.flaws)}`;

/** A bill of an image: packages that many images have, versions that differ, and a few flaws. */
export const billOf = (digest: string, at: number): Bill => ({
  id: sha256(`bill ${digest}`),
  format: 'trivy',
  source: `bill-${at}.json`,
  subject: { name: `image-${at}`, digests: [digest] },
  packages: Array.from({ length: packagesOf }, (_, i) => {
    const number = (at * 61 + i * 7) % world.packages;
    return { name: nameAt(number), version: `1.${(at + i) % 40}.0`, ecosystem: ecosystemAt(number) };
  }),
  listsAll: true,
  flaws: Array.from({ length: 10 }, (_, i) => {
    const number = at * 13 + i * 101;
    return { id: flawAt(number), aliases: [], package: nameAt(at * 61 + i * 7), version: '1.0.0' };
  }),
  scanned: true,
  madeAt: readAt,
});
