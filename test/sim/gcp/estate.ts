import type { protos as registryProtos } from '@google-cloud/artifact-registry';
import type { protos } from '@google-cloud/container';
import type { protos as keyProtos } from '@google-cloud/kms';
import type { compute_v1 } from '@googleapis/compute';
import type { AdmissionPolicy } from '#clouds/gcp/binary-authorization/policy/resource';
import type { JsonObject } from '../json.ts';

export type GkeCluster = protos.google.container.v1.ICluster;
export type GkeServerConfig = protos.google.container.v1.IServerConfig;
export type GkeSupportEnds = Pick<
  protos.google.container.v1.IClusterUpgradeInfo,
  'endOfStandardSupportTimestamp' | 'endOfExtendedSupportTimestamp'
>;
export type EffectivePolicy = compute_v1.Schema$NetworksGetEffectiveFirewallsResponseEffectiveFirewallPolicy;
export type RegionalEffectivePolicy =
  compute_v1.Schema$RegionNetworkFirewallPoliciesGetEffectiveFirewallsResponseEffectiveFirewallPolicy;
export type KmsKey = keyProtos.google.cloud.kms.v1.ICryptoKey;
export type Repository = registryProtos.google.devtools.artifactregistry.v1.IRepository;
export type IamPolicy = registryProtos.google.iam.v1.IPolicy;

/** What exists in one simulated project, in the types of Google's clients. */
export interface GcpProjectEstate {
  readonly projectId: string;
  readonly projectNumber: string;
  readonly displayName: string;
  /** The folder or organisation above, such as `folders/123`. */
  readonly parent: string;
  /** `ACTIVE` without it. */
  readonly state?: 'ACTIVE' | 'DELETE_REQUESTED';
  readonly labels: Readonly<Record<string, string>>;
  /** The project as Compute Engine describes it. */
  readonly compute: compute_v1.Schema$Project;
  readonly clusters: readonly GkeCluster[];
  /** Zones that a listing of clusters could not reach: their clusters are then left out. */
  readonly missingZones: readonly string[];
  /** Versions on offer, by location. */
  readonly serverConfigs: Readonly<Record<string, GkeServerConfig>>;
  /** Until when minors are supported, by minor; of those that are not here nothing is told. */
  readonly supportEnds: Readonly<Record<string, GkeSupportEnds>>;
  readonly networks: readonly compute_v1.Schema$Network[];
  readonly subnetworks: readonly compute_v1.Schema$Subnetwork[];
  /** Regions that a listing of subnetworks could not reach: theirs are then left out. */
  readonly unreachedRegions?: readonly string[];
  readonly firewalls: readonly compute_v1.Schema$Firewall[];
  /** Hierarchical and global network policies in force, by network name, in the order of evaluation. */
  readonly policies: Readonly<Record<string, readonly EffectivePolicy[]>>;
  /** Regional network policies in force, by `<region>/<network name>`. */
  readonly regionalPolicies: Readonly<Record<string, readonly RegionalEffectivePolicy[]>>;
  /** The policy by which Binary Authorization admits images; else the one that every project starts with. */
  readonly admissionPolicy?: AdmissionPolicy;
  readonly keys: readonly KmsKey[];
  /** Who may use keys and key rings, by the names of these; nobody but by the project's where one is not here. */
  readonly keyPolicies?: Readonly<Record<string, IamPolicy>>;
  /** Where Artifact Registry is offered. */
  readonly registryLocations: readonly string[];
  readonly repositories: readonly Repository[];
  /** Who may use repositories, by the names of these; nobody but by the project's where one is not here. */
  readonly repositoryPolicies: Readonly<Record<string, IamPolicy>>;
  /** What Artifact Analysis found in images, as it writes it. */
  readonly occurrences?: readonly JsonObject[];
  /** The service accounts of the project by their addresses, with the keys of each. */
  readonly accountKeys?: Readonly<Record<string, readonly AccountKey[]>>;
  /** Who may do what in the project. */
  readonly policy: IamPolicy;
  /** Its own log sinks, as Cloud Logging writes them. */
  readonly sinks?: readonly JsonObject[];
  /** The entries of its logs, as Cloud Logging writes them. */
  readonly entries?: readonly JsonObject[];
  /** Services that are switched off: their calls are refused as the service control does. */
  readonly disabledServices: readonly GcpService[];
}

/** A key of a service account, as IAM lists it. */
export interface AccountKey {
  readonly name: string;
  readonly keyType: 'USER_MANAGED' | 'SYSTEM_MANAGED';
  readonly validAfterTime: string;
  readonly validBeforeTime: string;
  readonly disabled?: true;
}

export type GcpService =
  | 'artifactregistry'
  | 'cloudkms'
  | 'binaryauthorization'
  | 'containeranalysis'
  | 'container'
  | 'compute'
  | 'cloudresourcemanager'
  | 'iam'
  | 'logging';

export interface GcpEstate {
  readonly projects: readonly GcpProjectEstate[];
  readonly folders?: readonly GcpFolder[];
}

export interface GcpFolder {
  /** Such as `folders/123`. */
  readonly name: string;
  /** The folder or organisation above. */
  readonly parent: string;
  readonly state: 'ACTIVE' | 'DELETE_REQUESTED';
}
