import { allowedImages } from '#clouds/aws/ec2/allowed-images/resource';
import { flowLog } from '#clouds/aws/ec2/flow-log/resource';
import { image } from '#clouds/aws/ec2/image/resource';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { instanceMetadataDefaults } from '#clouds/aws/ec2/instance-metadata-defaults/resource';
import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { networkInterface } from '#clouds/aws/ec2/network-interface/resource';
import { prefixList } from '#clouds/aws/ec2/prefix-list/resource';
import { routeTable } from '#clouds/aws/ec2/route-table/resource';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { subnet } from '#clouds/aws/ec2/subnet/resource';
import { vpc } from '#clouds/aws/ec2/vpc/resource';
import { volume } from '#clouds/aws/ec2/volume/resource';
import { kmsKey } from '#clouds/aws/kms/key/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';

type Group = typeof securityGroup.config;
type Rule = NonNullable<Group['IpPermissions']>[number];
type Interface = typeof networkInterface.config;
type Instance = typeof instance.config;
type Volume = typeof volume.config;
type Template = NonNullable<typeof launchTemplateVersion.config>;
type Image = typeof image.config;
type AllowedImages = typeof allowedImages.config;

const address = (path: string): string => `arn:aws:ec2:eu-west-1:111122223333:${path}`;

/** A rule as the API answers it: all lists are there, empty ones too. */
export function ruleFor(ports: string, ...sources: string[]): Draft<Rule> {
  const [, protocol = '-1', first, last = first] = /^(\S+?)(?: (-?\d+)(?:-(-?\d+))?)?$/.exec(ports) ?? [];
  const lists = sources.filter((it) => it.startsWith('pl-'));
  const groups = sources.filter((it) => it.startsWith('sg-'));
  const cidrs = sources.filter((it) => !lists.includes(it) && !groups.includes(it));
  return {
    IpProtocol: protocol,
    ...(first !== undefined && { FromPort: Number(first), ToPort: Number(last) }),
    IpRanges: cidrs.filter((it) => !it.includes(':')).map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: cidrs.filter((it) => it.includes(':')).map((CidrIpv6) => ({ CidrIpv6 })),
    PrefixListIds: lists.map((PrefixListId) => ({ PrefixListId })),
    UserIdGroupPairs: groups.map((GroupId) => ({ GroupId, UserId: '111122223333' })),
  };
}

/** The security group sg-1 with the rules that a test gives. */
export const groupWith = (
  rules: readonly Draft<Rule>[] | undefined,
  config: Draft<Group> = {},
): Resource<'ec2.security-group', Group> =>
  make(
    securityGroup,
    address('security-group/sg-1'),
    { GroupId: 'sg-1', GroupName: 'nodes', VpcId: 'vpc-1', IpPermissions: rules, ...config },
    { name: 'nodes' },
  );

/** The entries of a prefix list. */
export const prefixListOf = (id: string, ...cidrs: string[]): Resource =>
  make(prefixList, address(`prefix-list/${id}`), { PrefixListId: id, Entries: cidrs.map((Cidr) => ({ Cidr })) });

/** The interface eni-1 in sg-1, with a private address. */
export const interfaceWith = (config: Draft<Interface> = {}): Resource<'ec2.network-interface', Interface> =>
  make(networkInterface, address('network-interface/eni-1'), {
    NetworkInterfaceId: 'eni-1',
    Groups: [{ GroupId: 'sg-1' }],
    PrivateIpAddress: '10.0.1.17',
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.17', Primary: true }],
    Ipv6Addresses: [],
    ...config,
  });

/** A public address of an interface. */
export const publicAddress = { Association: { PublicIp: '203.0.113.12' } } as const;

/** A running node of the cluster shop; its id is `i-1` unless a test says otherwise. */
export const nodeWith = (config: Draft<Instance> = {}): Resource<'ec2.instance', Instance> =>
  make(instance, address(`instance/${config.InstanceId ?? 'i-1'}`), {
    InstanceId: 'i-1',
    ImageId: 'ami-1',
    State: { Name: 'running' },
    RootDeviceType: 'ebs',
    Tags: [{ Key: 'kubernetes.io/cluster/shop', Value: 'owned' }],
    ...config,
  });

/** The tags that EKS puts on a node of the managed node group web. */
export const managedTags = [
  { Key: 'eks:cluster-name', Value: 'shop' },
  { Key: 'eks:nodegroup-name', Value: 'web' },
] as const;

