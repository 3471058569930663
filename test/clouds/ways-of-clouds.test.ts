import { describe, expect, test } from 'vitest';
import { listener } from '#clouds/aws/elbv2/listener/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { groupWays } from '#clouds/aws/ec2/security-group/way-facts';
import { balancerWays } from '#clouds/aws/elbv2/load-balancer/way-facts';
import { nsgWays } from '#clouds/azure/network/nsg/way-facts';
import { firewallWays } from '#clouds/gcp/compute/firewall/way-facts';
import { groupWith, interfaceWith, nodeWith, publicAddress, ruleFor } from '../support/aws/ec2.ts';
import { balancerTags, balancerWith, listenerWith } from '../support/aws/elb.ts';
import { clusterWith } from '../support/aws/eks.ts';
import { answerOf } from '../support/aws/fact.ts';
import { aksWith } from '../support/azure/aks.ts';
import { nodeSubnet, onNodes, ruleWith, scaleSetWith } from '../support/azure/network.ts';
import { effectiveWith, networkWith, vpcRule } from '../support/gcp/compute.ts';
import { gkeWith } from '../support/gcp/gke.ts';
import { toldWays } from '../support/told-ways.ts';

describe('through a load balancer of AWS', () => {
  const tags = balancerTags({ 'elbv2.k8s.aws/cluster': 'web' });
  const https = listenerWith({ Protocol: 'HTTPS', Port: 443 });
  const ways = (config: Parameters<typeof balancerWith>[0], ...beside: Parameters<typeof answerOf>[2] & object) =>
    toldWays(answerOf(balancerWays, balancerWith(config), beside));

  test('everybody reaches the ports of its listeners where it has no group', () => {
    expect(ways({}, tags, https, listenerWith({ Protocol: 'TCP_UDP', Port: 53 }))).toEqual([
      'the internet (internet) > TCP 443 > the load balancer shop of web by its listener HTTPS 443: yes',
      'the internet (internet) > TCP 53 > the load balancer shop of web by its listener TCP_UDP 53: yes',
      'the internet (internet) > UDP 53 > the load balancer shop of web by its listener TCP_UDP 53: yes',
    ]);
  });

  test('a group of it says who does', () => {
    const rules = [ruleFor('tcp 443', '198.51.100.0/24'), ruleFor('tcp 80', '0.0.0.0/0')];
    expect(ways({ SecurityGroups: ['sg-1'] }, tags, https, groupWith(rules))).toEqual([
      '198.51.100.0/24 > TCP 443 > the load balancer shop of web by its listener HTTPS 443: yes',
    ]);
  });

  test('a listener whose port no group opens is no way in', () => {
    expect(ways({ SecurityGroups: ['sg-1'] }, tags, https, groupWith([ruleFor('udp 443', '0.0.0.0/0')]))).toEqual([]);
  });

  test('one that is internal, or nobody of a cluster, opens nothing', () => {
    expect(ways({ Scheme: 'internal' }, tags, https)).toEqual([]);
    expect(ways({}, balancerTags({ team: 'web' }), https)).toEqual([]);
  });

  test('listeners that were not read leave it open what else is let in', () => {
    const answer = answerOf(balancerWays, balancerWith(), [tags], { hidden: [listener] });
    expect(toldWays(answer).at(-1)).toMatch(/^unknown: /);
  });
});

describe('through a security group of AWS', () => {
  const onNode = interfaceWith({ Attachment: { InstanceId: 'i-1' } });
  const node = nodeWith({ SecurityGroups: [{ GroupId: 'sg-1' }] });
  const ways = (rules: Parameters<typeof groupWith>[0], ...beside: Parameters<typeof answerOf>[2] & object) =>
    toldWays(answerOf(groupWays, groupWith(rules), beside));

  test('addresses reach what has the group', () => {
    expect(ways([ruleFor('tcp 22', '0.0.0.0/0')], onNode, node)).toEqual([
      `the internet (internet) > TCP 22 > ${node.name} by ${groupWith([]).name} IpPermissions[0]: no`,
    ]);
  });

  test('a public address of an interface exposes it', () => {
    const exposed = interfaceWith({ Attachment: { InstanceId: 'i-1' }, ...publicAddress });
    expect(ways([ruleFor('tcp 22', '10.0.0.0/8')], exposed, node)).toEqual([
      expect.stringMatching(/^10\.0\.0\.0\/8 > TCP 22 > .*: yes$/),
    ]);
  });

  test('a group is a source, on every port where its entry says -1', () => {
    const entry = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-9' }] };
    expect(ways([entry], onNode, node)).toEqual([
      expect.stringMatching(/^sg-9 > TCP every port > /),
      expect.stringMatching(/^sg-9 > UDP every port > /),
    ]);
  });

  test('the control plane of a cluster that names it is named', () => {
    expect(ways([ruleFor('tcp 443', '10.0.0.0/8')], clusterWith({ securityGroupIds: ['sg-1'] }))).toEqual([
      expect.stringContaining('> the control plane of shop by '),
    ]);
  });

  test('a group that nothing has opens nothing', () => {
    expect(ways([ruleFor('tcp 22', '0.0.0.0/0')])).toEqual([]);
  });

  test('an entry without its ports leaves it open what else is let in', () => {
    const entry = { IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
    expect(ways([entry], onNode, node)).toEqual(['unknown: field-missing']);
  });

  test('where clusters were not read somebody may use it', () => {
    const group = groupWith([ruleFor('tcp 22', '10.0.0.0/8')]);
    const answer = answerOf(groupWays, group, [], { hidden: [eksCluster] });
    expect(toldWays(answer).at(-1)).toMatch(/^unknown: /);
  });
});

describe('through a security group of Azure', () => {
  const pool = { name: 'system', type: 'VirtualMachineScaleSets', vnetSubnetID: nodeSubnet };
  const beside = (publicAddress: boolean) => [aksWith({ agentPoolProfiles: [pool] }), scaleSetWith({ publicAddress })];

  test.each([
    [true, 'yes'],
    [false, 'no'],
  ])('nodes with a public address (%s) are exposed: %s', (publicAddress, exposed) => {
    const group = onNodes(ruleWith('ssh', 100));
    expect(toldWays(answerOf(nsgWays, group, beside(publicAddress)))).toContain(
      `the internet (internet) > TCP 22 > nodes behind ${group.name} by the rule ssh: ${exposed}`,
    );
  });

  test('what an earlier rule denies is no way', () => {
    const deny = ruleWith('no', 90, { access: 'Deny' });
    const lines = toldWays(answerOf(nsgWays, onNodes(ruleWith('ssh', 100), deny), beside(true)));
    expect(lines.filter((line) => line.includes('the rule ssh'))).toEqual([]);
  });

  test('a rule without a direction leaves all unknown', () => {
    const bad = onNodes(ruleWith('bad', 100, { direction: undefined }));
    expect(toldWays(answerOf(nsgWays, bad, beside(true)))).toEqual(['unknown: field-missing']);
  });
});

describe('through a firewall of Google', () => {
  const estate = [gkeWith(), networkWith(), effectiveWith()];

  test('nodes are reached through the rule', () => {
    expect(toldWays(answerOf(firewallWays, vpcRule(), estate))).toContain(
      'the internet (internet) > TCP 22 > nodes of GKE clusters on the network main by ssh: yes',
    );
  });

  test('no way leads to nodes that it does not target', () => {
    expect(toldWays(answerOf(firewallWays, vpcRule({ targetTags: ['other'] }), estate))).toEqual([]);
  });
});
