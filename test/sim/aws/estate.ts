import type { GetEventSelectorsResponse, GetTrailStatusResponse, Trail } from '@aws-sdk/client-cloudtrail';
import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import type {
  FlowLog,
  Image as MachineImage,
  GetAllowedImagesSettingsResult,
  InstanceMetadataDefaultsResponse,
  LaunchTemplateVersion,
  ManagedPrefixList,
  NetworkAcl,
  NetworkInterface,
  PrefixListEntry,
  Region,
  Reservation,
  RouteTable,
  SecurityGroup,
  Snapshot,
  SnapshotBlockPublicAccessState,
  Subnet,
  Volume,
  Vpc,
} from '@aws-sdk/client-ec2';
import type {
  Image as ImageManifest,
  ImageDetail,
  ImageScanFindings,
  ImageScanStatus,
  RegistryScanningConfiguration,
  Repository,
} from '@aws-sdk/client-ecr';
import type {
  AccessEntry,
  Addon,
  AddonInfo,
  AssociatedAccessPolicy,
  Capability,
  Cluster,
  ClusterVersionInformation,
  FargateProfile,
  InsightSummary,
  Nodegroup,
  OidcIdentityProviderConfig,
} from '@aws-sdk/client-eks';
import type {
  GetOpenIDConnectProviderResponse,
  GroupDetail,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import type { GetDetectorResponse } from '@aws-sdk/client-guardduty';
import type { Listener, LoadBalancer, Rule, Tag } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Finding, Status } from '@aws-sdk/client-inspector2';
import type { GetKeyRotationStatusResponse, KeyMetadata } from '@aws-sdk/client-kms';
import type { Account, OrganizationalUnit } from '@aws-sdk/client-organizations';

/** Everything that the simulated AWS holds, in the output types of the SDK. Nothing in it is ever changed in place. */
export interface AwsEstate {
  /** By account id. */
  readonly accounts: Readonly<Record<string, AwsAccount>>;
  /** Which account a long-lived access key speaks for, and as whom. A key that is not here is refused. */
  readonly accessKeys: Readonly<Record<string, { readonly account: string; readonly arn: string }>>;
  readonly organization?: AwsOrganization;
}

export interface AwsOrganization {
  /** The account that may look at it. */
  readonly management: string;
  readonly root: string;
  /** With the unit or root above. */
  readonly units: readonly { readonly unit: OrganizationalUnit; readonly parent: string }[];
  readonly accounts: readonly { readonly account: Account; readonly parent: string }[];
}

export interface AwsAccount {
  readonly iam: AwsIam;
  /** None without it. */
  readonly trails?: readonly HeldTrail[];
  /** By region name, regions that are not opted in included. */
  readonly regions: Readonly<Record<string, AwsRegion>>;
}

/** A trail, be it of the organisation, with what else is asked about it. */
export interface HeldTrail {
  readonly trail: Trail;
  readonly status: GetTrailStatusResponse;
  readonly selectors: Omit<GetEventSelectorsResponse, 'TrailARN'>;
}

export interface AwsIam {
  readonly users: readonly UserDetail[];
  readonly groups: readonly GroupDetail[];
  /** Documents are URL-encoded, as the API answers them. */
  readonly roles: readonly RoleDetail[];
  readonly policies: readonly ManagedPolicyDetail[];
  /** By ARN. */
  readonly oidcProviders: Readonly<Record<string, GetOpenIDConnectProviderResponse>>;
  /** Whom the account issues tokens of its roles as; absent where that was never enabled. */
  readonly issuer?: string;
}

