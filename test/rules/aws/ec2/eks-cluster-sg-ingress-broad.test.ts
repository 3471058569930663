import { expect, it } from 'vitest';
import { prefixList } from '#clouds/aws/ec2/prefix-list/resource';
import { vpc } from '#clouds/aws/ec2/vpc/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/aws/ec2/eks-cluster-sg-ingress-broad';
import { groupWith, prefixListOf, ruleFor, vpcWith } from '../../../support/aws/ec2.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const made = { clusterSecurityGroupId: 'sg-1', vpcId: 'vpc-1' };
const shop = clusterWith(made);
const beside = [shop, vpcWith()];
const group = (...rules: ReturnType<typeof ruleFor>[]) => groupWith(rules, { OwnerId: '111122223333' });
const lets = (ports: string, ...sources: string[]) => group(ruleFor(ports, ...sources));
const hybrid = clusterWith(made, {
  remoteNetworkConfig: {
    remoteNodeNetworks: [{ cidrs: ['10.80.0.0/16'] }],
    remotePodNetworks: [{ cidrs: ['10.85.0.0/16'] }],
  },
});
const beyond = (sources: string): string => `Sources beyond the networks of the cluster: ${sources}.`;
const office = '203.0.113.0/24';
const edge = '52.46.0.0/18';
const stay = 'say which sources of the VPC have to stay';
const elsewhere = { ...ruleFor('-1'), UserIdGroupPairs: [{ GroupId: 'sg-2', UserId: '999988887777' }] };

