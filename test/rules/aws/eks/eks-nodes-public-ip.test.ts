import rule from '#rules/aws/eks/eks-nodes-public-ip';
import { clusterWith } from '../../../support/aws/eks.ts';
import { managedTags, subnetWith, tableWith, templateWith } from '../../../support/aws/ec2.ts';
import { testRule } from '../../../support/test-rule.ts';
import {
  at,
  four,
  group,
  igw,
  maps,
  nat,
  node,
  own,
  scaled,
  six,
  templated,
  unread,
} from './eks-nodes-public-ip.unread.ts';

const empty = scaled(0, {});
const igw6 = { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-1', State: 'active' } as const;
const egress = { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' } as const;
const main = (...routes: (typeof igw)[]) =>
  tableWith(routes, { RouteTableId: 'rtb-2', Associations: [{ Main: false }, { Main: true }] });
const blocked = (InternetGatewayBlockMode: 'off' | 'block-ingress' | 'block-bidirectional', more = {}) =>
  subnetWith({ BlockPublicAccessStates: { InternetGatewayBlockMode }, ...more });
const gives = (...is: (boolean | undefined)[]) =>
  templateWith({ NetworkInterfaces: is.map((AssociatePublicIpAddress) => ({ AssociatePublicIpAddress })) });

const one = 'Public IPv4 addresses: 1 node.';
const oneSix = 'IPv6 addresses that the internet routes to: 1 node.';
const latently = { message: 'New nodes would get public IPv4 addresses.', key: 'subnets', grade: 'medium' } as const;

testRule(rule, {
  pass: {
    'a node with a private address in a private subnet': {
      on: group,
      beside: [node({ NetworkInterfaces: [{}] }), ...at(nat)],
    },
    'a subnet that gives no addresses, though the internet routes to it': { on: group, beside: [node(), ...at(igw)] },
    'a subnet that gives addresses to which nothing is routed': { on: empty, beside: [maps, tableWith([nat])] },
    'a template that says no wins': { on: templated, beside: [maps, tableWith([igw]), gives(false)] },
    'a route whose gateway is gone': {
      on: empty,
      beside: [maps, tableWith([{ ...igw, State: 'blackhole' }])],
    },
    'the main table of the VPC where a subnet has none': { on: empty, beside: [maps, main()] },
    'the table of the subnet wins over the main one': { on: empty, beside: [maps, tableWith([nat]), main(igw)] },
    'the main table of another VPC does not count': {
      on: empty,
      beside: [
        maps,
        main(),
        tableWith([igw], { RouteTableId: 'rtb-9', VpcId: 'vpc-9', Associations: [{ Main: true }] }),
      ],
    },
    'an IPv6 address behind an egress-only gateway': { on: group, beside: [node(six), ...at(egress)] },
    'an IPv6 address that the internet routes to, where policy does not ask': {
      on: group,
      beside: [node(six), ...at(igw6)],
      params: { judgeIpv6: false },
    },
    'an IPv4 route says nothing about IPv6': { on: group, beside: [node(six), ...at(igw)] },
    'a node that is gone': {
      on: empty,
      beside: [node({ ...four, State: { Name: 'terminated' } }), ...at(igw)],
    },
    'the nodes of another group': {
      on: empty,
      beside: [node({ ...four, Tags: [managedTags[0], { Key: 'eks:nodegroup-name', Value: 'other' }] }), ...at(nat)],
    },
    'a cluster with private nodes of its own': { on: clusterWith({}), beside: [own(), subnetWith()] },
    'an IPv6 route says nothing about IPv4': { on: empty, beside: [maps, tableWith([igw6])] },
  },
  fail: {
    'a node with a public address': { on: group, beside: [node(four), ...at(igw)], message: one },
    'an Elastic IP of a further interface': {
      on: group,
      beside: [node({ NetworkInterfaces: [{}, { Association: { PublicIp: '54.93.1.2' } }] }), ...at(igw)],
      message: one,
    },
    'a node that is stopped keeps its Elastic IP': {
      on: group,
      beside: [node({ ...four, State: { Name: 'stopped' } }), ...at(nat)],
      message: one,
    },
    'each node counts once': {
      on: group,
      beside: [
        node({ ...four, NetworkInterfaces: [{ Association: { PublicIp: '54.93.1.1' } }] }),
        node({ ...four, InstanceId: 'i-2' }),
        ...at(igw),
      ],
      message: 'Public IPv4 addresses: 2 nodes.',
    },
    'a live address is the finding, not the subnet that gave it': {
      on: group,
      beside: [node(four), maps, tableWith([igw])],
      message: one,
    },
    'block public access cuts inbound traffic': {
      on: group,
      beside: [node(four), blocked('block-ingress'), tableWith([igw])],
      message: one,
      grade: 'medium',
    },
    'block public access in both directions': {
      on: group,
      beside: [node(four), blocked('block-bidirectional'), tableWith([igw])],
      message: one,
      grade: 'medium',
    },
    'block public access that is off': {
      on: group,
      beside: [node(four), blocked('off'), tableWith([igw])],
      message: one,
    },
    'one node in a subnet that is not cut off is enough': {
      on: group,
      beside: [
        node(four),
        node({ ...four, InstanceId: 'i-2', SubnetId: 'subnet-2' }),
        blocked('block-ingress'),
        subnetWith({ SubnetId: 'subnet-2' }),
        tableWith([igw], { Associations: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }] }),
      ],
      message: 'Public IPv4 addresses: 2 nodes.',
    },
    'a subnet that gives addresses, and no node yet': { on: group, beside: [maps, tableWith([igw])], ...latently },
    'a template that says nothing leaves it to the subnet': {
      on: templated,
      beside: [maps, tableWith([igw]), gives(undefined)],
      ...latently,
    },
    'a template without interfaces leaves it to the subnet': {
      on: templated,
      beside: [maps, tableWith([igw]), templateWith({})],
      ...latently,
    },
    'a template that says yes': { on: templated, beside: [...at(igw), gives(true)], ...latently },
    'a template with one interface that gets an address': {
      on: templated,
      beside: [...at(igw), gives(false, true)],
      ...latently,
    },
    'the main table of the VPC leads to the internet': { on: group, beside: [maps, main(igw)], ...latently },
    'a subnet that gives addresses to nodes that a group wants and that were not found': {
      on: scaled(1, {}),
      beside: [maps, tableWith([igw])],
      ...latently,
    },
    'a subnet that would give addresses, cut off': {
      on: group,
      beside: [blocked('block-ingress', { MapPublicIpOnLaunch: true }), tableWith([igw])],
      ...latently,
      grade: 'low',
    },
    'an IPv6 address that the internet routes to': {
      on: group,
      beside: [node(six), ...at(igw6)],
      message: oneSix,
      key: 'ipv6',
      grade: 'medium',
    },
    'an IPv6 address of a further interface': {
      on: group,
      beside: [
        node({ NetworkInterfaces: [{ Ipv6Addresses: [] }, { Ipv6Addresses: [{ Ipv6Address: '2a05:d014::2' }] }] }),
        ...at(igw6),
      ],
      message: oneSix,
      key: 'ipv6',
      grade: 'medium',
    },
    'an IPv6 address, cut off': {
      on: group,
      beside: [node(six), blocked('block-ingress'), tableWith([igw6])],
      message: oneSix,
      key: 'ipv6',
      grade: 'low',
    },
    'both kinds of addresses are findings of their own': {
      on: group,
      beside: [node({ ...four, ...six }), ...at(igw, igw6)],
      message: one,
      also: [oneSix],
    },
    'a node that no node group answers for': { on: clusterWith({}), beside: [own(four), subnetWith()], message: one },
    'a node that only eksctl tagged': {
      on: clusterWith({}),
      beside: [own({ ...four, Tags: [{ Key: 'alpha.eksctl.io/cluster-name', Value: 'shop' }] }), subnetWith()],
      message: one,
    },
    'a node of Auto Mode': {
      on: clusterWith({}),
      beside: [own({ ...four, Operator: { Managed: true } }), subnetWith()],
      message: one,
    },
  },
  unknown: { ...unread.unknown },
  notApplicable: {
    'a cluster without nodes of its own': {
      on: clusterWith({}),
      beside: [group, node(four), subnetWith()],
      message: 'it has no nodes outside its managed node groups',
    },
  },
});
