import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2';
import type { Cluster } from '@aws-sdk/client-eks';
import type { AwsEstate, AwsIam, AwsRegion } from '../../sim/aws/estate.ts';
import { generateAwsEstate } from '../../sim/aws/generate.ts';

export const region = 'eu-central-1';
const generating = (clusters: number): AwsEstate =>
  generateAwsEstate({ seed: 7, clusters, accounts: 1, regions: [region] });
const generated = { 1: generating(1), 2: generating(2), 3: generating(3) };
export const [account = ''] = Object.keys(generated[3].accounts);

/**
 * A generated account, of which a test changes a part. It is read after every step, and most of that is the clusters: there
 * are as many as a change has ways to be written. A repository or two stand for all, where it is not of them.
 */
export function estateWith(
  changes: {
    readonly region?: (here: AwsRegion) => Partial<AwsRegion>;
    readonly iam?: (iam: AwsIam) => Partial<AwsIam>;
  },
  clusters: keyof typeof generated = 3,
): AwsEstate {
  const { iam, regions } = generated[clusters].accounts[account]!;
  const here = regions[region]!;
  const changed = {
    iam: { ...iam, ...changes.iam?.(iam) },
    regions: {
      ...regions,
      [region]: { ...here, repositories: here.repositories.slice(0, 2), ...changes.region?.(here) },
    },
  };
  return { ...generated[clusters], accounts: { [account]: changed } };
}

/** The clusters with endpoints that are open in every way, none of them with another update under way. */
export const openEndpoints = () =>
  estateWith({
    region: ({ clusters }) => ({
      clusters: clusters.map((it, i) => withEndpoint(it, endpoints[i % endpoints.length] ?? {})),
    }),
  });

const endpoints: readonly Cluster['resourcesVpcConfig'][] = [
  { endpointPublicAccess: true, endpointPrivateAccess: false, publicAccessCidrs: ['0.0.0.0/0'] },
  { endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs: ['0.0.0.0/1', '128.0.0.0/1'] },
  { endpointPublicAccess: true, endpointPrivateAccess: false, publicAccessCidrs: ['0.0.0.0/0', '::/0'] },
];

const withEndpoint = (cluster: Cluster, endpoint: Cluster['resourcesVpcConfig']): Cluster => ({
  ...cluster,
  status: 'ACTIVE',
  resourcesVpcConfig: { ...cluster.resourcesVpcConfig, ...endpoint },
});

/** The clusters with nothing turned on: no logs, no deletion protection, no key, the ConfigMap alone. */
export const bareClusters = () =>
  estateWith({
    region: ({ clusters }) => ({ clusters: clusters.map((it, i) => ({ ...it, ...bare, ...logging[i] })) }),
  });

const bare = {
  status: 'ACTIVE',
  deletionProtection: false,
  encryptionConfig: undefined,
  accessConfig: { authenticationMode: 'CONFIG_MAP' },
} as const satisfies Partial<Cluster>;

const logging: readonly Pick<Cluster, 'logging'>[] = [
  { logging: { clusterLogging: [{ types: ['api', 'audit', 'scheduler'], enabled: false }] } },
  { logging: { clusterLogging: [{ types: ['scheduler', 'audit'], enabled: true }] } },
];

/** A key of the account that clusters may be given. */
export const spareKey =
  generated[3].accounts[account]?.regions[region]?.kmsKeys.find((it) => it.Description?.startsWith('backups'))?.Arn ??
  '';

/** Nodes of every kind: with and without tokens, with one and with more hops. */
export const looseMetadata = () =>
  estateWith(
    {
      region: ({ instances }) => ({
        instances: instances.map((it, i) => ({
          ...it,
          Instances: it.Instances?.map((one) => ({
            ...one,
            MetadataOptions: { ...one.MetadataOptions, ...services[i % 3] },
          })),
        })),
      }),
    },
    1,
  );

