import type { ManagedCluster } from '@azure/arm-containerservice';
import type { AzureEstate, AzureSubscriptionEstate } from '../../sim/azure/estate.ts';

/** The estate with a cluster that anybody may do anything in, one on public nodes, and one with keys of its own. */
export const changedAzure = ({ subscriptions, ...rest }: AzureEstate): AzureEstate => ({
  ...rest,
  subscriptions: subscriptions.map(changedIn),
});

function changedIn(held: AzureSubscriptionEstate): AzureSubscriptionEstate {
  const changes = [{ enableRbac: false }, publicNodes(held.managedClusters[1]), ownKeys(held)];
  const managedClusters = held.managedClusters.map((cluster, at) => ({ ...cluster, ...changes[at] }));
  return {
    ...held,
    managedClusters,
    disks: held.disks.map((disk, at) => (at === 2 ? { ...disk, ...byOwnKey } : disk)),
  };
}

const publicNodes = (cluster: ManagedCluster | undefined): Partial<ManagedCluster> => ({
  agentPoolProfiles: (cluster?.agentPoolProfiles ?? []).map((pool) => ({ ...pool, enableNodePublicIP: true })),
});

const ownKeys = ({ subscription }: AzureSubscriptionEstate): Partial<ManagedCluster> => ({
  diskEncryptionSetID: `${subscription.id ?? ''}/resourceGroups/keys/providers/Microsoft.Compute/diskEncryptionSets/own`,
});

const byOwnKey = { encryption: { type: 'EncryptionAtRestWithCustomerKey' } };