/** A volume that is attached to the node i-1 and encrypted; its id is `vol-1` unless a test says otherwise. */
export const volumeWith = (config: Draft<Volume> = {}): Resource<'ec2.volume', Volume> =>
  make(volume, address(`volume/${config.VolumeId ?? 'vol-1'}`), {
    VolumeId: 'vol-1',
    State: 'in-use',
    Encrypted: true,
    KmsKeyId: keyAddress,
    Attachments: [{ InstanceId: 'i-1', Device: '/dev/xvda', State: 'attached' }],
    ...config,
  });

/** The tag that the EBS driver puts on the volume of a claim. */
export const claimTag = { Key: 'kubernetes.io/created-for/pvc/name', Value: 'data-0' } as const;

const keyAddress = 'arn:aws:kms:eu-west-1:111122223333:key/1';

/** The key of the volumes above. */
export const keyBy = (KeyManager: 'AWS' | 'CUSTOMER' | undefined): Resource =>
  make(kmsKey, keyAddress, { KeyId: '1', Arn: keyAddress, KeyManager });

/** Version 3 of the launch template lt-1. */
export const templateWith = (
  data: Draft<Template['LaunchTemplateData']>,
  config: Draft<Template> = {},
): Resource<'ec2.launch-template-version', Template> =>
  make(launchTemplateVersion, address(`launch-template/lt-1:${config.VersionNumber ?? 3}`), {
    LaunchTemplateId: 'lt-1',
    VersionNumber: 3,
    DefaultVersion: false,
    LaunchTemplateData: data,
    ...config,
  });

/** The launch template above, as a node group names it. */
export const givenTemplate = { launchTemplate: { id: 'lt-1', name: 'web', version: '3' } } as const;

/** The image ami-1, made by Amazon. */
export const imageWith = (config: Draft<Image> = {}, more: { target?: string } = {}): Resource<'ec2.image', Image> =>
  make(
    image,
    'arn:aws:ec2:eu-west-1::image/ami-1',
    {
      ImageId: 'ami-1',
      Name: 'amazon-eks-node-al2023-x86_64-standard-1.33-v20261001',
      OwnerId: '602401143452',
      ImageOwnerAlias: 'amazon',
      ...config,
    },
    more,
  );

/** The allowed-images setting of the account in the region. */
export const allowedImagesWith = (config: Draft<AllowedImages>): Resource<'ec2.allowed-images', AllowedImages> =>
  make(allowedImages, 'aws:111122223333:eu-west-1/ec2.allowed-images', config, {
    target: 'aws:111122223333:eu-west-1',
  });

type Subnet = typeof subnet.config;
type Table = typeof routeTable.config;

/** The subnet subnet-1 of vpc-1. */
export const subnetWith = (config: Draft<Subnet> = {}): Resource<'ec2.subnet', Subnet> =>
  make(subnet, address(`subnet/${config.SubnetId ?? 'subnet-1'}`), {
    SubnetId: 'subnet-1',
    VpcId: 'vpc-1',
    MapPublicIpOnLaunch: false,
    ...config,
  });

/** The route table rtb-1 of the subnet above, with the default routes that a test gives. */
export const tableWith = (
  routes: readonly Draft<NonNullable<Table['Routes']>[number]>[],
  config: Draft<Table> = {},
): Resource<'ec2.route-table', Table> =>
  make(routeTable, address(`route-table/${config.RouteTableId ?? 'rtb-1'}`), {
    RouteTableId: 'rtb-1',
    VpcId: 'vpc-1',
    Associations: [{ SubnetId: 'subnet-1', Main: false }],
    Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }, ...routes],
    ...config,
  });

/** What the account says about the metadata service of new instances. */
export const metadataDefaultsWith = (
  AccountLevel: Draft<(typeof instanceMetadataDefaults.config)['AccountLevel']>,
): Resource =>
  make(
    instanceMetadataDefaults,
    'aws:111122223333:eu-west-1/ec2.instance-metadata-defaults',
    { AccountLevel },
    { target: 'aws:111122223333:eu-west-1' },
  );

type Vpc = typeof vpc.config;
type FlowLog = typeof flowLog.config;

/** The network vpc-1 of the account. */
export const vpcWith = (config: Draft<Vpc> = {}): Resource<'ec2.vpc', Vpc> =>
  make(vpc, address('vpc/vpc-1'), {
    VpcId: 'vpc-1',
    OwnerId: '111122223333',
    CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }],
    ...config,
  });

/** A flow log that works; its id is `fl-1` and it is of vpc-1 unless a test says otherwise. */
export const flowLogWith = (config: Draft<FlowLog> = {}): Resource<'ec2.flow-log', FlowLog> =>
  make(flowLog, address(`vpc-flow-log/${config.FlowLogId ?? 'fl-1'}`), {
    FlowLogId: 'fl-1',
    ResourceId: 'vpc-1',
    FlowLogStatus: 'ACTIVE',
    TrafficType: 'ALL',
    ...config,
  });