export interface AwsRegion {
  readonly optInStatus: NonNullable<Region['OptInStatus']>;
  readonly clusters: readonly Cluster[];
  readonly nodegroups: readonly Nodegroup[];
  readonly addons: readonly Addon[];
  /** What EKS offers, for every Kubernetes version. */
  readonly addonVersions: readonly AddonInfo[];
  readonly fargateProfiles: readonly FargateProfile[];
  readonly logGroups: readonly LogGroup[];
  readonly accessEntries: readonly {
    readonly entry: AccessEntry;
    readonly policies: readonly AssociatedAccessPolicy[];
  }[];
  readonly capabilities: readonly Capability[];
  /** By cluster. */
  readonly insights: Readonly<Record<string, readonly InsightSummary[]>>;
  readonly identityProviders: readonly OidcIdentityProviderConfig[];
  readonly clusterVersions: readonly ClusterVersionInformation[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkInterfaces: readonly NetworkInterface[];
  /** DescribeInstances answers reservations. */
  readonly instances: readonly Reservation[];
  readonly volumes: readonly Volume[];
  readonly snapshots: readonly { readonly snapshot: Snapshot; readonly isPublic: boolean }[];
  readonly snapshotPublicBlock: SnapshotBlockPublicAccessState;
  readonly imagePublicBlock: 'block-new-sharing' | 'unblocked';
  /** What the block of AMIs becomes after the next look at it. */
  readonly imagePublicBlockNext?: AwsRegion['imagePublicBlock'] | undefined;
  readonly vpcs: readonly Vpc[];
  readonly flowLogs: readonly FlowLog[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly launchTemplateVersions: readonly LaunchTemplateVersion[];
  readonly images: readonly MachineImage[];
  readonly allowedImagesSettings: GetAllowedImagesSettingsResult;
  readonly ebsEncryptionByDefault: boolean;
  readonly instanceMetadataDefaults: InstanceMetadataDefaultsResponse;
  /** An alias or the ARN of a key. */
  readonly ebsDefaultKmsKeyId: string;
  readonly prefixLists: readonly { readonly list: ManagedPrefixList; readonly entries: readonly PrefixListEntry[] }[];
  readonly repositories: readonly Repository[];
  /** By repository name, as JSON; most repositories have none. */
  readonly ecrPolicies: Readonly<Record<string, string>>;
  readonly ecrRegistryPolicy: string | undefined;
  readonly ecrPolicyScope: 'V1' | 'V2';
  readonly ecrScanning: RegistryScanningConfiguration;
  /** By repository name. */
  readonly ecrImages: Readonly<Record<string, readonly ImageDetail[]>>;
  /** By digest. */
  readonly manifests: Readonly<Record<string, ImageManifest>>;
  /** By `repository@digest`; an image without an entry was never scanned. */
  readonly scanFindings: Readonly<Record<string, ScanResult>>;
  /** Application, network and gateway load balancers. */
  readonly loadBalancers: readonly { readonly balancer: LoadBalancer; readonly tags: readonly Tag[] }[];
  /** With what its requests are led by before its default action. */
  readonly listeners: readonly { readonly listener: Listener; readonly rules: readonly Rule[] }[];
  /** GuardDuty; absent where it was never turned on. */
  readonly detector: { readonly id: string; readonly answer: GetDetectorResponse } | undefined;
  readonly inspectorFindings: readonly Finding[];
  /** Whether Inspector looks at the registry. */
  readonly inspectorOfEcr: Status;
  readonly kmsKeys: readonly KeyMetadata[];
  /** By ARN, as JSON; a key that is not here has the policy that the service gives it. */
  readonly kmsPolicies: Readonly<Record<string, string>>;
  /** By ARN; a key that is not here is not rotated. */
  readonly kmsRotations: Readonly<Record<string, Pick<GetKeyRotationStatusResponse, 'RotationPeriodInDays'>>>;
  /** Key ids by alias, such as `alias/aws/ebs`. */
  readonly kmsAliases: Readonly<Record<string, string>>;
  /** The private halves of asymmetric keys by ARN, in PEM: nobody is told them. */
  readonly kmsSecrets: Readonly<Record<string, string>>;
}

export interface ScanResult {
  readonly imageScanStatus: ImageScanStatus;
  readonly imageScanFindings?: ImageScanFindings;
}

/** A region in which nothing was ever made. */
export function emptyRegion(change: Partial<AwsRegion> = {}): AwsRegion {
  return {
    optInStatus: 'opt-in-not-required',
    clusters: [],
    nodegroups: [],
    addons: [],
    addonVersions: [],
    fargateProfiles: [],
    logGroups: [],
    accessEntries: [],
    capabilities: [],
    insights: {},
    identityProviders: [],
    clusterVersions: [],
    securityGroups: [],
    networkInterfaces: [],
    instances: [],
    volumes: [],
    snapshots: [],
    snapshotPublicBlock: 'unblocked',
    imagePublicBlock: 'block-new-sharing',
    vpcs: [],
    flowLogs: [],
    subnets: [],
    routeTables: [],
    networkAcls: [],
    launchTemplateVersions: [],
    images: [],
    allowedImagesSettings: { State: 'disabled', ManagedBy: 'account', ImageCriteria: [] },
    ebsEncryptionByDefault: false,
    instanceMetadataDefaults: { ManagedBy: 'account' },
    ebsDefaultKmsKeyId: 'alias/aws/ebs',
    prefixLists: [],
    repositories: [],
    ecrPolicies: {},
    ecrRegistryPolicy: undefined,
    ecrPolicyScope: 'V1',
    ecrScanning: { scanType: 'BASIC', rules: [] },
    ecrImages: {},
    manifests: {},
    scanFindings: {},
    loadBalancers: [],
    listeners: [],
    detector: undefined,
    inspectorFindings: [],
    inspectorOfEcr: 'DISABLED',
    kmsKeys: [],
    kmsPolicies: {},
    kmsRotations: {},
    kmsAliases: {},
    kmsSecrets: {},
    ...change,
  };
}

export function emptyIam(change: Partial<AwsIam> = {}): AwsIam {
  return { users: [], groups: [], roles: [], policies: [], oidcProviders: {}, ...change };
}
