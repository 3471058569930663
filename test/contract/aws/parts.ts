import type { Capability } from '@aws-sdk/client-eks';
import type { AwsRegion } from '../../sim/aws/estate.ts';
import { account, estateWith, region } from './estate.ts';
import { risingAs } from './roles.ts';

type Cluster = AwsRegion['clusters'][number];

const capabilityOf = ({ name = '' }: Cluster, type: 'ACK' | 'ARGOCD' | 'KRO'): Capability => ({
  capabilityName: 'own',
  clusterName: name,
  arn: arnOf(name),
  type,
  roleArn: `arn:aws:iam::${account}:role/${name}-${region}-cart`,
  status: 'ACTIVE',
  configuration: {},
  tags: {},
  health: { issues: [] },
});

const arnOf = (cluster: string): string => `arn:aws:eks:${region}:${account}:capability/${cluster}/own/own/1b2c`;

const kinds = ['ACK', 'ARGOCD', 'KRO'] as const;
const crossings: readonly Capability['configuration'][] = [{ ack: { enableCrossNamespace: true } }, undefined];

/** Capabilities of every kind whose roles may do everything, one of them with references into other namespaces. */
export const risingCapabilities = () =>
  estateWith({
    region: ({ clusters }) => ({
      capabilities: clusters.map((it, i) => ({
        ...capabilityOf(it, kinds[i % kinds.length] ?? 'KRO'),
        configuration: crossings[i] ?? {},
      })),
    }),
    iam: risingAs('cart'),
  });

const accesses = [undefined, { vpceIds: [] }, {}];

/** An Argo CD for each cluster that the internet reaches, each said in another way. */
export const publicArgoCds = () =>
  estateWith({
    region: ({ clusters }) => ({
      capabilities: clusters.map((it, i) => ({
        ...capabilityOf(it, 'ARGOCD'),
        configuration: { argoCd: { namespace: 'argocd', networkAccess: accesses[i] } },
      })),
    }),
  });

/** Policy that names two endpoints for each Argo CD. */
export const endpointsEach = Object.fromEntries(
  (estateWith({}).accounts[account]?.regions[region]?.clusters ?? []).map(({ name = '' }) => [
    arnOf(name),
    ['vpce-0a1b2c3d4e5f60718', 'vpce-0b1c2d3e4f5061728'],
  ]),
);

/** Clusters whose VPC CNI is of an old version, with values and a role of its own in some. */
export const oldAddons = () =>
  estateWith({
    region: ({ addons }) => ({
      addons: addons.map((it, i) => ({
        ...it,
        ...(it.addonName === 'vpc-cni' && { addonVersion: 'v1.18.2-eksbuild.1' }),
        serviceAccountRoleArn: i % 4 === 0 ? undefined : it.serviceAccountRoleArn,
        configurationValues: i % 3 === 0 ? '{"env":{"WARM_IP_TARGET":"2"}}' : it.configurationValues,
      })),
    }),
  });

/** A region that lets snapshots be made public so far, and AMIs where it lets all snapshots. */
export const openSharing = (snapshotPublicBlock: AwsRegion['snapshotPublicBlock']) =>
  estateWith({
    region: () => ({
      snapshotPublicBlock,
      imagePublicBlock: snapshotPublicBlock === 'unblocked' ? 'unblocked' : 'block-new-sharing',
    }),
  });

const every = { UserIdGroupPairs: [], IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], IpProtocol: '-1' };

/** The VPCs of clusters with default groups of which nobody uses any, with the rules of a fresh VPC and with others. */
export const defaultGroups = () =>
  estateWith({
    region: ({ securityGroups, clusters }) => ({
      securityGroups: [
        ...securityGroups.filter(({ GroupName }) => GroupName !== 'default'),
        ...[...new Set(clusters.map(({ resourcesVpcConfig: vpc }) => vpc?.vpcId))].map((VpcId, i) => {
          const GroupId = `sg-0000000000000000${String(i)}`;
          return {
            ...{ GroupId, VpcId, GroupName: 'default', OwnerId: account, Description: 'default VPC security group' },
            IpPermissions: i === 1 ? [] : [{ ...every, UserIdGroupPairs: [{ GroupId, UserId: account }] }],
            IpPermissionsEgress: [
              { ...every, IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: i > 0 ? [{ CidrIpv6: '::/0' }] : [] },
              ...(i === 2
                ? [{ ...every, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }]
                : []),
            ],
          };
        }),
      ],
    }),
  });
