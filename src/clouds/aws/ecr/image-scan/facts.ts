import type { SeenFlaw, Unknown, Wire } from '#model';
import { unknown } from '#rule';
import type { EnhancedImageScanFinding, ImageScanFinding, ImageScanFindings } from '@aws-sdk/client-ecr';
import { packagesIn } from '../../inspector/finding/components.ts';
import { basicPackages } from './components.ts';

/** One vulnerability that a scanner found in an image. */
export interface Vulnerability {
  readonly id: string;
  /** Names under which others know it. */
  readonly related: readonly string[];
  readonly severity: string;
  /** Inspector's suppression is the account's own doing: such a finding is not active, but still there. */
  readonly state: 'active' | 'suppressed' | 'closed';
  /** False only where the scanner says that no package of it can be updated. */
  readonly fixable: boolean;
  readonly exploited: boolean;
  /** The packages that it is in, where the scanner names them. */
  readonly packages: SeenFlaw['packages'];
  /** Where it stands, as an evidence path. */
  readonly at: string;
}

/** Severities from the gravest on; what a scanner could not rate comes after them. */
export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'] as const;

/** What the enhanced scan and Inspector say of a finding in the same words. */
type Enhanced = Pick<
  Wire<EnhancedImageScanFinding>,
  'severity' | 'status' | 'fixAvailable' | 'exploitAvailable' | 'packageVulnerabilityDetails' | 'title'
>;

const states: Readonly<Record<string, Vulnerability['state']>> = { SUPPRESSED: 'suppressed', CLOSED: 'closed' };

/** A finding of the enhanced scan or of Inspector itself. */
export const enhancedVulnerability = (found: Enhanced, at: string): Vulnerability => ({
  id: found.packageVulnerabilityDetails?.vulnerabilityId ?? found.title ?? '',
  related: found.packageVulnerabilityDetails?.relatedVulnerabilities ?? [],
  severity: found.severity ?? '',
  state: states[found.status ?? ''] ?? 'active',
  fixable: found.fixAvailable !== 'NO',
  exploited: found.exploitAvailable === 'YES',
  packages: packagesIn(found),
  at,
});

/** A finding of the basic scan, which knows of no fixes and no exploits. */
export const basicVulnerability = (found: Wire<ImageScanFinding>, at: string): Vulnerability => ({
  id: found.name ?? '',
  related: [],
  severity: found.severity ?? '',
  state: 'active',
  fixable: true,
  exploited: false,
  packages: basicPackages(found),
  at,
});

/** That a scan counts more findings of a severity than it holds: then it was not read to its end. */
export function uncounted(
  scan: Wire<ImageScanFindings> | undefined,
  held: readonly Vulnerability[],
): Unknown | undefined {
  const [more] = Object.entries(scan?.findingSeverityCounts ?? {})
    .map(([severity, count]) => ({ severity, count, held: held.filter((one) => one.severity === severity).length }))
    .filter((it) => it.count > it.held);
  if (!more) return undefined;
  return unknown(
    'field-missing',
    `The scan counts ${more.count} findings of severity ${more.severity} and holds ${more.held}.`,
  );
}

/** Whether a severity is at least as grave as another. */
export const isAtLeast = (severity: string, least: (typeof severities)[number]): boolean =>
  severities.slice(0, severities.indexOf(least) + 1).some((one) => one === severity);

/** Whether a vulnerability is one of the given ids, in any case and under any of its names. */
export function isNamedIn({ id, related }: Vulnerability, ids: readonly string[]): boolean {
  const names = new Set([id, ...related].map((one) => one.toUpperCase()));
  return ids.some((one) => names.has(one.toUpperCase()));
}
