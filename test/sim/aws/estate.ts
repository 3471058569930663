import type {
  FlowLog,
  Image as MachineImage,
  GetAllowedImagesSettingsResult,
  InstanceMetadataDefaultsResponse,
  LaunchTemplateVersion,
  ManagedPrefixList,
  NetworkInterface,
  PrefixListEntry,
  Region,
  Reservation,
  RouteTable,
  SecurityGroup,
  Subnet,
  Volume,
  Vpc,
} from '@aws-sdk/client-ec2';
import type {
  Image as ImageManifest,
  ImageDetail,
  ImageScanFindings,
  ImageScanStatus,
  Repository,
} from '@aws-sdk/client-ecr';
import type { Cluster, ClusterVersionInformation, Nodegroup } from '@aws-sdk/client-eks';
import type {
  GetOpenIDConnectProviderResponse,
  GroupDetail,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import type { Finding } from '@aws-sdk/client-inspector2';
import type { GetKeyRotationStatusResponse, KeyMetadata } from '@aws-sdk/client-kms';

/** Everything that the simulated AWS holds, in the output types of the SDK. Nothing in it is ever changed in place. */
export interface AwsEstate {
  /** By account id. */
  readonly accounts: Readonly<Record<string, AwsAccount>>;
  /** Which account a long-lived access key speaks for, and as whom. A key that is not here is refused. */
  readonly accessKeys: Readonly<Record<string, { readonly account: string; readonly arn: string }>>;
}

export interface AwsAccount {
  readonly iam: AwsIam;
  /** By region name, regions that are not opted in included. */
  readonly regions: Readonly<Record<string, AwsRegion>>;
}

export interface AwsIam {
  readonly users: readonly UserDetail[];
  readonly groups: readonly GroupDetail[];
  /** Documents are URL-encoded, as the API answers them. */
  readonly roles: readonly RoleDetail[];
  readonly policies: readonly ManagedPolicyDetail[];
  /** By ARN. */
  readonly oidcProviders: Readonly<Record<string, GetOpenIDConnectProviderResponse>>;
}

export interface AwsRegion {
  readonly optInStatus: NonNullable<Region['OptInStatus']>;
  readonly clusters: readonly Cluster[];
  readonly nodegroups: readonly Nodegroup[];
  readonly clusterVersions: readonly ClusterVersionInformation[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkInterfaces: readonly NetworkInterface[];
  /** DescribeInstances answers reservations. */
  readonly instances: readonly Reservation[];
  readonly volumes: readonly Volume[];
  readonly vpcs: readonly Vpc[];
  readonly flowLogs: readonly FlowLog[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly launchTemplateVersions: readonly LaunchTemplateVersion[];
  readonly images: readonly MachineImage[];
  readonly allowedImagesSettings: GetAllowedImagesSettingsResult;
  readonly ebsEncryptionByDefault: boolean;
  readonly instanceMetadataDefaults: InstanceMetadataDefaultsResponse;
  /** An alias or the ARN of a key. */
  readonly ebsDefaultKmsKeyId: string;
  readonly prefixLists: readonly { readonly list: ManagedPrefixList; readonly entries: readonly PrefixListEntry[] }[];
  readonly repositories: readonly Repository[];
  /** By repository name. */
  readonly ecrImages: Readonly<Record<string, readonly ImageDetail[]>>;
  /** By digest. */
  readonly manifests: Readonly<Record<string, ImageManifest>>;
  /** By `repository@digest`; an image without an entry was never scanned. */
  readonly scanFindings: Readonly<Record<string, ScanResult>>;
  readonly inspectorFindings: readonly Finding[];
  readonly kmsKeys: readonly KeyMetadata[];
  /** By ARN; a key that is not here is not rotated. */
  readonly kmsRotations: Readonly<Record<string, Pick<GetKeyRotationStatusResponse, 'RotationPeriodInDays'>>>;
  /** Key ids by alias, such as `alias/aws/ebs`. */
  readonly kmsAliases: Readonly<Record<string, string>>;
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
    clusterVersions: [],
    securityGroups: [],
    networkInterfaces: [],
    instances: [],
    volumes: [],
    vpcs: [],
    flowLogs: [],
    subnets: [],
    routeTables: [],
    launchTemplateVersions: [],
    images: [],
    allowedImagesSettings: { State: 'disabled', ManagedBy: 'account', ImageCriteria: [] },
    ebsEncryptionByDefault: false,
    instanceMetadataDefaults: { ManagedBy: 'account' },
    ebsDefaultKmsKeyId: 'alias/aws/ebs',
    prefixLists: [],
    repositories: [],
    ecrImages: {},
    manifests: {},
    scanFindings: {},
    inspectorFindings: [],
    kmsKeys: [],
    kmsRotations: {},
    kmsAliases: {},
    ...change,
  };
}

export function emptyIam(change: Partial<AwsIam> = {}): AwsIam {
  return { users: [], groups: [], roles: [], policies: [], oidcProviders: {}, ...change };
}
