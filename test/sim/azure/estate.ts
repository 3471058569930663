import type { Disk, VirtualMachineScaleSet } from '@azure/arm-compute';
import type { KubernetesVersion, ManagedCluster } from '@azure/arm-containerservice';
import type { NetworkInterface, NetworkSecurityGroup, PublicIPAddress, VirtualNetwork } from '@azure/arm-network';
import type { Subscription } from '@azure/arm-resources-subscriptions';

/** What exists in one simulated subscription, as the SDK clients give it back. */
export interface AzureSubscriptionEstate {
  readonly subscription: Subscription;
  readonly managedClusters: readonly ManagedCluster[];
  readonly networkSecurityGroups: readonly NetworkSecurityGroup[];
  readonly virtualNetworks: readonly VirtualNetwork[];
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly publicIPAddresses: readonly PublicIPAddress[];
  readonly virtualMachineScaleSets: readonly VirtualMachineScaleSet[];
  readonly disks: readonly Disk[];
  /** The Kubernetes minors that AKS offers in every location. */
  readonly kubernetesVersions: readonly KubernetesVersion[];
  /** The kubeconfig text of a cluster user, by the cluster's ARM id. */
  readonly kubeconfigs: Readonly<Record<string, string>>;
}

export interface AzureEstate {
  readonly subscriptions: readonly AzureSubscriptionEstate[];
}
