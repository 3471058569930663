import { compareText, plural } from '#lib/text';
import { parseInstant, type Instant } from '#lib/time';
import type { Evidence, Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { isAtLeast, isNamedIn, severities, type Vulnerability } from '../image-scan/facts.ts';
import type { PlatformImage, ScannedImage } from './facts.ts';

/** What policy tolerates in an image. */
export interface Tolerance {
  readonly minSeverity: (typeof severities)[number];
  readonly maxFindings: number;
  readonly denyCves: readonly string[];
  readonly ignoreUnfixed: boolean;
  readonly maxScanAgeDays: number;
}

/** What makes an image dangerous: a vulnerability that policy denies, one that is exploited, or too many of them. */
export interface Hazard {
  readonly is: 'denied' | 'exploited' | 'many';
  readonly message: string;
  readonly seen: readonly Evidence[];
}

const order: readonly Hazard['is'][] = ['denied', 'exploited', 'many'];
const day = 86_400_000;
const shown = 10;

/** The worst that the images of some platforms hold; unknown where none is seen and one could not be judged, or there is none. */
export function worstHazard(
  images: readonly PlatformImage[] | Unknown,
  tolerance: Tolerance,
  at: Instant,
): Hazard | Unknown | undefined {
  if (isUnread(images)) return images;
  if (images.length === 0) return unknown('not-found', 'The image index names no image.');
  const answers = images.map(({ scan }) => (isUnread(scan) ? scan : hazardIn(scan, tolerance, at)));
  const hazards = answers.flatMap((one) => (one && !isUnread(one) ? [one] : []));
  return order.flatMap((is) => hazards.filter((one) => one.is === is))[0] ?? answers.find(isUnread);
}

/** How grave it is where an image runs, and one level lower where it only lies; undefined is what the rule says by default. */
export function gradeOf({ is }: Hazard, running: boolean): 'critical' | 'high' | 'medium' | undefined {
  if (is === 'many') return running ? undefined : 'medium';
  return running ? 'critical' : 'high';
}

function hazardIn(scan: ScannedImage, tolerance: Tolerance, at: Instant): Hazard | Unknown | undefined {
  const { scannedAt, vulnerabilities, unread } = scan;
  if (scannedAt !== undefined && isOlder(scannedAt, tolerance.maxScanAgeDays, at)) {
    return unknown('stale', `Its last scan was at ${scannedAt}.`);
  }
  const [denied, ...alsoDenied] = sorted(
    vulnerabilities.filter((one) => one.state !== 'closed' && isNamedIn(one, tolerance.denyCves)),
  );
  if (denied) return hazard('denied', `The image holds ${denied.id}, which policy denies.`, [denied, ...alsoDenied]);

  const active = sorted(
    vulnerabilities.filter((one) => one.state === 'active' && (one.fixable || !tolerance.ignoreUnfixed)),
  );
  const [exploited, ...alsoExploited] = active.filter((one) => one.exploited && isAtLeast(one.severity, 'HIGH'));
  if (exploited) {
    const message = `${exploited.id} in the image is ${exploited.severity} and has a known exploit.`;
    return hazard('exploited', message, [exploited, ...alsoExploited]);
  }
  const grave = active.filter(({ severity }) => isAtLeast(severity, tolerance.minSeverity));
  if (grave.length <= tolerance.maxFindings) return unread;
  const many = `The image has ${plural(grave.length, 'finding')} of severity ${tolerance.minSeverity} or above`;
  return hazard('many', `${many}; ${tolerance.maxFindings} are tolerated.`, grave);
}

const hazard = (is: Hazard['is'], message: string, found: readonly Vulnerability[]): Hazard => ({
  is,
  message,
  seen: found.slice(0, shown).map(({ id, severity, at }) => ({ at, actual: `${id} (${severity})` })),
});

const rankOf = ({ severity }: Vulnerability): number => {
  const rank = severities.findIndex((one) => one === severity);
  return rank === -1 ? severities.length : rank;
};

const sorted = (found: readonly Vulnerability[]): readonly Vulnerability[] =>
  found.toSorted((one, other) => rankOf(one) - rankOf(other) || compareText(one.id, other.id));

function isOlder(from: Instant, days: number, at: Instant): boolean {
  const [start, end] = [parseInstant(from), parseInstant(at)];
  return start === undefined || end === undefined || end - start > days * day;
}
