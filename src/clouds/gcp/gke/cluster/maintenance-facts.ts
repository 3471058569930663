import { parseInstant, type Instant } from '#lib/time';
import { isUnread, unknown, type Unknown } from '#rule';
import type { gkeCluster } from './resource.ts';
import { nameOf } from './seen-facts.ts';

type Cluster = typeof gkeCluster.config;
type Window = NonNullable<NonNullable<Cluster['maintenancePolicy']>['window']>;
/** One that the API prints among the maintenance exclusions of a cluster. */
export type Exclusion = NonNullable<Window['maintenanceExclusions']>[string];

/** What keeps upgrades out at a moment. */
export interface UpgradeFreeze {
  readonly key: string;
  readonly label: string;
  readonly path: string;
  /** `NO_UPGRADES` where all upgrades are kept out; else minor ones, or those of nodes too. */
  readonly scope: string;
  /** Whole days that it lasts, a part of one counted whole. */
  readonly days: number | 'until the end of support';
}

/**
 * The maintenance exclusions that hold at a moment, of the cluster and of its pools. One that names no scope keeps all
 * upgrades out.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#MaintenanceExclusionOptions
 */
export function upgradeFreezes(config: Cluster, at: Instant): readonly (UpgradeFreeze | Unknown)[] {
  const exclusions = Object.entries(config.maintenancePolicy?.window?.maintenanceExclusions ?? {});
  const own = exclusions.map(([name, exclusion]) => freezeOf(name, exclusion, at));
  return [...own.flatMap((it) => it ?? []), ...ofPools(config)];
}

function freezeOf(name: string, exclusion: Exclusion, at: Instant): UpgradeFreeze | Unknown | undefined {
  const path = `maintenancePolicy.window.maintenanceExclusions.${name}`;
  const { scope, endTimeBehavior } = exclusion.maintenanceExclusionOptions ?? {};
  const kept = nameOf(scope, `${path}.maintenanceExclusionOptions.scope`);
  if (isUnread(kept)) return kept;
  const [start, end, now] = [exclusion.startTime, exclusion.endTime, at].map((it) =>
    typeof it === 'string' ? parseInstant(it) : undefined,
  );
  if (start === undefined || end === undefined || now === undefined)
    return unknown('malformed', `The exclusion ${name} does not say from when until when it holds.`);
  if (now < start || now >= end) return undefined;
  const lasting = endTimeBehavior === 'UNTIL_END_OF_SUPPORT';
  const days = lasting ? ('until the end of support' as const) : Math.ceil((end - start) / dayMs);
  return { key: name, label: `The exclusion ${name}`, path, scope: kept || 'NO_UPGRADES', days };
}

const ofPools = ({ nodePools }: Cluster): readonly UpgradeFreeze[] =>
  (nodePools ?? []).flatMap(({ name, maintenancePolicy }, i) =>
    maintenancePolicy?.exclusionUntilEndOfSupport?.enabled === true
      ? {
          key: `pool ${name ?? ''}`,
          label: `The node pool ${name ?? ''}`,
          path: `nodePools[${i}].maintenancePolicy.exclusionUntilEndOfSupport`,
          scope: 'NO_MINOR_OR_NODE_UPGRADES',
          days: 'until the end of support',
        }
      : [],
  );

const dayMs = 86_400_000;
