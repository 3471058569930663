import {
  AssociateEncryptionConfig$,
  UpdateClusterConfig$,
  type AssociateEncryptionConfigRequest,
  type AssociateEncryptionConfigResponse,
  type Cluster,
  type LogSetup,
  type UpdateClusterConfigRequest,
  type UpdateClusterConfigResponse,
  type VpcConfigRequest,
} from '@aws-sdk/client-eks';
import { canonicalCidr, isPrivateRange } from '../cidr.ts';
import { AwsError, operation, type Call, type Operation, type RunningUpdate } from '../operation.ts';
import { clusterOf } from './read.ts';
import { startUpdate } from './update.ts';

export const eksConfigOperations: readonly Operation[] = [
  operation('eks', UpdateClusterConfig$, updateClusterConfig, 'ResourceNotFoundException'),
  operation('eks', AssociateEncryptionConfig$, associateEncryption, 'ResourceNotFoundException'),
];

interface Planned {
  readonly type: RunningUpdate['type'];
  readonly params: RunningUpdate['params'];
  readonly change: Partial<Cluster>;
}

/** What is not named stays as it is. One kind of change in a request, as the API demands. */
function updateClusterConfig(input: UpdateClusterConfigRequest, call: Call): UpdateClusterConfigResponse {
  const cluster = clusterOf(call, input.name);
  const plans = [endpoint, networks, logging, access, upgrade, deletion, remote].flatMap(
    (plan) => plan(input, cluster) ?? [],
  );
  const [plan, ...others] = plans;
  if (plan === undefined) throw invalid('No changes needed for the provided configuration');
  if (others.length > 0) throw invalid('Only one type of update can be allowed.');
  return { update: startUpdate(cluster, plan, call) };
}

function endpoint({ resourcesVpcConfig: asked }: UpdateClusterConfigRequest, cluster: Cluster): Planned | undefined {
  if (
    asked?.endpointPublicAccess === undefined &&
    asked?.endpointPrivateAccess === undefined &&
    asked?.publicAccessCidrs === undefined
  ) {
    return undefined;
  }
  const now = cluster.resourcesVpcConfig ?? {};
  const next = {
    ...now,
    endpointPublicAccess: asked.endpointPublicAccess ?? now.endpointPublicAccess,
    endpointPrivateAccess: asked.endpointPrivateAccess ?? now.endpointPrivateAccess,
    publicAccessCidrs: publicCidrs(asked) ?? now.publicAccessCidrs,
  };
  if (next.endpointPublicAccess !== true && next.endpointPrivateAccess !== true) {
    throw invalid('Private and public endpoint access cannot be false');
  }
  if (JSON.stringify(next) === JSON.stringify(now)) {
    const state = `endpointPrivateAccess: ${String(next.endpointPrivateAccess)}, endpointPublicAccess: ${String(next.endpointPublicAccess)}`;
    throw invalid(
      `Cluster is already at the desired configuration with ${state}, and Public Endpoint Restrictions: [${String(next.publicAccessCidrs)}]`,
    );
  }
  return {
    type: 'EndpointAccessUpdate',
    params: [
      { type: 'EndpointPublicAccess', value: String(next.endpointPublicAccess) },
      { type: 'EndpointPrivateAccess', value: String(next.endpointPrivateAccess) },
      { type: 'PublicAccessCidrs', value: JSON.stringify(next.publicAccessCidrs) },
    ],
    change: { resourcesVpcConfig: next },
  };
}

function publicCidrs({ publicAccessCidrs: asked }: VpcConfigRequest): string[] | undefined {
  if (asked === undefined) return undefined;
  if (asked.length === 0) return ['0.0.0.0/0'];
  if (asked.length > 40) throw invalid('The maximum number of public access CIDRs is 40');
  return asked.map((text) => {
    const range = canonicalCidr(text, text.includes(':') ? 'ipv6' : 'ipv4');
    if (range === undefined) throw invalid(`Invalid CIDR: ${text}`);
    if (isPrivateRange(range)) throw invalid(`The following CIDRs are not allowed in publicAccessCidrs: [${text}]`);
    return range;
  });
}

function networks({ resourcesVpcConfig: asked }: UpdateClusterConfigRequest, cluster: Cluster): Planned | undefined {
  if (asked?.subnetIds === undefined && asked?.securityGroupIds === undefined) return undefined;
  if (asked.subnetIds !== undefined && asked.subnetIds.length < 2) {
    throw invalid('Subnets specified must be in at least two different AZs');
  }
  const now = cluster.resourcesVpcConfig ?? {};
  return {
    type: 'VpcConfigUpdate',
    params: [
      { type: 'Subnets', value: JSON.stringify(asked.subnetIds ?? now.subnetIds) },
      { type: 'SecurityGroups', value: JSON.stringify(asked.securityGroupIds ?? now.securityGroupIds) },
    ],
    change: {
      resourcesVpcConfig: {
        ...now,
        subnetIds: asked.subnetIds ?? now.subnetIds,
        securityGroupIds: asked.securityGroupIds ?? now.securityGroupIds,
      },
    },
  };
}

