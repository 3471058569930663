import type { EncryptionConfig, UpdateClusterConfigRequest } from '@aws-sdk/client-eks';
import { defineAction, wire, type Action, type CannotPlan, type ResourceOf, type Wire } from '#model';
import { cannotPlan } from '#rule';
import { former } from '../../../former.ts';
import { canonicalCidr } from '../../canonical-cidr.ts';
import { whyUnwell } from './health-facts.ts';
import { eksCluster } from './resource.ts';

/** To wait for another update that is under way, the cluster is read again. */
const configPermissions = ['eks:UpdateClusterConfig', 'eks:DescribeUpdate', 'eks:DescribeCluster'];

type VpcConfig = NonNullable<UpdateClusterConfigRequest['resourcesVpcConfig']>;
type Endpoint = Pick<VpcConfig, 'endpointPublicAccess' | 'endpointPrivateAccess' | 'publicAccessCidrs'>;

/**
 * Changes who may reach a cluster's endpoint. The service merges what is given into what stands, and does not compare.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html
 */
export const updateEndpoint = defineAction({
  name: 'eks.update-endpoint',
  on: eksCluster,
  kind: 'replace',
  permissions: configPermissions,
  writes: [
    'resourcesVpcConfig.endpointPublicAccess',
    'resourcesVpcConfig.endpointPrivateAccess',
    'resourcesVpcConfig.publicAccessCidrs',
  ],
  request: wire<Endpoint>(),
  simulate: (cluster, request) => [
    {
      put: {
        ...cluster,
        config: {
          ...cluster.config,
          resourcesVpcConfig: { ...cluster.config.resourcesVpcConfig, ...canonicalEndpoint(request) },
        },
      },
    },
  ],
  undo: ({ config }, request, again) => [again(former(config.resourcesVpcConfig, request))],
  healthy: ({ config }) => whyUnwell(config),
});

/** The request as it is sent: ranges without host bits, so that what is read back is what was sent. */
export const canonicalEndpoint = (request: Wire<Endpoint>): Wire<Endpoint> => ({
  ...request,
  ...(request.publicAccessCidrs && { publicAccessCidrs: request.publicAccessCidrs.map(canonicalCidr) }),
});

/** Lets only the given networks reach the public endpoint of a cluster; its own network keeps a way in. */
export function planEksNetworks(
  cluster: ResourceOf<typeof eksCluster>,
  publicAccessCidrs: readonly string[],
): readonly Action[] | CannotPlan {
  if (publicAccessCidrs.length === 0) return cannotPlan('allowedCidrs is empty: name the networks that may call');
  const both = cluster.config.remoteNetworkConfig === undefined ? { endpointPrivateAccess: true } : {};
  return [updateEndpoint(cluster, { publicAccessCidrs, ...both })];
}

type Logging = NonNullable<UpdateClusterConfigRequest['logging']>;
type LogType = NonNullable<NonNullable<Logging['clusterLogging']>[number]['types']>[number];

/** The log types of a control plane, in the order in which EKS names them. */
export const logTypes = [
  'api',
  'audit',
  'authenticator',
  'controllerManager',
  'scheduler',
] as const satisfies LogType[];

/**
 * Turns log types of the control plane on or off. Types that are not named stay as they are, and the answer holds one
 * entry for all that are on and one for all that are off.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
export const updateLogging = defineAction({
  name: 'eks.update-logging',
  on: eksCluster,
  kind: 'delta',
  permissions: configPermissions,
  writes: ['logging'],
  request: wire<Required<Logging>>(),
  simulate: (cluster, { clusterLogging }) => {
    const next = new Map(
      clusterLogging.flatMap(({ types = [], enabled }) => types.map((it) => [it, enabled] as const)),
    );
    const before = enabledLogTypes(cluster.config);
    const isOn = (type: LogType): boolean => next.get(type) ?? before.includes(type);
    const entries = [true, false].map((enabled) => ({ types: logTypes.filter((it) => isOn(it) === enabled), enabled }));
    const logging = { clusterLogging: entries.filter(({ types }) => types.length > 0) };
    return [{ put: { ...cluster, config: { ...cluster.config, logging } } }];
  },
  undo({ config }, { clusterLogging }, again) {
    const before = enabledLogTypes(config);
    const named = logTypes.filter((type) => clusterLogging.some(({ types = [] }) => types.includes(type)));
    const entries = [true, false].map((enabled) => ({
      types: named.filter((type) => before.includes(type) === enabled),
      enabled,
    }));
    return [again({ clusterLogging: entries.filter(({ types }) => types.length > 0) })];
  },
  healthy: ({ config }) => whyUnwell(config),
});

/** The log types that are exported; entries that are off, and no entries at all, export nothing. */
export const enabledLogTypes = ({ logging }: typeof eksCluster.config): readonly string[] =>
  (logging?.clusterLogging ?? []).filter(({ enabled }) => enabled === true).flatMap(({ types = [] }) => types);