const services = [
  { HttpTokens: 'optional', HttpPutResponseHopLimit: 2 },
  { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
  { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
] as const;

/** Every group that nodes have opens all ports, each in another way. */
export const wideGroups = () =>
  estateWith(
    {
      region: ({ securityGroups }) => ({
        securityGroups: securityGroups.map((it, i) => withRules(it, everyPorts[i % everyPorts.length] ?? [])),
      }),
    },
    2,
  );

/** Node groups with a key, and groups for the login that let the world in. */
export const openLogins = () =>
  estateWith(
    {
      region: ({ securityGroups, nodegroups }) => ({
        securityGroups: securityGroups.map((it) => withRules(it, [tcp(20, 25, world), tcp(3000, 4000, world)])),
        nodegroups: nodegroups.map((it, i) => ({
          ...it,
          remoteAccess: { ec2SshKey: 'ops' },
          resources: { ...it.resources, remoteAccessSecurityGroup: securityGroups[i]?.GroupId },
        })),
      }),
    },
    1,
  );

/** The groups that EKS made, with an office and a network next door in them. */
export const sharedClusterGroups = () =>
  estateWith({
    region: ({ securityGroups, clusters }) => {
      const own = clusters.map(({ resourcesVpcConfig: vpc }) => vpc?.clusterSecurityGroupId);
      const extra = [tcp(443, 443, { IpRanges: [{ CidrIp: '10.9.0.0/16' }, { CidrIp: '10.0.3.0/24' }] })];
      return { securityGroups: securityGroups.map((it) => (own.includes(it.GroupId) ? withRules(it, extra) : it)) };
    },
  });

/** One cluster behind the versions that standard support covers, by one minor. */
export const oldVersions = () =>
  estateWith({
    region: ({ clusters }) => ({ clusters: clusters.map((it) => ({ ...it, status: 'ACTIVE', version: '1.33' })) }),
  });

/** Every group that nodes have lets the world in, each in another way. */
export const openGroups = () =>
  estateWith({
    region: ({ securityGroups, prefixLists }) => {
      const [, everywhere = ''] = prefixLists.map(({ list }) => list.PrefixListId ?? '');
      const ways = openings(everywhere);
      return { securityGroups: securityGroups.map((it, i) => withRules(it, ways[i % ways.length] ?? [])) };
    },
  });

/** Every group that nodes have lets the world in to ports that nobody approved, each in another way. */
export const strayGroups = () =>
  estateWith(
    {
      region: ({ securityGroups, prefixLists }) => {
        const [, everywhere = ''] = prefixLists.map(({ list }) => list.PrefixListId ?? '');
        const ways = strayOpenings(everywhere);
        return { securityGroups: securityGroups.map((it, i) => withRules(it, ways[i % ways.length] ?? [])) };
      },
    },
    2,
  );

const world = { IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'temporary' }] };
const worldV6 = { Ipv6Ranges: [{ CidrIpv6: '::/0' }] };
const office = { CidrIp: '198.51.100.0/24', Description: 'office' };
const tcp = (from: number, to: number, peers: Partial<IpPermission>): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: from,
  ToPort: to,
  UserIdGroupPairs: [],
  IpRanges: [],
  Ipv6Ranges: [],
  PrefixListIds: [],
  ...peers,
});

const openings = (everywhere: string): readonly (readonly IpPermission[])[] => [
  [tcp(22, 22, world)],
  [tcp(22, 22, { IpRanges: [office, ...world.IpRanges], ...worldV6 }), tcp(3389, 3389, worldV6)],
  [tcp(20, 25, world), tcp(443, 443, world)],
  [tcp(0, 65_535, { ...world, ...worldV6 })],
  [tcp(3000, 4000, { PrefixListIds: [{ PrefixListId: everywhere }] })],
  [tcp(20, 25, { ...world, ...worldV6 }), tcp(20, 21, { IpRanges: [office, ...world.IpRanges] })],
  [tcp(22, 22, { IpRanges: [{ CidrIp: '0.0.0.0/1' }, { CidrIp: '128.0.0.0/1' }, office] })],
];

const strayOpenings = (everywhere: string): readonly (readonly IpPermission[])[] => [
  [tcp(9090, 9090, world), tcp(443, 443, world)],
  [tcp(30_000, 30_010, { ...world, ...worldV6 }), { ...tcp(53, 53, worldV6), IpProtocol: 'udp' }],
  [tcp(5432, 5432, { IpRanges: [office, ...world.IpRanges] })],
  [tcp(3000, 4000, { PrefixListIds: [{ PrefixListId: everywhere }] }), tcp(3000, 3100, world)],
];

const everyProtocol: IpPermission = { ...tcp(0, 0, world), IpProtocol: '-1', FromPort: undefined, ToPort: undefined };
const everyPorts: readonly (readonly IpPermission[])[] = [
  [everyProtocol, tcp(443, 443, world)],
  [tcp(0, 65_535, { ...world, ...worldV6 })],
  [tcp(1, 1023, world), tcp(1024, 65_535, worldV6)],
  [{ ...tcp(1, 65_535, { IpRanges: [office, ...world.IpRanges] }), IpProtocol: 'udp' }],
];

/** What the group lets in from other groups stays. */
const withRules = (group: SecurityGroup, ingress: readonly IpPermission[]): SecurityGroup => ({
  ...group,
  IpPermissions: [
    ...ingress,
    tcp(22, 22, { UserIdGroupPairs: [{ GroupId: group.GroupId, UserId: account }] }),
    tcp(8080, 8081, { IpRanges: [office], UserIdGroupPairs: [{ GroupId: group.GroupId, UserId: account }] }),
  ].reduce<IpPermission[]>(merged, []),
});

/** The service answers one entry for a protocol and a range of ports. */
function merged(all: IpPermission[], one: IpPermission): IpPermission[] {
  const at = all.findIndex((it) => it.FromPort === one.FromPort && it.ToPort === one.ToPort);
  if (at < 0) return [...all, one];
  return all.map((it, i) =>
    i === at ? { ...it, UserIdGroupPairs: [...(it.UserIdGroupPairs ?? []), ...(one.UserIdGroupPairs ?? [])] } : it,
  );
}
