import { DescribeSecurityGroupsCommand, type IpPermission } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { approve } from '#app/remediate/approve';
import { propose } from '#app/remediate/propose';
import { undo } from '#app/remediate/undo';
import { sendBy } from '#clouds/apply-hand';
import { awsApplies } from '#clouds/aws/apply';
import { awsTypes } from '#clouds/aws/types';
import { snapshotOf } from '#engine/snapshot-id';
import { compareText } from '#lib/text';
import rule from '#rules/aws/ec2/sg-ingress-admin-port-open';
import { benchOn, memoryInRam, open } from '../app/remediate/bench.ts';
import type { Clients } from '../sim/aws/clients.ts';
import { quickClock } from '../support/quick-clock.ts';
import { makeClusters } from './clusters.ts';
import { makeGroups, makePrefixLists } from './groups.ts';
import { makeNetwork } from './network.ts';
import { motoStand } from './stand.ts';

const account = '222233334444';

test('a finding is planned, approved, revoked, read back by another client, undone, and read back again', async () => {
  const { clients, cloud, writer, read, close } = await motoStand(account, oneOpenGroup);
  const memory = memoryInRam();
  const stand = benchOn({
    ...{ rules: [rule], policy: open, clock: quickClock(), memory, types: awsTypes, clouds: [cloud] },
    hand: {
      actor: () => Promise.resolve(undefined),
      send: (action, subject) => sendBy(awsApplies, writer, action, subject),
    },
  });
  const sweep = async () => {
    const snapshots = await read();
    await stand.judge(
      snapshots.map((it) => snapshotOf(it, awsTypes)),
      'sweep',
    );
  };
  try {
    await sweep();
    const finding = await stand.finding(rule.id);
    expect([finding.status, finding.resource.name]).toEqual(['open', 'ssh-open']);
    const before = await ingressOf(clients, 'ssh-open');
    expect(before).toHaveLength(1);

    const { remediation } = await propose(stand.bench, { finding: finding.id, by: 'ana', byPerson: true });
    expect(await ingressOf(clients, 'ssh-open')).toEqual(before);
    const plan = remediation.plan.id;
    await approve(stand.bench, { plan, by: 'bob' });
    const done = await stand.carryOut(plan);
    expect([done.state, done.stillOpen, done.left]).toEqual(['done', false, 'changed']);
    expect(done.requests.length).toBeGreaterThan(0);
    expect(await ingressOf(clients, 'ssh-open')).toEqual([]);
    expect(await ingressOf(clients, 'ssh-offices')).toHaveLength(2);
    expect((await stand.finding(rule.id, finding.resource.id)).status).toBe('resolved');
    await sweep();
    expect((await stand.finding(rule.id, finding.resource.id)).status).toBe('resolved');

    expect((await undo(stand.bench, { plan, by: 'bob' })).state).toBe('undone');
    expect(await ingressOf(clients, 'ssh-open')).toEqual(before);
    expect((await stand.finding(rule.id, finding.resource.id)).status).toBe('open');
    const acts = (await memory.remediations.history(plan)).map(({ act, by }) => `${act} by ${by}`);
    expect(acts.filter((it) => !it.endsWith('by shoalwatch'))).toEqual([
      'proposed by ana',
      'approved by bob',
      'undo asked by bob',
    ]);
  } finally {
    memory.close();
    await close();
  }
});

/** What a client of the test's own sees, in one order. */
async function ingressOf({ ec2 }: Clients, name: string): Promise<readonly IpPermission[]> {
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const group = SecurityGroups.find(({ GroupName }) => GroupName === name);
  expect(group, `the group ${name} is there`).toBeDefined();
  return (group?.IpPermissions ?? []).toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
}

async function oneOpenGroup({ ec2, eks }: Clients): Promise<void> {
  const { vpc, outer } = await makeNetwork(ec2, 'eu-central-1');
  const { ids: lists } = await makePrefixLists(ec2);
  const { ids } = await makeGroups(ec2, { vpc, names: ['ssh-open', 'ssh-offices'], lists });
  const role = `arn:aws:iam::${account}:role/control`;
  await makeClusters(eks, { names: ['closed'], role, subnets: [outer], groups: [...ids.values()] });
}
