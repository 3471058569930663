import { defineFact, type Unknown } from '#model';
import { fieldMissing, unknown, type Evidence } from '#rule';
import { textAt } from '../../../json.ts';
import { armId, groupBeside, resourceGroupOf } from '../../address.ts';
import { scaleSet } from '../../compute/scale-set/resource.ts';
import { ownPools } from './pool-facts.ts';
import { aksCluster } from './resource.ts';

type Config = typeof aksCluster.config;

/** An identity on the machines of a cluster that is neither that of the kubelet nor that of an add-on. */
export interface ExtraIdentity {
  /** Its ARM id in lower case; that of the scale set where it is the scale set's own. */
  readonly id: string;
  readonly isOwn: boolean;
  readonly scaleSet: string;
  readonly seen: Evidence;
}

/**
 * The identities on the scale sets of a cluster that AKS did not put there. A pool of single machines is not read.
 * Source: https://learn.microsoft.com/azure/aks/use-managed-identity
 */
export const extraIdentities = defineFact({
  name: 'aks.extra-identities',
  of: aksCluster,
  uses: [scaleSet],
  work({ id, config }, { list }): readonly (ExtraIdentity | Unknown)[] | Unknown {
    const group = groupBeside(id, config.nodeResourceGroup);
    if (group === undefined) return fieldMissing('nodeResourceGroup');
    const known = new Set(namedBy(config));
    const found = list(scaleSet, { group }).items.flatMap((set): (ExtraIdentity | Unknown)[] => {
      const { type = '', userAssignedIdentities = {} } = set.config.identity ?? {};
      const at = (path: string): string => `${set.id}#identity.${path}`;
      const extra = Object.keys(userAssignedIdentities).filter((it) => !known.has(armId(it)));
      const seen = { at: at('userAssignedIdentities'), actual: Object.keys(userAssignedIdentities) };
      const given = extra.map((it) => {
        const id = armId(it);
        const name = id.split('/').at(-1) ?? '';
        return resourceGroupOf(id) === group && name.startsWith('ext-')
          ? ofExtension(name)
          : { id, isOwn: false, scaleSet: set.name, seen };
      });
      const own = { id: set.id, isOwn: true, scaleSet: set.name, seen: { at: at('type'), actual: type } };
      return /systemassigned/i.test(type) ? [...given, own] : given;
    });
    return [...found, ...unreadPools(config)];
  },
});

/**
 * Whether pods are kept from the metadata service of their node. Only preview versions of the API tell, which the SDK
 * does not read and files may hold.
 * Source: https://learn.microsoft.com/azure/aks/imds-restriction
 */
export const isMetadataClosed = (config: Config): boolean =>
  textAt(config, 'networkProfile', 'podLinkLocalAccess')?.toLowerCase() === 'none';

/** The ARM ids of the identities that AKS puts on nodes, in lower case. */
function namedBy({ identityProfile, addonProfiles, ingressProfile }: Config): readonly string[] {
  const named = [
    ...Object.values(identityProfile ?? {}).map(({ resourceId }) => resourceId),
    ...Object.values(addonProfiles ?? {}).map(({ identity }) => identity?.resourceId),
    ingressProfile?.webAppRouting?.identity?.resourceId,
  ];
  return named.flatMap((it) => (it ? armId(it) : []));
}

/**
 * An extension of a cluster, such as that of backups, gets an identity in the node resource group, and the cluster does
 * not name it. Source: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept
 */
const ofExtension = (name: string): Unknown =>
  unknown('outside', `The identity ${name} may be that of an extension of the cluster, which are not read.`);

/** Pools of which no scale set can tell. */
function unreadPools(config: Config): readonly Unknown[] {
  const pools = ownPools(config);
  if ('verdict' in pools) return [pools];
  return pools.flatMap(({ name, profile: { type } }) =>
    type === undefined || type === 'VirtualMachineScaleSets'
      ? []
      : unknown('outside', `The identities of the machines of the pool ${name} are not read.`),
  );
}
