import type { protos } from '@google-cloud/container';
import type { compute_v1 } from '@googleapis/compute';

export type GkeCluster = protos.google.container.v1.ICluster;
export type GkeServerConfig = protos.google.container.v1.IServerConfig;
export type EffectivePolicy = compute_v1.Schema$NetworksGetEffectiveFirewallsResponseEffectiveFirewallPolicy;
export type RegionalEffectivePolicy =
  compute_v1.Schema$RegionNetworkFirewallPoliciesGetEffectiveFirewallsResponseEffectiveFirewallPolicy;

/** What exists in one simulated project, in the types of Google's clients. */
export interface GcpProjectEstate {
  readonly projectId: string;
  readonly projectNumber: string;
  readonly displayName: string;
  /** The folder or organisation above, such as `folders/123`. */
  readonly parent: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The project as Compute Engine describes it. */
  readonly compute: compute_v1.Schema$Project;
  readonly clusters: readonly GkeCluster[];
  /** Zones that a listing of clusters could not reach: their clusters are then left out. */
  readonly missingZones: readonly string[];
  /** Versions on offer, by location. */
  readonly serverConfigs: Readonly<Record<string, GkeServerConfig>>;
  readonly networks: readonly compute_v1.Schema$Network[];
  readonly subnetworks: readonly compute_v1.Schema$Subnetwork[];
  readonly firewalls: readonly compute_v1.Schema$Firewall[];
  /** Hierarchical and global network policies in force, by network name, in the order of evaluation. */
  readonly policies: Readonly<Record<string, readonly EffectivePolicy[]>>;
  /** Regional network policies in force, by `<region>/<network name>`. */
  readonly regionalPolicies: Readonly<Record<string, readonly RegionalEffectivePolicy[]>>;
  /** Services that are switched off: their calls are refused as the service control does. */
  readonly disabledServices: readonly GcpService[];
}

export type GcpService = 'container' | 'compute' | 'cloudresourcemanager';

export interface GcpEstate {
  readonly projects: readonly GcpProjectEstate[];
}
