import type { Listed } from '../listings.ts';
import { projectOf } from './address.ts';
import { collectEffectiveFirewalls } from './compute/effective-firewalls/collect.ts';
import { collectFirewalls } from './compute/firewall/collect.ts';
import { collectNetworks } from './compute/network/collect.ts';
import { gcpFailure } from './failure.ts';
import { clustersApi, writeClusters, type GkeConfig } from './gke/cluster/collect.ts';
import type { GcpReader } from './reader.ts';
import { gcpTypes } from './types.ts';
import { networksToRead, type ClustersOf } from './used-networks.ts';

/**
 * Reads a project. Where certainly no cluster is in it and no cluster of another project uses its networks, nothing
 * else is read, and the answer is false.
 */
export async function collectProject(
  at: GcpReader,
  own: Listed<GkeConfig>,
  others: readonly ClustersOf[],
): Promise<boolean> {
  if (own.error !== undefined && gcpFailure(own.error).reason === 'not-enabled') {
    // Whether clusters live on after the API was switched off is not documented; nothing about them can be read.
    await at.sheet.list({ api: clustersApi, types: gcpTypes }, () => Promise.reject(asError(own.error)));
    return true;
  }
  await writeClusters(at, own);
  const networks = networksToRead(at.project, [[at.project, own.items], ...others]);
  if (own.items.length === 0 && own.error === undefined && networks.length === 0) return false;
  const used = new Set(networks.map(({ name }) => name));
  const projects = new Set([
    at.project,
    ...networks.flatMap(({ name }) => projectOf(name)?.slice('gcp:'.length) ?? []),
  ]);
  await Promise.all([
    collectNetworks(at, [...projects], used),
    collectFirewalls(at, [...projects], used),
    collectEffectiveFirewalls(at, networks),
  ]);
  return true;
}

const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)));
