import type { Repository } from '@aws-sdk/client-ecr';
import type { Cluster, Nodegroup } from '@aws-sdk/client-eks';
import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import { estateWith } from './estate.ts';

/** Clusters in standard support that are to slide into extended support. */
export const slidingClusters = () =>
  estateWith(
    {
      region: ({ clusters }) => ({
        clusters: clusters.map((it) => ({
          ...it,
          status: 'ACTIVE',
          version: '1.34',
          upgradePolicy: { supportType: 'EXTENDED' },
        })),
      }),
    },
    1,
  );

/** A region whose new volumes are not encrypted. */
export const plainVolumes = () => estateWith({ region: () => ({ ebsEncryptionByDefault: false }) }, 1);

/** Repositories whose tags can be overwritten, each in another way. */
export const looseTags = () =>
  estateWith(
    {
      region: ({ repositories }) => ({
        repositories: repositories.map((it, i) => ({ ...it, ...modes[i % modes.length] })),
      }),
    },
    1,
  );

/** Load balancers of clusters whose listeners speak old TLS. */
export const oldListeners = () =>
  estateWith({
    region: ({ listeners }) => ({
      listeners: listeners.map((it) =>
        it.listener.Protocol === 'HTTPS'
          ? { ...it, listener: { ...it.listener, SslPolicy: 'ELBSecurityPolicy-2016-08' } }
          : { listener: { ...it.listener, DefaultActions: toHttps }, rules: [] },
      ),
    }),
  });

const toHttps: Listener['DefaultActions'] = [
  { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_301' } },
];

/** GuardDuty that somebody suspended, without what looks at clusters. */
export const suspendedDetector = () =>
  estateWith({
    region: () => ({
      detector: {
        id: '12abc34d567e8fa901bc2d34e56789f0',
        answer: {
          ServiceRole: 'arn:aws:iam::111122223333:role/guardduty',
          Status: 'DISABLED',
          Features: [
            { Name: 'CLOUD_TRAIL', Status: 'ENABLED', UpdatedAt: new Date('2026-01-01') },
            { Name: 'EKS_AUDIT_LOGS', Status: 'DISABLED', UpdatedAt: new Date('2026-01-01') },
            {
              Name: 'RUNTIME_MONITORING',
              Status: 'DISABLED',
              UpdatedAt: new Date('2026-01-01'),
              AdditionalConfiguration: [
                { Name: 'EKS_ADDON_MANAGEMENT', Status: 'DISABLED', UpdatedAt: new Date('2026-01-01') },
                { Name: 'EC2_AGENT_MANAGEMENT', Status: 'DISABLED', UpdatedAt: new Date('2026-01-01') },
              ],
            },
          ],
        },
      },
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
  estateWith(
    {
      region: ({ repositories }) => ({
        ecrScanning: {
          scanType: 'BASIC',
          rules: [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: 'prod-*', filterType: 'WILDCARD' }] }],
        },
        repositories: repositories.map((it, i) => ({ ...it, imageScanningConfiguration: { scanOnPush: i > 0 } })),
      }),
    },
    1,
  );

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
  estateWith(
    {
      region: ({ nodegroups }) => ({
        nodegroups: nodegroups.map((it, i) => ({ ...it, nodeRepairConfig: repairs[i % repairs.length] })),
      }),
    },
    1,
  );

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
