import type { Repository } from '@aws-sdk/client-ecr';
import type { Cluster, Nodegroup } from '@aws-sdk/client-eks';
import { estateWith } from './estate.ts';

/** Clusters in standard support that are to slide into extended support. */
export const slidingClusters = () =>
  estateWith({
    region: ({ clusters }) => ({
      clusters: clusters.map((it) => ({
        ...it,
        status: 'ACTIVE',
        version: '1.34',
        upgradePolicy: { supportType: 'EXTENDED' },
      })),
    }),
  });

/** A region whose new volumes are not encrypted. */
export const plainVolumes = () => estateWith({ region: () => ({ ebsEncryptionByDefault: false }) });

/** Repositories whose tags can be overwritten, each in another way. */
export const looseTags = () =>
  estateWith({
    region: ({ repositories }) => ({
      repositories: repositories.map((it, i) => ({ ...it, ...modes[i % modes.length] })),
    }),
  });

/** Clusters whose keys somebody disabled, one of them with the next one's key as well. */
export const disabledKeys = () =>
  estateWith({
    region: ({ kmsKeys, clusters }) => {
      const own = kmsKeys.filter(({ Description = '' }) => Description.startsWith('secrets of'));
      return {
        kmsKeys: kmsKeys.map((it) => (own.includes(it) ? { ...it, KeyState: 'Disabled', Enabled: false } : it)),
        clusters: clusters.map((it, i) => ({
          ...it,
          status: 'ACTIVE',
          health: { issues: [] },
          encryptionConfig: own
            .slice(i, i === 0 ? 2 : i + 1)
            .map(({ Arn }) => ({ resources: ['secrets'], provider: { keyArn: Arn } })),
        })),
      };
    },
  });

/** A registry with a rule for some of its repositories, and others of which the flag of the first is off. */
export const unscannedImages = () =>
  estateWith({
    region: ({ repositories }) => ({
      ecrScanning: {
        scanType: 'BASIC',
        rules: [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: 'prod-*', filterType: 'WILDCARD' }] }],
      },
      repositories: repositories.map((it, i) => ({ ...it, imageScanningConfiguration: { scanOnPush: i > 0 } })),
    }),
  });

const modes: readonly Partial<Repository>[] = [
  { imageTagMutability: 'MUTABLE' },
  {
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'prod-*' }],
  },
  {
    imageTagMutability: 'MUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'v*' }],
  },
];

/** Node groups that repair nothing, some with thresholds that wait for it. */
export const unrepairedNodes = () =>
  estateWith({
    region: ({ nodegroups }) => ({
      nodegroups: nodegroups.map((it, i) => ({ ...it, nodeRepairConfig: repairs[i % repairs.length] })),
    }),
  });

const repairs: readonly Nodegroup['nodeRepairConfig'][] = [
  undefined,
  { enabled: false },
  { enabled: false, maxUnhealthyNodeThresholdCount: 3, maxParallelNodesRepairedCount: 1 },
];

/** Clusters that nobody has tagged as policy asks, each in another way. */
export const namelessClusters = () =>
  estateWith({
    region: ({ clusters }) => ({
      clusters: clusters.map((it, i) => ({ ...it, status: 'ACTIVE', tags: tags[i % tags.length] })),
    }),
  });

const tags: readonly Cluster['tags'][] = [{}, { Owner: ' ', team: 'shop' }, { 'aws:created-by': 'x', owner: 'shop' }];

/** Clusters that take hybrid nodes of broad networks, each in another way. */
export const broadHybrids = () =>
  estateWith({
    region: ({ clusters }) => ({
      clusters: clusters.map((it, i) => ({
        ...it,
        status: 'ACTIVE',
        remoteNetworkConfig: hybrids[i % hybrids.length],
      })),
    }),
  });

const hybrids: readonly Cluster['remoteNetworkConfig'][] = [
  { remoteNodeNetworks: [{ cidrs: ['10.0.0.0/8'] }] },
  {
    remoteNodeNetworks: [{ cidrs: ['10.80.0.0/16', '10.80.0.0/12'] }],
    remotePodNetworks: [{ cidrs: ['172.16.0.0/12'] }],
  },
  { remoteNodeNetworks: [{ cidrs: ['192.168.0.0/16'] }] },
];
