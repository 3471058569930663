import {
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  type EC2Client,
  type IpPermission,
} from '@aws-sdk/client-ec2';

export interface PrefixLists {
  /** Two networks of an office. */
  readonly offices: string;
  /** Two halves that are the whole of IPv4. */
  readonly everyone: string;
}

const lists = {
  offices: ['8.8.4.0/24', '9.9.9.0/24'],
  everyone: ['0.0.0.0/1', '128.0.0.0/1'],
};

/** Makes the prefix lists. `held` is what was put in, as `GetManagedPrefixListEntries` has to tell it. */
export async function makePrefixLists(ec2: EC2Client): Promise<{ ids: PrefixLists; held: object[] }> {
  const held: object[] = [];
  const make = async (name: keyof PrefixLists): Promise<string> => {
    const Entries = lists[name].map((Cidr) => ({ Cidr, Description: name }));
    const command = new CreateManagedPrefixListCommand({
      PrefixListName: name,
      AddressFamily: 'IPv4',
      MaxEntries: Entries.length,
      Entries,
    });
    const id = (await ec2.send(command)).PrefixList?.PrefixListId ?? '';
    held.push({ PrefixListId: id, Entries });
    return id;
  };
  return { ids: { offices: await make('offices'), everyone: await make('everyone') }, held };
}

const tcp = (FromPort: number, ToPort: number, sources: IpPermission): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort,
  ToPort,
  ...sources,
});
const from = (...cidrs: string[]): IpPermission => ({ IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) });
const anyV6: IpPermission = { Ipv6Ranges: [{ CidrIpv6: '::/0' }] };
const list = (PrefixListId: string): IpPermission => ({ PrefixListIds: [{ PrefixListId }] });

/** What each security group lets in. */
export const ingress = {
  'ssh-open': () => [tcp(22, 22, from('0.0.0.0/0'))],
  'rdp-halves': () => [tcp(3389, 3389, from('0.0.0.0/1', '128.0.0.0/1'))],
  'kubelet-v6': () => [tcp(10250, 10250, anyV6)],
  'etcd-by-list': ({ everyone }) => [tcp(2379, 2380, list(everyone))],
  'ssh-offices': ({ offices }) => [tcp(22, 22, list(offices)), tcp(443, 443, from('0.0.0.0/0'))],
  'ssh-private': () => [tcp(22, 22, from('10.0.0.0/8', '192.168.0.0/16'))],
  'spare-open': () => [tcp(0, 1024, from('0.0.0.0/0'))],
  'database-open': () => [tcp(22, 22, from('0.0.0.0/0'))],
  everything: () => [{ IpProtocol: '-1', ...from('0.0.0.0/0') }],
} satisfies Record<string, (lists: PrefixLists) => IpPermission[]>;

export type GroupName = keyof typeof ingress;

/** Makes the named groups. `held` is what was put in, as `DescribeSecurityGroups` has to tell it. */
export async function makeGroups(
  ec2: EC2Client,
  { vpc, names, lists }: { vpc: string; names: readonly GroupName[]; lists: PrefixLists },
): Promise<{ ids: ReadonlyMap<GroupName, string>; held: object[] }> {
  const ids = new Map<GroupName, string>();
  const held: object[] = [];
  for (const GroupName of names) {
    const named = { GroupName, Description: `lets in ${GroupName}`, VpcId: vpc };
    const { GroupId = '' } = await ec2.send(new CreateSecurityGroupCommand(named));
    const IpPermissions = ingress[GroupName](lists);
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    ids.set(GroupName, GroupId);
    held.push({ ...named, GroupId, IpPermissions });
  }
  return { ids, held };
}
