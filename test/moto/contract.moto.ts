import { DescribeSecurityGroupsCommand, type IpPermission } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { compareText } from '#lib/text';
import sgIngressAdminPortOpen from '#rules/aws/ec2/sg-ingress-admin-port-open';
import { prove } from '../contract/prove.ts';
import type { Clients } from '../sim/aws/clients.ts';
import { makeClusters } from './clusters.ts';
import { makeGroups, makePrefixLists } from './groups.ts';
import { makeNetwork } from './network.ts';
import { motoStand, type MotoStand } from './stand.ts';

test('revoking what is open reads back as it was simulated, leaves the rest, and is taken back', async () => {
  const seen: Groups[] = [];
  const open = async (): Promise<MotoStand> => {
    const stand = await motoStand('111122223333', openGroups);
    seen.push(await groupsIn(stand));
    const apply: MotoStand['apply'] = async (action, subject) => {
      const used = await stand.apply(action, subject);
      seen.push(await groupsIn(stand));
      return used;
    };
    return { ...stand, apply };
  };
  // A prefix list that no group names any more is no longer read.
  const echoes = ['ec2.prefix-list'];
  const { proves, stays } = await prove({ rule: sgIngressAdminPortOpen, proves: [], echoes, open });
  expect(proves).toEqual(['ec2.authorize-ingress', 'ec2.revoke-ingress']);
  expect(stays).toEqual([]);

  // Each half is as wide as the internet.
  const closed = ['ssh-open', 'rdp-halves', 'etcd-by-list'];
  const left = seen.find(
    (groups) => closed.every((name) => groups[name]?.length === 0) && groups['spare-open']?.length === 2,
  );
  expect(left?.['ssh-offices']).toHaveLength(2);
  expect(left?.['spare-open']).toMatchObject([
    { IpProtocol: 'tcp', FromPort: 0, ToPort: 21, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    { IpProtocol: 'tcp', FromPort: 23, ToPort: 1024, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
  ]);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.at(-1)).toEqual(seen[0]);
});

type Groups = Readonly<Record<string, readonly IpPermission[]>>;

/** What a client of the test's own sees of the groups, in one order. */
async function groupsIn({ clients }: MotoStand): Promise<Groups> {
  const { SecurityGroups = [] } = await clients.ec2.send(new DescribeSecurityGroupsCommand({}));
  return Object.fromEntries(
    SecurityGroups.map(({ GroupName = '', IpPermissions = [] }) => [
      GroupName,
      IpPermissions.map(({ IpRanges = [], ...entry }) => ({
        ...entry,
        IpRanges: IpRanges.toSorted((a, b) => compareText(a.CidrIp ?? '', b.CidrIp ?? '')),
      })).toSorted((a, b) => (a.FromPort ?? 0) - (b.FromPort ?? 0)),
    ]),
  );
}

async function openGroups({ ec2, eks }: Clients): Promise<void> {
  const { vpc, outer } = await makeNetwork(ec2, 'eu-central-1');
  const { ids: lists } = await makePrefixLists(ec2);
  const names = ['ssh-open', 'rdp-halves', 'etcd-by-list', 'ssh-offices', 'spare-open'] as const;
  const { ids } = await makeGroups(ec2, { vpc, names, lists });
  const role = 'arn:aws:iam::111122223333:role/control';
  await makeClusters(eks, { names: ['closed'], role, subnets: [outer], groups: [...ids.values()] });
}
