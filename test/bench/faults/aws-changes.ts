import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2';
import type { Cluster } from '@aws-sdk/client-eks';
import type { AwsEstate, AwsRegion } from '../../sim/aws/estate.ts';
import { withOutskirts } from './aws-outskirts-changes.ts';
import { clusterParts, trailWithoutKeys } from './aws-parts.ts';
import { sideRegion, sideRoles } from './aws-side-region.ts';
import { withOutsiders } from './aws-outsider-changes.ts';
import { withSurroundings } from './aws-surroundings-changes.ts';

/** The estate with a cluster that nothing is wrong with, one with flaws that the generator seldom makes, and new versions. */
export function changedAws(estate: AwsEstate, account: string, region: string): AwsEstate {
  const own = estate.accounts[account];
  const held = own?.regions[region];
  if (!own || !held) throw new RangeError(`the estate has no ${region} in ${account}`);
  const parts = { ...held, ...changes(held), ...clusterParts(account, region, held) };
  const changed = withOutsiders(account, region, withSurroundings(account, region, parts));
  const regions = { ...own.regions, [region]: changed, [side]: sideRegion(account, side, changed) };
  const iam = { ...own.iam, roles: [...own.iam.roles, ...sideRoles(account)] };
  const all = {
    ...estate,
    accounts: { ...estate.accounts, [account]: { ...own, iam, regions, trails: [trailWithoutKeys(account, region)] } },
  };
  return withOutskirts(all, account, region, side);
}

const side = 'us-west-2';

function changes(held: AwsRegion): Partial<AwsRegion> {
  const [tidied, spoilt] = held.clusters;
  const clusterGroup = spoilt?.resourcesVpcConfig?.clusterSecurityGroupId;
  const nodeGroup = held.networkInterfaces
    .filter(({ VpcId }) => VpcId === spoilt?.resourcesVpcConfig?.vpcId)
    .flatMap(({ Groups = [] }) => Groups.map(({ GroupId }) => GroupId))
    .find((id) => id !== clusterGroup);
  const opened = new Map([
    [clusterGroup, from('tcp', 443, '203.0.113.0/24')],
    [nodeGroup, from('-1', undefined, '0.0.0.0/0')],
    [spoilt?.resourcesVpcConfig?.securityGroupIds?.[0], from('tcp', 8080, '0.0.0.0/0')],
  ]);
  return {
    ebsEncryptionByDefault: false,
    clusters: held.clusters.map((it) => (it === tidied ? { ...it, ...tidy } : it === spoilt ? onlyPublic(it) : it)),
    clusterVersions: [...newest(held), ...held.clusterVersions],
    securityGroups: [
      ...held.securityGroups.map((it) => {
        const more = opened.get(it.GroupId);
        return more ? { ...it, IpPermissions: [...(it.IpPermissions ?? []), more] } : it;
      }),
      { ...emptied, VpcId: tidied?.resourcesVpcConfig?.vpcId },
    ],
  };
}

/** The default group of a VPC from which somebody took every rule. */
const emptied: SecurityGroup = {
  GroupId: 'sg-0e0717ed0e0717ed0',
  GroupName: 'default',
  IpPermissions: [],
  IpPermissionsEgress: [],
};

const tidy: Partial<Cluster> = {
  version: '1.35',
  upgradePolicy: { supportType: 'STANDARD' },
  remoteNetworkConfig: { remoteNodeNetworks: [{ cidrs: ['10.200.0.0/16'] }], remotePodNetworks: [] },
  deletionProtection: true,
  logging: {
    clusterLogging: [{ types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'], enabled: true }],
  },
};

const onlyPublic = (cluster: Cluster): Cluster => ({
  ...cluster,
  accessConfig: { ...cluster.accessConfig, authenticationMode: 'API_AND_CONFIG_MAP' },
  resourcesVpcConfig: { ...cluster.resourcesVpcConfig, endpointPublicAccess: true, endpointPrivateAccess: false },
});

/** A version whose support does not end soon: those of the generator all do. */
function newest({ clusterVersions: [last] }: AwsRegion): AwsRegion['clusterVersions'] {
  if (!last) return [];
  const ends = { endOfStandardSupportDate: new Date('2027-12-01'), endOfExtendedSupportDate: new Date('2028-12-01') };
  return [{ ...last, clusterVersion: '1.35', kubernetesPatchVersion: '1.35.1', ...ends }];
}

const from = (protocol: string, port: number | undefined, cidr: string): IpPermission => ({
  IpProtocol: protocol,
  FromPort: port,
  ToPort: port,
  UserIdGroupPairs: [],
  IpRanges: [{ CidrIp: cidr }],
  Ipv6Ranges: [],
  PrefixListIds: [],
});
