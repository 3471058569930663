import { fieldMissing, type Evidence, type Unknown } from '#rule';
import type { aksCluster } from './resource.ts';

type Config = typeof aksCluster.config;
type Profile = NonNullable<Config['agentPoolProfiles']>[number];

/** A pool whose nodes stand in the subscription of the cluster. */
export interface Pool {
  readonly name: string;
  /** The path of the pool in the cluster's configuration. */
  readonly at: string;
  readonly profile: Profile;
}

/** Pools that AKS hosts are told by their mode, which the SDK does not name. */
const hosted = 'managedsystem';

/** The pools of a cluster without those that AKS hosts itself. */
export function ownPools({ agentPoolProfiles }: Config): readonly Pool[] | Unknown {
  if (!agentPoolProfiles) return fieldMissing('agentPoolProfiles');
  const pools = agentPoolProfiles.map((profile, i) => ({
    name: profile.name,
    at: `agentPoolProfiles[${i}]`,
    profile,
  }));
  return pools.filter(({ profile }) => profile.mode?.toLowerCase() !== hosted);
}

/**
 * Says that nodes of node auto-provisioning belong to no pool; empty where there are none.
 * Source: https://learn.microsoft.com/azure/aks/node-autoprovision
 */
export const uncovered = ({ nodeProvisioningProfile }: Config): string =>
  nodeProvisioningProfile?.mode?.toLowerCase() === 'auto'
    ? 'Nodes of node auto-provisioning belong to no pool and are not covered.'
    : '';

/** The machine sizes of a pool; a pool of single machines has several. */
export const sizesOf = ({ vmSize, virtualMachinesProfile }: Profile): readonly string[] =>
  [vmSize, ...(virtualMachinesProfile?.scale?.manual ?? []).map(({ size }) => size)].flatMap((it) => it ?? []);

/**
 * Whether a pool has machines of confidential families alone, which encrypt their memory and disks themselves. The
 * second letter of a family is C for confidential.
 * Source: https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
 */
export function isConfidential(profile: Profile): boolean {
  const sizes = sizesOf(profile);
  return sizes.length > 0 && sizes.every((it) => /^standard_(?:dc|ec|ncc)\d/i.test(it));
}

/** That each node of a pool gets a public address. */
export const publicAddresses = ({ at }: Pool): Evidence => ({
  at: `${at}.enableNodePublicIP`,
  actual: true,
  expected: false,
});

/** That a pool is not encrypted at the host, said by itself or by its silence. */
export const unencrypted = ({ at, profile }: Pool): Evidence => ({
  at,
  actual: profile,
  expected: { enableEncryptionAtHost: true },
});
