import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import sgIngressAdminPortOpen from '#rules/aws/ec2/sg-ingress-admin-port-open';
import { prove } from '../contract/prove.ts';
import type { Clients } from '../sim/aws/clients.ts';
import { makeClusters } from './clusters.ts';
import { makeGroups, makePrefixLists } from './groups.ts';
import { makeNetwork } from './network.ts';
import { motoStand, type MotoStand } from './stand.ts';

test('revoking what is open reads back as it was simulated, and leaves the rest', async () => {
  let stand: MotoStand | undefined;
  const open = async (): Promise<MotoStand> => (stand = await motoStand('111122223333', openGroups));
  // A prefix list that no group names any more is no longer read.
  const echoes = ['ec2.prefix-list'];
  const proven = await prove({ rule: sgIngressAdminPortOpen, proves: [], echoes, open });
  expect([...proven].sort()).toEqual(['ec2.authorize-ingress', 'ec2.revoke-ingress']);

  const { SecurityGroups = [] } = await stand!.clients.ec2.send(new DescribeSecurityGroupsCommand({}));
  const left = new Map(SecurityGroups.map(({ GroupName, IpPermissions }) => [GroupName, IpPermissions]));
  expect(left.get('ssh-open')).toEqual([]);
  // Each half is as wide as the internet.
  expect(left.get('rdp-halves')).toEqual([]);
  expect(left.get('etcd-by-list')).toEqual([]);
  expect(left.get('ssh-offices')).toHaveLength(2);
  expect(left.get('spare-open')).toMatchObject([
    { IpProtocol: 'tcp', FromPort: 0, ToPort: 21, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    { IpProtocol: 'tcp', FromPort: 23, ToPort: 1024, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
  ]);
});

async function openGroups({ ec2, eks }: Clients): Promise<void> {
  const { vpc, outer } = await makeNetwork(ec2, 'eu-central-1');
  const { ids: lists } = await makePrefixLists(ec2);
  const names = ['ssh-open', 'rdp-halves', 'etcd-by-list', 'ssh-offices', 'spare-open'] as const;
  const { ids } = await makeGroups(ec2, { vpc, names, lists });
  const role = 'arn:aws:iam::111122223333:role/control';
  await makeClusters(eks, { names: ['closed'], role, subnets: [outer], groups: [...ids.values()] });
}
