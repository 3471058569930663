import { daysBetween, formatDate, parseInstant, type Instant } from '#lib/time';
import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isMissed, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { eksCluster } from '../cluster/resource.ts';
import { eksVersion } from './resource.ts';
import { shippedAsOf, shippedForDays, shippedWindows } from './shipped-facts.ts';

type Stage = 'standard' | 'extended' | 'unsupported';

interface Window {
  readonly version: string;
  /** What the provider called it when it was read; dates may have passed since. */
  readonly stage?: Stage | Unknown | undefined;
  readonly endOfStandard?: Instant | undefined;
  readonly endOfExtended?: Instant | undefined;
  readonly seen: readonly Evidence[];
}

/** The support windows that hold for a cluster. `instead` is set where the shipped table stands in, and says why. */
export interface SupportTable {
  readonly windows: readonly Window[];
  readonly instead?: Unknown;
}

/** The last day of a kind of support, and the whole days until then. */
export interface SupportEnd {
  readonly day: string;
  readonly left: number;
}

/** How a Kubernetes minor stands at a moment: `unlisted` when it is older than every listed one. */
export interface Support {
  readonly stage: Stage | 'unlisted';
  readonly standard: SupportEnd | Unknown;
  readonly extended: SupportEnd | Unknown;
  readonly seen: readonly Evidence[];
  /** Where the dates come from, for messages; empty when the provider itself was asked. */
  readonly by: string;
}

/**
 * The versions that EKS lists for clusters of this kind: local clusters on Outposts have their own. Where files do not
 * tell the cluster's version, the shipped table stands in, which knows none of Outposts; it stands in for nothing that
 * was to be read and was not, for EKS may answer otherwise.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeClusterVersions.html
 */
export const eksSupport = defineFact({
  name: 'eks.support',
  of: eksCluster,
  uses: [eksVersion],
  work({ config }, { list }): SupportTable | Unknown {
    const type = config.outpostConfig ? 'eks-local-outposts' : 'eks';
    const { items, unread } = list(eksVersion);
    const windows = items.filter((it) => it.config.clusterType === type).map(windowOf);
    if (!unread || windows.some(({ version }) => version === config.version)) return { windows };
    if (type !== 'eks' || isMissed(unread)) return unread;
    return { windows: shippedWindows.map((window) => ({ ...window, seen: [] })), instead: unread };
  },
});

/** How a version stands at a moment by a table. A stage that was read gets worse, never better, as dates pass. */
export function supportAt({ windows, instead }: SupportTable, version: string, at: Instant): Support | Unknown {
  if (instead && (daysBetween(shippedAsOf, at) ?? Infinity) > shippedForDays) {
    return { ...instead, message: `${instead.message} The table of ${shippedAsOf} is too old to stand in.` };
  }
  const asked = minorOf(version);
  if (asked === undefined) return unknown('malformed', `${version} is no Kubernetes minor.`);
  const older = windows.length > 0 && windows.every((it) => asked < (minorOf(it.version) ?? asked));
  const window = windows.find((it) => it.version === version) ?? (older ? { version, seen: [] } : undefined);
  const list = instead ? `The table of ${shippedAsOf}` : 'EKS';
  const cause = instead ?? unknown('not-found', '');
  if (!window) return { ...cause, message: `${list} does not list Kubernetes ${version}.` };
  const stage = older ? 'unlisted' : stageOf(window, at);
  return isUnread(stage)
    ? stage
    : {
        stage,
        standard: endOf(window.endOfStandard, 'endOfStandardSupportDate', at),
        extended: endOf(window.endOfExtended, 'endOfExtendedSupportDate', at),
        seen: [{ at: 'version', actual: version }, ...window.seen],
        by: instead ? `, by the table of ${shippedAsOf}` : '',
      };
}

/** The minor that comes next, the only one that EKS updates to. */
export const nextMinor = (version: string): string => `1.${(minorOf(version) ?? 0) + 1}`;

function minorOf(version: string): number | undefined {
  const [, minor] = /^1\.(\d{1,3})$/.exec(version) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

function windowOf({ id, config }: ResourceOf<typeof eksVersion>): Window {
  const told = ['versionStatus', 'status', 'endOfStandardSupportDate', 'endOfExtendedSupportDate'] as const;
  return {
    version: config.clusterVersion ?? '',
    stage: stageNamed(config.versionStatus ?? config.status, id),
    endOfStandard: config.endOfStandardSupportDate,
    endOfExtended: config.endOfExtendedSupportDate,
    seen: told.flatMap((field) => (config[field] === undefined ? [] : { at: `${id}#${field}`, actual: config[field] })),
  };
}

function stageNamed(status: string | undefined, id: string): Stage | Unknown | undefined {
  if (status === undefined) return undefined;
  const name = status.toUpperCase().replaceAll('-', '_');
  if (name === 'UNSUPPORTED') return 'unsupported';
  if (name === 'EXTENDED_SUPPORT') return 'extended';
  if (name === 'STANDARD_SUPPORT') return 'standard';
  return unknown('malformed', `${id} has a status that is none: ${status}.`);
}

function stageOf(window: Window, at: Instant): Stage | Unknown {
  const now = parseInstant(at) ?? 0;
  const passed = (date: Instant | undefined): boolean => now >= (parseInstant(date ?? '') ?? Infinity);
  if (window.stage === 'unsupported' || passed(window.endOfExtended)) return 'unsupported';
  if (window.stage === 'extended' || passed(window.endOfStandard)) return 'extended';
  return window.stage ?? (window.endOfStandard ? 'standard' : fieldMissing('versionStatus'));
}

function endOf(date: Instant | undefined, field: string, at: Instant): SupportEnd | Unknown {
  if (date === undefined) return fieldMissing(field);
  const left = daysBetween(at, date);
  return left === undefined ? unknown('malformed', `${field} is no date: ${date}.`) : { day: formatDate(date), left };
}
