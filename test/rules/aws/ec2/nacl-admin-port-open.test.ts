import { instance } from '#clouds/aws/ec2/instance/resource';
import { routeTable } from '#clouds/aws/ec2/route-table/resource';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { subnet } from '#clouds/aws/ec2/subnet/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import rule from '#rules/aws/ec2/nacl-admin-port-open';
import { groupWith, nodeWith, ruleFor, subnetWith, tableWith } from '../../../support/aws/ec2.ts';
import { nodegroupWith } from '../../../support/aws/eks.ts';
import { aclWith, entry, type AclEntry } from '../../../support/aws/network-acl.ts';
import { gapOn, type Draft } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

const igw = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' } as const;
const igw6 = { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-1', State: 'active' } as const;
const nat = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' } as const;
const node = nodeWith({ SubnetId: 'subnet-1', SecurityGroups: [{ GroupId: 'sg-1' }] });
const shut = groupWith([]);
const ssh = groupWith([ruleFor('tcp 22', '0.0.0.0/0')]);
const beside = [node, shut, subnetWith(), tableWith([igw])];
const both = [node, shut, subnetWith(), tableWith([igw, igw6])];
const all = entry(100, 'allow');
const tcp = (RuleNumber: number, action: 'allow' | 'deny', From: number, To = From, more: Draft<AclEntry> = {}) =>
  entry(RuleNumber, action, { Protocol: '6', PortRange: { From, To }, ...more });
const six = { CidrBlock: undefined, Ipv6CidrBlock: '::/0' };
const open = (ports: string, subnets = '1 subnet') =>
  `It lets the internet reach port ${ports} of ${subnets} with nodes.`;

testRule(rule, {
  pass: {
    'only other ports are let in': { on: aclWith([tcp(100, 'allow', 443)]), beside },
    'an earlier entry denies the ports': {
      on: aclWith([tcp(10, 'deny', 22), entry(20, 'deny', { Protocol: '17' }), tcp(30, 'deny', 3389), all]),
      beside,
      params: { adminPorts: [22, 3389] },
    },
    'entries count by their numbers, not by their places': { on: aclWith([all, entry(50, 'deny')]), beside },
    'the ports are let in from known networks': {
      on: aclWith([tcp(100, 'allow', 22, 22, { CidrBlock: '198.51.100.0/24' })]),
      beside,
    },
    'private networks are not the internet': {
      on: aclWith([entry(100, 'allow', { CidrBlock: '10.0.0.0/8' })]),
      beside,
    },
    'only what goes out is let through': { on: aclWith([entry(100, 'allow', { Egress: true })]), beside },
    'a protocol without ports': { on: aclWith([entry(100, 'allow', { Protocol: '1' })]), beside },
    'IPv6 is let in, and no gateway leads it there': { on: aclWith([entry(100, 'allow', six)]), beside },
    'policy asks for other ports': {
      on: aclWith([tcp(100, 'allow', 22)]),
      beside,
      params: { adminPorts: [3389] },
    },
  },
  fail: {
    'the default lets everything in': { on: aclWith([all], { IsDefault: true }), beside, message: open('22, 3389') },
    'one port': { on: aclWith([tcp(100, 'allow', 22)]), beside, message: open('22') },
    'a range that holds one': { on: aclWith([tcp(100, 'allow', 3000, 4000)]), beside, message: open('3389') },
    'TCP without a range is every port': {
      on: aclWith([entry(100, 'allow', { Protocol: '6' })]),
      beside,
      message: open('22, 3389'),
    },
    UDP: {
      on: aclWith([entry(100, 'allow', { Protocol: '17', PortRange: { From: 3389, To: 3389 } })]),
      beside,
      message: open('3389'),
    },
    'an earlier entry denies a part of the internet': {
      on: aclWith([entry(10, 'deny', { CidrBlock: '203.0.113.0/24' }), tcp(20, 'allow', 22)]),
      beside,
      message: open('22'),
    },
    'halves that are the internet together': {
      on: aclWith([
        tcp(10, 'allow', 22, 22, { CidrBlock: '0.0.0.0/1' }),
        tcp(20, 'allow', 22, 22, { CidrBlock: '128.0.0.0/1' }),
      ]),
      beside,
      message: open('22'),
    },
    'IPv6 alone': { on: aclWith([entry(100, 'allow', six)]), beside: both, message: open('22, 3389') },
    'IPv4 is denied, IPv6 is not': {
      on: aclWith([entry(90, 'deny'), entry(100, 'allow', six)]),
      beside: both,
      message: open('22, 3389'),
    },
    'a subnet of a node group without nodes': {
      on: aclWith([tcp(100, 'allow', 22)]),
      beside: [nodegroupWith({ subnets: ['subnet-1'] }), subnetWith(), tableWith([igw])],
      message: open('22'),
    },
    'a group of a node lets the internet in, too': {
      on: aclWith([tcp(100, 'allow', 22)]),
      beside: [node, ssh, subnetWith(), tableWith([igw])],
      grade: 'medium',
      message: open('22'),
    },
    'policy names the port': {
      on: aclWith([tcp(100, 'allow', 8443)]),
      beside,
      params: { adminPorts: [8443] },
      message: open('8443'),
    },
  },
  unknown: {
    'the routes of the subnet': {
      on: aclWith([all]),
      beside: [node, shut, subnetWith()],
      hidden: [routeTable],
      reason: 'denied',
    },
    'the subnet': { on: aclWith([all]), beside: [node, shut, tableWith([igw])], hidden: [subnet], reason: 'denied' },
    'a subnet that is not there': { on: aclWith([all]), beside: [node, shut, tableWith([igw])], reason: 'not-found' },
    'nodes that were not read': { on: aclWith([all]), hidden: [instance], reason: 'denied' },
    'node groups that were not read': { on: aclWith([all]), hidden: [eksNodegroup], reason: 'denied' },
    'how grave it is, where a group of a node was not read': {
      on: aclWith([all]),
      beside: [node, subnetWith(), tableWith([igw])],
      gaps: [gapOn(securityGroup, 'aws:111122223333:eu-west-1')],
      hidden: [securityGroup],
      reason: 'denied',
    },
    'how grave it is, where the nodes of a node group were not read': {
      on: aclWith([tcp(100, 'allow', 22)]),
      beside: [nodegroupWith({ subnets: ['subnet-1'] }), subnetWith(), tableWith([igw])],
      hidden: [instance],
      reason: 'denied',
    },
    'no list of subnets': { on: aclWith([all], { Associations: undefined }), beside, reason: 'field-missing' },
    'no entries': { on: aclWith(undefined), beside, reason: 'field-missing' },
    'an entry that does not say which way it goes': {
      on: aclWith([entry(1, 'deny', { Egress: undefined })]),
      beside,
      reason: 'field-missing',
    },
    'an entry without a protocol': {
      on: aclWith([entry(1, 'deny', { Protocol: undefined })]),
      beside,
      reason: 'field-missing',
    },
    'an entry that does not say what it does': {
      on: aclWith([{ ...entry(1, 'deny'), RuleAction: undefined }]),
      beside,
      reason: 'field-missing',
    },
    'an entry without a number': {
      on: aclWith([{ ...entry(1, 'deny'), RuleNumber: undefined }]),
      beside,
      reason: 'field-missing',
    },
    'an entry without a network': {
      on: aclWith([entry(1, 'deny', { CidrBlock: 'anywhere' })]),
      beside,
      reason: 'malformed',
    },
  },
  notApplicable: {
    'no node stands behind it': { on: aclWith([all]), message: 'no node of a cluster stands behind it' },
    'a machine that is no node': {
      on: aclWith([all]),
      beside: [nodeWith({ SubnetId: 'subnet-1', Tags: [] }), subnetWith(), tableWith([igw])],
      message: 'no node of a cluster stands behind it',
    },
    'a node that ended': {
      on: aclWith([all]),
      beside: [nodeWith({ SubnetId: 'subnet-1', State: { Name: 'terminated' } }), subnetWith(), tableWith([igw])],
      message: 'no node of a cluster stands behind it',
    },
    'public access of the VPC is blocked': {
      on: aclWith([all]),
      beside: [
        node,
        shut,
        subnetWith({ BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-ingress' } }),
        tableWith([igw]),
      ],
      message: 'no internet gateway leads to the nodes behind it',
    },
    'nodes in a private subnet': {
      on: aclWith([all]),
      beside: [node, shut, subnetWith(), tableWith([nat])],
      message: 'no internet gateway leads to the nodes behind it',
    },
  },
});
