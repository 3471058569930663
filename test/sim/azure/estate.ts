import type { RoleAssignment, RoleDefinition } from '@azure/arm-authorization';
import type { Registry, ScopeMap, Token } from '@azure/arm-containerregistry';
import type { DiagnosticSettingsCategoryResource, DiagnosticSettingsResource } from '@azure/arm-monitor';
import type { Disk, Snapshot, VirtualMachineScaleSet } from '@azure/arm-compute';
import type { KubernetesVersion, ManagedCluster } from '@azure/arm-containerservice';
import type {
  ApplicationGateway,
  FlowLog,
  NetworkInterface,
  NetworkSecurityGroup,
  NetworkWatcher,
  PublicIPAddress,
  VirtualNetwork,
} from '@azure/arm-network';
import type { Subscription } from '@azure/arm-resources-subscriptions';
import type { JsonObject } from '../json.ts';

/** What stands around clusters. */
export interface Surroundings {
  readonly networkWatchers: readonly NetworkWatcher[];
  /** Each with the id of its watcher in its own. */
  readonly flowLogs: readonly FlowLog[];
  readonly applicationGateways: readonly ApplicationGateway[];
  readonly snapshots: readonly Snapshot[];
  /** Each with the id of its registry in its own. */
  readonly tokens: readonly Token[];
  readonly scopeMaps: readonly ScopeMap[];
  /** Those of Key Vault, as its API writes them, with their ids. */
  readonly vaults: readonly JsonObject[];
  readonly keys: readonly JsonObject[];
}

/** What exists in one simulated subscription, as the SDK clients give it back. */
export interface AzureSubscriptionEstate extends Partial<Surroundings> {
  readonly subscription: Subscription;
  readonly managedClusters: readonly ManagedCluster[];
  readonly networkSecurityGroups: readonly NetworkSecurityGroup[];
  readonly virtualNetworks: readonly VirtualNetwork[];
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly publicIPAddresses: readonly PublicIPAddress[];
  readonly virtualMachineScaleSets: readonly VirtualMachineScaleSet[];
  readonly disks: readonly Disk[];
  readonly registries: readonly Registry[];
  /** Each with the id of the object that it is on in its own. */
  readonly diagnosticSettings: readonly DiagnosticSettingsResource[];
  /** What every cluster can send. */
  readonly diagnosticCategories: readonly DiagnosticSettingsCategoryResource[];
  /** What every registry can send. */
  readonly registryCategories?: readonly DiagnosticSettingsCategoryResource[];
  /** Those at the subscription, below it, and those that it inherits. */
  readonly roleAssignments?: readonly RoleAssignment[];
  /** Built-in and custom roles. */
  readonly roleDefinitions?: readonly RoleDefinition[];
  /** Those of Defender for Cloud, as its API writes them; nothing is on where none is here. */
  readonly defenderPlans?: readonly JsonObject[];
  /** Bindings of trusted access to clusters, and the roles that each location has for them, as their API writes them. */
  readonly trustedAccess?: readonly JsonObject[];
  readonly trustedAccessRoles?: readonly JsonObject[];
  /** The revisions of Istio that AKS offers in every location, as its API writes them. */
  readonly meshRevisions?: readonly JsonObject[];
  /** User-assigned identities, and whom they trust, as their API writes them. */
  readonly identities?: readonly JsonObject[];
  readonly federatedCredentials?: readonly JsonObject[];
  /** The Kubernetes minors that AKS offers in every location. */
  readonly kubernetesVersions: readonly KubernetesVersion[];
  /** Those of Event Grid, as its API writes them, with their ids. */
  readonly eventSubscriptions?: readonly JsonObject[];
  readonly systemTopics?: readonly JsonObject[];
  /** Those of Log Analytics, as its API writes them, with their ids. */
  readonly workspaces?: readonly JsonObject[];
  /** The kubeconfig text of a cluster user, by the cluster's ARM id. */
  readonly kubeconfigs: Readonly<Record<string, string>>;
}

export interface AzureEstate {
  readonly subscriptions: readonly AzureSubscriptionEstate[];
  readonly managementGroups?: readonly AzureManagementGroup[];
}

export interface AzureManagementGroup {
  readonly name: string;
  /** The name of the group above; the root has none. */
  readonly parent?: string;
  /** The ids of those directly in it. */
  readonly subscriptions: readonly string[];
}
