import { inRange } from '#bills/versions/in-range';
import { isCveId } from '#lib/cve';
import { isNamedPackage } from '#lib/package-name';
import type { BillWord, DeniedContent } from '#model';
import { isMissed, isUnread, type Unknown } from '#rule';
import { isNamedIn, type Vulnerability } from '../image-scan/facts.ts';
import { imagesFor, type PlatformImage, type ScannedImage } from './facts.ts';

/** Where an image runs, or why that could not be read. */
interface Runs {
  readonly platform: PlatformImage['platform'] | undefined;
  readonly unread: Unknown | undefined;
}

/** The images that may run of those behind a digest, and what their scans say of what policy denies. */
export function imageParts(all: readonly PlatformImage[] | Unknown, { platform, unread }: Runs) {
  if (isUnread(all)) return all;
  if (all.length > 1 && platform === undefined && isMissed(unread)) return unread;
  const images = imagesFor(all, platform);
  return images.map((one) => ({ digest: one.digest, says: (denial: DeniedContent) => scanWord(one, denial) }));
}

/** What the registry's scan says of a denied package or flaw in an image; undefined where it says nothing of such. */
function scanWord({ scan }: PlatformImage, { asks }: DeniedContent): BillWord | undefined {
  if (!asks) return undefined;
  if (isUnread(scan)) return asks.about === 'cve' ? unsure(scan.message) : undefined;
  const open = scan.vulnerabilities.filter(({ state }) => state !== 'closed');
  return asks.about === 'cve' ? flawWord(scan, open, asks.id) : packageWord(open, asks);
}

function flawWord({ scannedAt, unread }: ScannedImage, open: readonly Vulnerability[], id: string): BillWord {
  const found = open.filter((one) => isNamedIn(one, [id]));
  if (found.length > 0) return held(found.map((one) => `${one.id}${inWords(one.packages)}`));
  if (!/^CVE-/i.test(id)) return unsure('Scanners may know the flaw by its CVE id alone.');
  if (scannedAt !== undefined) return unsure('Its scan looked at operating system packages only.');
  if (unread) return unsure(unread.message);
  const isTold = open.every((one) => [one.id, ...one.related].some(isCveId));
  return isTold ? { is: 'clear' } : unsure('Its scan lists flaws that it gives no CVE id.');
}

type Package = Extract<NonNullable<DeniedContent['asks']>, { about: 'package' }>;

/** A scan lists the packages that have a flaw, so that it clears none. */
function packageWord(open: readonly Vulnerability[], { name, ecosystem, range }: Package): BillWord | undefined {
  const named = open.flatMap(({ packages }) => packages).filter((it) => isNamedPackage(it.name, name, ecosystem));
  const answers = named.map(({ version }) => {
    if (range === undefined) return true;
    return version === undefined ? undefined : inRange(ecosystem ?? 'unknown', version, range);
  });
  const found = named.filter((_, at) => answers[at] === true);
  if (found.length > 0) return held(found.map((it) => wordsOf(it)));
  const odd = named.find((_, at) => answers[at] === undefined);
  return odd && unsure(`Whether ${wordsOf(odd)} is in ${range ?? '*'} cannot be said.`);
}

const held = (what: readonly string[]): BillWord => ({
  is: 'held',
  says: `${[...new Set(what)].join(', ')} (ECR scan)`,
});

const unsure = (why: Unknown['message']): BillWord => ({ is: 'unsure', why });

const inWords = (packages: Vulnerability['packages']): string =>
  packages.length === 0 ? '' : ` in ${packages.map(wordsOf).join(', ')}`;

const wordsOf = ({ name, version = '' }: Vulnerability['packages'][number]): string => `${name} ${version}`.trimEnd();
