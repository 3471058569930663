import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import type { Instant } from '#lib/time';
import { ownPools, type Pool } from './pool-facts.ts';
import type { aksCluster } from './resource.ts';

type Config = typeof aksCluster.config;

/** Something that AKS retires, and where a cluster uses it. */
export interface RetiredFeature {
  readonly feature: string;
  /** The first day on which it is no longer supported. */
  readonly end: Instant;
  readonly seen: readonly Evidence[];
}

/** The day on which the announcements below were read. */
export const announcedAsOf: Instant = '2026-11-23';

/** A list that is older than this many days may lack what was announced since. */
export const announcedForDays = 365;

/**
 * What of a cluster AKS has announced to retire. What has a rule of its own is not among it: add-ons, and node images that
 * are no longer made. Of the network policy manager on Linux two days are told, so that its end is unknown.
 */
export function retiredIn(config: Config): readonly (RetiredFeature | Unknown)[] {
  const pools = ownPools(config);
  const { networkProfile: network } = config;
  const own = isUnread(pools) ? [] : pools;
  return [
    ...(isUnread(pools) ? [pools] : own.flatMap((it) => [...imagesOf(it), ...setOf(it)])),
    ...meshOf(config),
    ...(network ? ofNetwork(network, own) : [fieldMissing('networkProfile')]),
  ];
}

function ofNetwork(
  { loadBalancerSku, networkPlugin, networkPolicy }: NonNullable<Config['networkProfile']>,
  pools: readonly Pool[],
): readonly (RetiredFeature | Unknown)[] {
  const seen = (field: string, actual: unknown): readonly Evidence[] => [{ at: `networkProfile.${field}`, actual }];
  const windows = pools.filter(({ profile }) => profile.osType?.toLowerCase() === 'windows');
  const isManaged = networkPolicy?.toLowerCase() === 'azure';
  const ofPools = windows.map(({ at }): Evidence => ({ at: `${at}.osType`, actual: 'Windows' }));
  return [
    // https://github.com/Azure/AKS/releases/tag/2025-04-27
    ...(loadBalancerSku?.toLowerCase() === 'basic'
      ? [{ feature: 'the Basic load balancer', end: '2025-09-30', seen: seen('loadBalancerSku', loadBalancerSku) }]
      : []),
    // https://github.com/Azure/AKS/issues/3129
    ...(isManaged && windows.length > 0
      ? [
          {
            feature: 'Azure network policies on Windows nodes',
            end: '2026-09-30',
            seen: [...seen('networkPolicy', networkPolicy), ...ofPools],
          },
        ]
      : []),
    // https://learn.microsoft.com/azure/aks/concepts-network-legacy-cni
    ...(networkPlugin?.toLowerCase() === 'kubenet'
      ? [{ feature: 'kubenet', end: '2028-03-31', seen: seen('networkPlugin', networkPlugin) }]
      : []),
    ...(isManaged
      ? [unknown('outside', 'Until when Azure network policies run on Linux nodes is told in two ways.')]
      : []),
    ...(networkPlugin === undefined ? [fieldMissing('networkProfile.networkPlugin')] : []),
  ];
}

/** Systems of nodes by their SKU or by the beginning of their image. */
const systems: readonly {
  readonly feature: string;
  readonly end: Instant;
  readonly osSKU?: string;
  readonly image?: string;
}[] = [
  // https://github.com/Azure/AKS/issues/5950
  { feature: 'Azure Linux with OS Guard', end: '2026-12-10', osSKU: 'azurelinuxosguard' },
  // https://learn.microsoft.com/azure/aks/upgrade-os-version
  { feature: 'Ubuntu 20.04', end: '2027-03-17', image: 'aksubuntu-2004' },
  // https://github.com/Azure/AKS/issues/5701
  { feature: 'Ubuntu 22.04', end: '2027-06-30', osSKU: 'ubuntu2204', image: 'aksubuntu-2204' },
  // https://github.com/Azure/AKS/releases/tag/2026-06-19
  { feature: 'Windows Server 2022', end: '2028-06-30', osSKU: 'windows2022', image: 'akswindows-2022' },
];

/** https://github.com/Azure/AKS/issues/5021 */
function setOf({ at, name, profile: { type } }: Pool): readonly RetiredFeature[] {
  if (type?.toLowerCase() !== 'availabilityset') return [];
  return [
    {
      feature: `the availability set of the pool ${name}`,
      end: '2025-09-30',
      seen: [{ at: `${at}.type`, actual: type }],
    },
  ];
}

/** https://github.com/MicrosoftDocs/azure-aks-docs/pull/429; tools spell add-ons in upper and lower case. */
function meshOf({ addonProfiles }: Config): readonly RetiredFeature[] {
  const [name, addon] =
    Object.entries(addonProfiles ?? {}).find(([it]) => it.toLowerCase() === 'openservicemesh') ?? [];
  if (name === undefined || addon?.enabled !== true) return [];
  const seen = [{ at: `addonProfiles.${name}.enabled`, actual: true }];
  return [{ feature: 'Open Service Mesh', end: '2027-09-30', seen }];
}

function imagesOf({ at, name, profile }: Pool): readonly (RetiredFeature | Unknown)[] {
  const { osSKU, nodeImageVersion } = profile;
  if (nodeImageVersion === undefined) return [fieldMissing(`${at}.nodeImageVersion`)];
  const field = (it: (typeof systems)[number]): 'osSKU' | 'nodeImageVersion' | undefined => {
    if (it.osSKU !== undefined && osSKU?.toLowerCase() === it.osSKU) return 'osSKU';
    return it.image !== undefined && nodeImageVersion.toLowerCase().startsWith(it.image)
      ? 'nodeImageVersion'
      : undefined;
  };
  return systems.flatMap((it) => {
    const found = field(it);
    const feature = `${it.feature} in the pool ${name}`;
    return found ? [{ feature, end: it.end, seen: [{ at: `${at}.${found}`, actual: profile[found] }] }] : [];
  });
}
