import type { Cluster } from '@aws-sdk/client-eks';
import type { Network } from './network.ts';
import { daysAgo, type ClusterPlan } from './plan.ts';

export function cluster(plan: ClusterPlan, net: Network, keyArn: string): Cluster {
  const random = plan.random.fork('cluster');
  const host = `${plan.oidcId.slice(0, 24)}.gr7.${plan.region}.eks.amazonaws.com`;
  const audited = random.chance(0.7);
  return {
    name: plan.name,
    arn: `arn:aws:eks:${plan.region}:${plan.account}:cluster/${plan.name}`,
    createdAt: daysAgo(random.integer(20, 900)),
    version: plan.version,
    endpoint: `https://${host}`,
    roleArn: `arn:aws:iam::${plan.account}:role/${plan.name}-${plan.region}-cluster`,
    resourcesVpcConfig: {
      subnetIds: net.privateSubnetIds,
      securityGroupIds: [net.controlPlaneGroupId],
      clusterSecurityGroupId: net.clusterGroupId,
      vpcId: plan.vpcId,
      endpointPublicAccess: plan.endpoint !== 'private',
      endpointPrivateAccess: plan.endpoint !== 'open' || random.chance(0.5),
      publicAccessCidrs: publicCidrs(plan),
    },
    kubernetesNetworkConfig:
      plan.endpoint === 'open-dual-stack'
        ? { serviceIpv6Cidr: 'fd12:3456:789a::/108', ipFamily: 'ipv6' }
        : { serviceIpv4Cidr: '172.20.0.0/16', ipFamily: 'ipv4' },
    logging: {
      clusterLogging: audited
        ? [
            { types: ['api', 'audit', 'authenticator'], enabled: true },
            { types: ['controllerManager', 'scheduler'], enabled: false },
          ]
        : [{ types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'], enabled: false }],
    },
    identity: { oidc: { issuer: `https://oidc.eks.${plan.region}.amazonaws.com/id/${plan.oidcId}` } },
    status: 'ACTIVE',
    certificateAuthority: { data: Buffer.from(`certificate of ${plan.name}`).toString('base64') },
    platformVersion: 'eks.9',
    tags: {
      environment: plan.environment,
      owner: `team-${plan.name.split('-')[1] ?? ''}`,
      'cost "centre"': 'R&D <shared>',
    },
    encryptionConfig: plan.faults.has('secrets-plain') ? undefined : [{ provider: { keyArn } }],
    health: { issues: [] },
    accessConfig: { authenticationMode: random.pick(['API', 'API_AND_CONFIG_MAP', 'CONFIG_MAP']) },
    upgradePolicy: { supportType: random.pick(['STANDARD', 'EXTENDED']) },
    deletionProtection: plan.environment === 'prod',
  };
}

function publicCidrs({ endpoint, random }: ClusterPlan): string[] {
  if (endpoint === 'private') return [];
  if (endpoint === 'open') return random.fork('halves').chance(0.3) ? ['0.0.0.0/1', '128.0.0.0/1'] : ['0.0.0.0/0'];
  if (endpoint === 'open-dual-stack') return ['198.51.100.0/24', '::/0'];
  return ['198.51.100.0/24', '203.0.113.0/25'];
}