testRule(rule, {
  pass: {
    'members of the group': { on: lets('-1', 'sg-1'), beside },
    'groups of the load balancer controller': { on: lets('tcp 8080', 'sg-2'), beside },
    'a part of the VPC': { on: lets('-1', '10.0.4.0/22'), beside },
    'all of the VPC, for one port': { on: lets('tcp 443', '10.0.0.0/16'), beside },
    'a further block of the VPC': {
      on: lets('tcp 443', '100.64.0.0/16'),
      beside: [
        shop,
        vpcWith({ CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '100.64.0.0/16' }] }),
      ],
    },
    'the IPv6 block of the VPC': {
      on: lets('tcp 443', '2a05:d014:1::/64'),
      beside: [shop, vpcWith({ Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2a05:d014:1::/56' }] })],
    },
    'the networks of hybrid nodes and their pods': {
      on: lets('tcp 443', '10.80.1.0/24', '10.85.0.0/16'),
      beside: [hybrid, vpcWith()],
    },
    'networks that policy allows': {
      on: lets('tcp 443', '10.9.0.0/16', office),
      beside,
      params: { allowedCidrs: ['10.9.0.0/16', office] },
    },
    'a list of networks that policy allows': {
      on: lets('tcp 443', 'pl-1'),
      beside: [...beside, prefixListOf('pl-1', '10.9.0.0/16')],
      params: { allowedCidrs: ['10.9.0.0/16'] },
    },
    'the internet at every port is the finding of another rule': { on: lets('-1', '0.0.0.0/0'), beside },
    'the internet at an admin port is the finding of another rule': {
      on: lets('tcp 10200-10300', '0.0.0.0/0'),
      beside,
    },
    'so is what counts as the internet': { on: lets('tcp 22', '52.0.0.0/8'), beside },
    'the internet, where policy allows it': {
      on: lets('tcp 443', '0.0.0.0/0'),
      beside,
      params: { allowedCidrs: ['0.0.0.0/0'] },
    },
    'half of all ports to the VPC': { on: lets('tcp 0-32767', '10.0.0.0/16'), beside },
    'all ports to half of the VPC': { on: lets('-1', '10.0.0.0/17'), beside },
    'no rules': { on: group(), beside },
  },
  fail: {
    'a private network next door': { on: lets('tcp 443', '10.9.0.0/16'), beside, message: beyond('10.9.0.0/16') },
    'what is wider than the VPC': { on: lets('tcp 443', '10.0.0.0/8'), beside, message: beyond('10.0.0.0/8') },
    'only what is beyond is named and taken out': {
      on: group(ruleFor('tcp 443', '10.9.0.0/16', '10.0.1.0/24', 'sg-2'), ruleFor('udp 53', '10.8.0.0/16')),
      beside,
      message: beyond('10.8.0.0/16, 10.9.0.0/16'),
    },
    'a rule for all protocols is named once': {
      on: lets('-1', '10.9.0.0/16'),
      beside,
      message: beyond('10.9.0.0/16'),
    },
    'a network that policy does not name': {
      on: lets('tcp 443', '10.9.0.0/16'),
      beside,
      params: { allowedCidrs: ['10.9.0.0/24'] },
      message: beyond('10.9.0.0/16'),
    },
    'a public network': { on: lets('tcp 443', edge), beside, message: beyond(edge), grade: 'high' },
    'the internet at a port that no other rule speaks about': {
      on: lets('tcp 8443', '0.0.0.0/0'),
      beside,
      message: beyond('0.0.0.0/0'),
      grade: 'high',
    },
    'what counts as the internet, at such a port': {
      on: lets('udp 53', '52.0.0.0/8'),
      beside,
      message: beyond('52.0.0.0/8'),
      grade: 'high',
    },
    'the IPv6 internet at such a port': {
      on: lets('tcp 443', '::/0'),
      beside,
      message: beyond('::/0'),
      grade: 'high',
    },
    'the internet at such a port, beside an admin port': {
      on: group(ruleFor('tcp 22', '0.0.0.0/0'), ruleFor('tcp 8443', '0.0.0.0/0')),
      beside,
      message: beyond('0.0.0.0/0'),
      grade: 'high',
    },
    'a public network at an admin port': {
      on: lets('tcp 22', edge),
      beside,
      message: beyond(edge),
      grade: 'high',
    },
    'a public network beside a private one': {
      on: lets('tcp 443', '10.9.0.0/16', edge),
      beside,
      message: beyond(`10.9.0.0/16, ${edge}`),
      grade: 'high',
    },
    'a list with a private network': {
      on: lets('tcp 443', 'pl-1'),
      beside: [...beside, prefixListOf('pl-1', '10.9.0.0/16')],
      message: beyond('pl-1'),
    },
    'a group of another account': {
      on: group(elsewhere),
      beside,
      message: beyond('999988887777/sg-2'),
      cannot: 'groups of other accounts are for a person to take out',
    },
    'every port to all of the VPC': {
      on: lets('-1', '10.0.0.0/16'),
      beside,
      message: 'All of the VPC may reach every port.',
      grade: 'low',
      cannot: stay,
    },
    'every UDP port to all of the VPC': {
      on: lets('udp 1-65535', '10.0.0.0/16'),
      beside,
      message: 'All of the VPC may reach every port.',
      grade: 'low',
      cannot: stay,
    },
    'a network next door, beside a list that could not be read': {
      on: lets('tcp 443', '10.9.0.0/16', 'pl-1'),
      beside,
      hidden: [prefixList],
      message: beyond('10.9.0.0/16'),
      cannot: 'not every source could be read: ec2:GetManagedPrefixListEntries was refused.',
    },
  },
  unknown: {
    'a list that could not be read': { on: lets('tcp 443', 'pl-1'), beside, hidden: [prefixList], reason: 'denied' },
    'a list that could not be read, beside all of the VPC': {
      on: lets('-1', '10.0.0.0/16', 'pl-1'),
      beside,
      hidden: [prefixList],
      reason: 'denied',
    },
    'the VPC could not be read': {
      on: lets('tcp 443', '10.9.0.0/16'),
      beside: [shop],
      hidden: [vpc],
      reason: 'denied',
    },
    'the VPC is not there': {
      on: lets('tcp 443', '10.9.0.0/16'),
      beside: [shop],
      reason: 'not-found',
      message: 'The network vpc-1 could not be found.',
    },
    'an answer without the blocks of the VPC': {
      on: lets('tcp 443', '10.9.0.0/16'),
      beside: [shop, vpcWith({ CidrBlockAssociationSet: undefined })],
      reason: 'field-missing',
      message: 'The answer has no arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1#CidrBlockAssociationSet.',
    },
    'clusters that could not be read': {
      on: lets('tcp 443', '10.9.0.0/16'),
      beside: [vpcWith()],
      hidden: [eksCluster],
      reason: 'denied',
    },
    'an answer without IpPermissions': {
      on: groupWith(undefined),
      beside,
      reason: 'field-missing',
      message: 'The answer has no IpPermissions.',
    },
  },
  notApplicable: {
    'a group that EKS did not make': {
      on: lets('tcp 443', '10.9.0.0/16'),
      beside: [clusterWith({ securityGroupIds: ['sg-1'], vpcId: 'vpc-1' }), vpcWith()],
      message: 'EKS did not make it for a cluster',
    },
  },
});

it('there is no plan while the rules are not known', () => {
  expect(judgedBy(rule, groupWith(undefined), { beside }).plan()).toEqual({ cannot: 'its rules could not be read' });
});
