import { compareText, plural } from '#lib/text';
import type { Evidence } from '#model';

/** Severities from the gravest on; what a scanner could not rate comes after them. */
export const flawSeverities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;

/** A known vulnerability that a registry's scanner saw in an image. */
export interface ImageFlaw {
  readonly id: string;
  /** In capitals; others than `flawSeverities` are less grave than all of these. */
  readonly severity: string;
  /** False where the scanner knows no version without it. */
  readonly fixable: boolean;
  /** Where it stands, as an evidence path. */
  readonly at: string;
}

/** What policy tolerates in an image. */
export interface FlawTolerance {
  readonly minSeverity: (typeof flawSeverities)[number];
  readonly maxFindings: number;
  readonly onlyFixable?: boolean;
  readonly denyCves: readonly string[];
}

/** What makes an image dangerous: a flaw that policy denies, or more of them than it tolerates. */
export interface FlawHazard {
  readonly isDenied: boolean;
  readonly message: string;
  readonly seen: readonly Evidence[];
}

const shown = 10;

/** The worst of what an image holds; undefined where policy tolerates it all. A denied flaw counts whatever its severity. */
export function worstFlaw(flaws: readonly ImageFlaw[], tolerance: FlawTolerance): FlawHazard | undefined {
  const { minSeverity, maxFindings, onlyFixable = false, denyCves } = tolerance;
  const sorted = flaws.toSorted((one, other) => rankOf(one) - rankOf(other) || compareText(one.id, other.id));
  const ids = new Set(denyCves.map((id) => id.toUpperCase()));
  const denied = sorted.filter(({ id }) => ids.has(id.toUpperCase()));
  const [worst] = denied;
  if (worst) return hazard(true, `The image holds ${worst.id}, which policy denies.`, denied);
  const least = flawSeverities.indexOf(minSeverity);
  const grave = sorted.filter((one) => rankOf(one) <= least && (one.fixable || !onlyFixable));
  if (grave.length <= maxFindings) return undefined;
  const many = `The image has ${plural(grave.length, 'finding')} of severity ${minSeverity} or above`;
  return hazard(false, `${many}; ${maxFindings} are tolerated.`, grave);
}

const hazard = (isDenied: boolean, message: string, found: readonly ImageFlaw[]): FlawHazard => ({
  isDenied,
  message,
  seen: found.slice(0, shown).map(({ id, severity, at }) => ({ at, actual: `${id} (${severity || 'unrated'})` })),
});

function rankOf({ severity }: ImageFlaw): number {
  const rank = flawSeverities.findIndex((one) => one === severity);
  return rank === -1 ? flawSeverities.length : rank;
}
