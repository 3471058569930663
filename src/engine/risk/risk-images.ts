import type {
  BillHead,
  ImageInUse,
  ImageParts,
  InRange,
  Instant,
  Platform,
  RiskEvidence,
  RiskQuestion,
  RiskWitness,
  TargetComponents,
} from '#model';
import { isNamedPackage } from '#lib/package-name';
import { parseInstant } from '#lib/time';

/** What can be said of one image. */
export type ImageVerdict =
  | { readonly is: 'affected'; readonly seen: readonly RiskWitness[] }
  | { readonly is: 'clear' }
  | { readonly is: 'unknown'; readonly why: string };

type ImageQuestion = Extract<RiskQuestion, { about: 'cve' | 'package' }>;

/** Days after which a list of flaws that nobody brings up to date says nothing any more. */
const freshDays = 30;

const clear: ImageVerdict = { is: 'clear' };

/** What is said of an image whose pods do not name a digest that a registry has. */
export const undigested: ImageVerdict = { is: 'unknown', why: 'it runs without a digest that a registry has' };

/**
 * Judges images by their digests, and those of several platforms by the one that runs: what is said of an index as a
 * whole may be said of another of its images, so it clears none.
 */
export function imageJudge(question: ImageQuestion, evidence: RiskEvidence, inRange: InRange, at: Instant) {
  const seen = witnessesOf(question, evidence, inRange);
  const parts = partsIn(evidence.told);
  const looked = question.about === 'cve' ? scannedFor(question.id, evidence, at) : listedBy(evidence.bills);

  function judge(digest: string, platform: Platform | undefined): ImageVerdict {
    const { yes, unsure } = seen.get(digest) ?? { yes: [], unsure: undefined };
    if (yes.length > 0) return { is: 'affected', seen: yes };
    if (unsure !== undefined) return { is: 'unknown', why: unsure };
    const why = looked(digest, platform);
    return why === undefined ? clear : { is: 'unknown', why };
  }

  return ({ digest, platform }: Pick<ImageInUse, 'digest' | 'platform'>): ImageVerdict => {
    if (digest === '') return undigested;
    const own = judge(digest, platform);
    const children = parts.get(digest);
    if (own.is === 'affected' || !children) return own;
    const answers = children
      .filter((part) => isFor(part.platform, platform))
      .map((part) => judge(part.digest, part.platform));
    const [first, ...others] = answers;
    if (!first)
      return own.is === 'unknown' ? own : { is: 'unknown', why: 'its index has no image of the platform that runs' };
    return others.every(({ is }) => is === first.is)
      ? first
      : { is: 'unknown', why: 'which platform of the image runs is not known, and they differ' };
  };
}

/** Whether an image made for one platform may be what runs on another; what is not told of either may be anything. */
export const isFor = (given: Platform = {}, wanted: Platform = {}): boolean =>
  fits(given.os, wanted.os) && fits(given.architecture, wanted.architecture);

const fits = (given: string | undefined, wanted: string | undefined): boolean =>
  given === undefined || wanted === undefined || given === wanted;

/** The images behind the digests of indexes. */
export const partsIn = (told: readonly TargetComponents[]): ReadonlyMap<string, ImageParts['parts']> =>
  new Map(told.flatMap(({ parts }) => parts.map((one) => [one.digest, one.parts] as const)));

interface Seen {
  readonly yes: RiskWitness[];
  unsure: string | undefined;
}

function witnessesOf(question: ImageQuestion, evidence: RiskEvidence, inRange: InRange): ReadonlyMap<string, Seen> {
  const found = new Map<string, Seen>();
  const note = (digest: string): Seen => {
    const seen = found.get(digest) ?? { yes: [], unsure: undefined };
    found.set(digest, seen);
    return seen;
  };
  /** Whether a version is meant; where that cannot be said the image is unsure, and nothing better is known. */
  const isMeant = (digests: readonly string[], ecosystem: string, name: string, version: string | null): boolean => {
    const range = question.about === 'package' ? question.range : undefined;
    if (range === undefined) return true;
    const answer = version === null ? undefined : inRange(ecosystem, version, range);
    if (answer === undefined) {
      for (const digest of digests)
        note(digest).unsure = `whether ${name} ${version ?? 'without a version'} is in ${range} cannot be said`;
    }
    return answer === true;
  };

  for (const { digest, by, at, id, packages } of evidence.toldFlaws) {
    const meant =
      question.about === 'cve'
        ? packages
        : packages.filter(
            ({ name, version }) =>
              isNamedPackage(name, question.name, question.ecosystem) &&
              isMeant([digest], question.ecosystem ?? 'unknown', name, version ?? null),
          );
    if (meant.length === 0 && question.about === 'package') continue;
    const inside = meant.map(({ name, version }) => [name, version].filter(Boolean).join(' ')).join(', ');
    note(digest).yes.push({ by: `${by} scan`, at, says: inside === '' ? id : `${id} in ${inside}` });
  }
  for (const { bill, flaws } of evidence.heldFlaws) {
    const says = flaws
      .map(({ id, package: name, version }) => `${id} in ${name} ${version ?? ''}`.trimEnd())
      .join(', ');
    for (const digest of bill.subject.digests) note(digest).yes.push({ ...sourceOf(bill), says });
  }
  for (const { bill, ecosystem, name, versions } of evidence.heldPackages) {
    const { digests } = bill.subject;
    if (question.about === 'package' && question.ecosystem !== undefined && ecosystem !== question.ecosystem) {
      for (const digest of digests) note(digest).unsure = `its bill does not say of which kind ${name} is`;
      continue;
    }
    const meant = versions.filter((version) => isMeant(digests, ecosystem, name, version));
    if (meant.length === 0) continue;
    const says = meant.map((version) => `${name} ${version ?? ''}`.trimEnd()).join(', ');
    for (const digest of digests) note(digest).yes.push({ ...sourceOf(bill), says });
  }
  return found;
}