const logTypes = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'] as const;

function logging({ logging: asked }: UpdateClusterConfigRequest, cluster: Cluster): Planned | undefined {
  if (asked === undefined) return undefined;
  const enabled = new Set(setTypes(cluster.logging?.clusterLogging, true));
  for (const type of setTypes(asked.clusterLogging, true)) enabled.add(type);
  for (const type of setTypes(asked.clusterLogging, false)) enabled.delete(type);
  const on = logTypes.filter((type) => enabled.has(type));
  const off = logTypes.filter((type) => !enabled.has(type));
  const clusterLogging: LogSetup[] = [
    ...(on.length > 0 ? [{ types: on, enabled: true }] : []),
    ...(off.length > 0 ? [{ types: off, enabled: false }] : []),
  ];
  return {
    type: 'LoggingUpdate',
    params: [{ type: 'ClusterLogging', value: JSON.stringify({ clusterLogging }) }],
    change: { logging: { clusterLogging } },
  };
}

function setTypes(setups: readonly LogSetup[] | undefined, enabled: boolean): NonNullable<LogSetup['types']> {
  return (setups ?? []).filter((setup) => setup.enabled === enabled).flatMap((setup) => setup.types ?? []);
}

function access({ accessConfig: asked }: UpdateClusterConfigRequest, cluster: Cluster): Planned | undefined {
  const mode = asked?.authenticationMode;
  if (mode === undefined) return undefined;
  const modes = ['CONFIG_MAP', 'API_AND_CONFIG_MAP', 'API'];
  const now = cluster.accessConfig?.authenticationMode ?? 'CONFIG_MAP';
  if (modes.indexOf(mode) <= modes.indexOf(now)) {
    throw invalid(`Unsupported authentication mode update from ${now} to ${mode}`);
  }
  return {
    type: 'AccessConfigUpdate',
    params: [{ type: 'AuthenticationMode', value: mode }],
    change: { accessConfig: { ...cluster.accessConfig, authenticationMode: mode } },
  };
}

function upgrade({ upgradePolicy: asked }: UpdateClusterConfigRequest): Planned | undefined {
  if (asked === undefined) return undefined;
  return {
    type: 'UpgradePolicyUpdate',
    params: [{ type: 'UpgradePolicy', value: JSON.stringify(asked) }],
    change: { upgradePolicy: asked },
  };
}

function deletion({ deletionProtection: asked }: UpdateClusterConfigRequest): Planned | undefined {
  if (asked === undefined) return undefined;
  return {
    type: 'DeletionProtectionUpdate',
    params: [{ type: 'DeletionProtection', value: String(asked) }],
    change: { deletionProtection: asked },
  };
}

// Networks of the RFC 1918 ranges, of /8 to /32.
// Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteNetworkConfigRequest.html
function remote({ remoteNetworkConfig: asked }: UpdateClusterConfigRequest): Planned | undefined {
  if (asked === undefined) return undefined;
  const all = [...(asked.remoteNodeNetworks ?? []), ...(asked.remotePodNetworks ?? [])];
  for (const cidr of all.flatMap(({ cidrs = [] }) => cidrs)) {
    const range = canonicalCidr(cidr, 'ipv4');
    if (range === undefined || Number(range.split('/')[1]) < 8 || !isPrivateRange(range))
      throw invalid(`Invalid CIDR in remoteNetworkConfig: ${cidr}`);
  }
  return {
    type: 'RemoteNetworkConfigUpdate',
    params: [{ type: 'RemoteNetworkConfig', value: JSON.stringify(asked) }],
    change: { remoteNetworkConfig: asked },
  };
}

/** Given once, for good. */
function associateEncryption(
  { clusterName, encryptionConfig = [] }: AssociateEncryptionConfigRequest,
  call: Call,
): AssociateEncryptionConfigResponse {
  const cluster = clusterOf(call, clusterName);
  const [entry = {}, ...others] = encryptionConfig;
  const { provider } = entry;
  const named = Object.entries(entry).some(([key, value]) => key === 'resources' && String(value) === 'secrets');
  if (others.length > 0 || !named || provider?.keyArn === undefined)
    throw invalid('encryptionConfig takes one entry with the resource secrets and a key');
  if (!call.here.kmsKeys.some(({ Arn }) => Arn === provider.keyArn))
    throw invalid(`The keyArn ${provider.keyArn} is not valid`);
  if ((cluster.encryptionConfig ?? []).length > 0) throw invalid('Encryption is already enabled for the cluster');
  const params = [{ type: 'EncryptionConfig' as const, value: JSON.stringify(encryptionConfig) }];
  const change = { encryptionConfig };
  return { update: startUpdate(cluster, { type: 'AssociateEncryptionConfig', params, change }, call) };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