type AccessConfig = NonNullable<UpdateClusterConfigRequest['accessConfig']>;

/**
 * Moves a cluster on from the aws-auth ConfigMap to access entries, one step at a time; no step can be taken back.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
 */
export const updateAccessMode = defineAction({
  name: 'eks.update-access-mode',
  on: eksCluster,
  kind: 'replace',
  permissions: configPermissions,
  writes: ['accessConfig.authenticationMode'],
  request: wire<Required<AccessConfig>>(),
  simulate: (cluster, { authenticationMode }) => [
    {
      put: {
        ...cluster,
        config: { ...cluster.config, accessConfig: { ...cluster.config.accessConfig, authenticationMode } },
      },
    },
  ],
  undo: () => ({ cannot: 'EKS does not take an authentication mode back' }),
  healthy: ({ config }) => whyUnwell(config),
});

/**
 * Switches deletion protection.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html
 */
export const updateDeletionProtection = defineAction({
  name: 'eks.update-deletion-protection',
  on: eksCluster,
  kind: 'replace',
  permissions: configPermissions,
  writes: ['deletionProtection'],
  request: wire<Required<Pick<UpdateClusterConfigRequest, 'deletionProtection'>>>(),
  simulate: (cluster, { deletionProtection }) => [
    { put: { ...cluster, config: { ...cluster.config, deletionProtection } } },
  ],
  undo: ({ config }, request, again) => [again(former(config, request, { deletionProtection: false }))],
  healthy: ({ config }) => whyUnwell(config),
});

/**
 * Says what happens to a cluster at the end of standard support. EKS takes it while its version is in standard support.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html
 */
export const updateUpgradePolicy = defineAction({
  name: 'eks.update-upgrade-policy',
  on: eksCluster,
  kind: 'replace',
  permissions: configPermissions,
  writes: ['upgradePolicy.supportType'],
  request: wire<Required<NonNullable<UpdateClusterConfigRequest['upgradePolicy']>>>(),
  simulate: (cluster, { supportType }) => [
    {
      put: {
        ...cluster,
        config: { ...cluster.config, upgradePolicy: { ...cluster.config.upgradePolicy, supportType } },
      },
    },
  ],
  undo: ({ config }, request, again) => [again(former(config.upgradePolicy, request, { supportType: 'EXTENDED' }))],
  healthy: ({ config }) => whyUnwell(config),
});

/**
 * Encrypts the secrets of a cluster with a key. It cannot be taken back, and the key cannot be changed for another.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
 */
export const associateEncryption = defineAction({
  name: 'eks.associate-encryption',
  on: eksCluster,
  kind: 'replace',
  permissions: [
    'eks:AssociateEncryptionConfig',
    'eks:DescribeUpdate',
    'eks:DescribeCluster',
    'kms:DescribeKey',
    'kms:CreateGrant',
  ],
  writes: ['encryptionConfig'],
  request: wire<{ encryptionConfig: EncryptionConfig[] }>(),
  simulate: (cluster, { encryptionConfig }) => [
    { put: { ...cluster, config: { ...cluster.config, encryptionConfig } } },
  ],
  undo: () => ({ cannot: 'EKS does not stop encrypting secrets with a key' }),
  healthy: ({ config }) => whyUnwell(config),
});

/** Before 1.28 an entry has to name what it encrypts; later versions take it and encrypt everything. */
const forSecrets = { resources: ['secrets'] };

/** Encrypts the secrets of a cluster with a key, whatever its version. */
export const encryptWith = (cluster: ResourceOf<typeof eksCluster>, keyArn: string): Action =>
  associateEncryption(cluster, { encryptionConfig: [{ ...forSecrets, provider: { keyArn } }] });
