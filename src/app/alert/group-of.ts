import { clusterOf } from '#engine/waivers/waiver-scope';
import { shortHash } from '#lib/hash';
import { groupParts, type Finding, type Group, type GroupPart } from '#model';

/** The group of a finding: what it shares with others that stand on one card. */
export function groupOf(
  { rule, resource }: Pick<Finding, 'rule' | 'resource'>,
  parts: readonly GroupPart[] = groupParts,
): Group {
  const { target } = resource;
  const cluster = clusterOf(resource);
  const by = new Set(parts);
  const named = [by.has('rule') && rule, by.has('target') && target, by.has('cluster') && (cluster ?? '')];
  return {
    id: `g-${shortHash(named.map((part) => (part === false ? '' : part)).join('\n'), 10)}`,
    rule,
    ...(by.has('target') && { target }),
    ...(by.has('cluster') && cluster !== undefined && { cluster }),
  };
}

/** What people call a cluster: the last part of its address. */
export const clusterName = (cluster: string): string => cluster.slice(cluster.lastIndexOf('/') + 1);