const sourceOf = (bill: BillHead) => ({ by: `${bill.format} bill ${bill.source}`, at: bill.madeAt ?? bill.keptAt });

/** Why something cannot be said of an image that runs on a platform; undefined where it can. */
type WhyUnsaid = (digest: string, platform: Platform | undefined) => string | undefined;

/** Scanners list flaws by their CVE ids: that they list another id nowhere says little. */
const scannedFor = (id: string, evidence: RiskEvidence, at: Instant): WhyUnsaid => {
  if (/^CVE-/i.test(id)) return scannedBy(evidence, at);
  return () => 'scanners may know the flaw by its CVE id alone: ask for that';
};

/** Why it cannot be said that an image has no flaw beyond those that are listed; undefined where it can. */
function scannedBy({ told, bills, nameless }: RiskEvidence, at: Instant): WhyUnsaid {
  const isOld = agedBy(at);
  const fresh = new Set<string>();
  const ofOne = new Map<string, Platform>();
  const why = new Map<string, string>();
  for (const { readAt, scans, unread } of told) {
    for (const it of unread) if (it.digest !== undefined && it.kinds.includes('scan')) why.set(it.digest, it.why);
    for (const scan of scans) {
      if (scan.unread !== undefined) why.set(scan.digest, scan.unread);
      else if (isOld(scan.at ?? readAt)) why.set(scan.digest, agedScan(scan.at, readAt));
      else if (scan.platform) ofOne.set(scan.digest, scan.platform);
      else fresh.add(scan.digest);
    }
  }
  for (const bill of bills) {
    const made = bill.madeAt ?? bill.keptAt;
    for (const digest of bill.subject.digests) {
      if (!bill.scanned) why.set(digest, why.get(digest) ?? 'its bill of materials lists packages and no flaws');
      else if (nameless.has(bill.id)) why.set(digest, 'its bill lists flaws that it gives no CVE id');
      else if (isOld(made)) why.set(digest, `its last list of flaws is of ${dayOf(made)}`);
      else fresh.add(digest);
    }
  }
  return (digest, platform) => {
    const one = ofOne.get(digest);
    if (fresh.has(digest) || (one && isSame(one, platform))) return undefined;
    return one ? otherPlatform(one) : (why.get(digest) ?? 'neither a scan nor a bill of materials');
  };
}

const isSame = (one: Platform, other: Platform = {}): boolean =>
  one.os === other.os && one.architecture === other.architecture;

const otherPlatform = ({ os = '', architecture = '' }: Platform): string =>
  `its scan looked at the image for ${os}/${architecture}, and another one may run`;

/** Whether a scan is too old: what was found out since, it cannot know. A moment that cannot be read is no fresh one. */
function agedBy(at: Instant): (made: Instant) => boolean {
  const now = parseInstant(at) ?? Infinity;
  const known = new Map<Instant, boolean>();
  return (made) => {
    const isOld = known.get(made) ?? now - (parseInstant(made) ?? -Infinity) > freshDays * 86_400_000;
    known.set(made, isOld);
    return isOld;
  };
}

const agedScan = (at: Instant | undefined, readAt: Instant): string =>
  at === undefined ? `its scan was last read on ${dayOf(readAt)}` : `its last scan was on ${dayOf(at)}`;

const dayOf = (at: Instant): string => at.slice(0, 10);

/** Packages do not change under a digest: a bill that lists them all stays true. */
function listedBy(bills: readonly BillHead[]): WhyUnsaid {
  const listed = new Set(bills.filter(({ listsAll }) => listsAll).flatMap(({ subject }) => subject.digests));
  return (digest) => (listed.has(digest) ? undefined : 'no bill of materials lists its packages');
}
