import { networkInterface } from '#clouds/aws/ec2/network-interface/resource';
import { prefixList } from '#clouds/aws/ec2/prefix-list/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import rule from '#rules/aws/ec2/sg-ingress-admin-port-open';
import { groupWith, interfaceWith, nodeWith, prefixListOf, publicAddress, ruleFor } from '../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { gapOn, places } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';
import { unreadUseOf } from './unread-use.ts';

const open = (ports: string, ...sources: string[]) => groupWith([ruleFor(ports, ...sources)]);
const onNode = interfaceWith({ Attachment: { InstanceId: 'i-1' } });
const node = [onNode, nodeWith()];
const publicNode = [interfaceWith({ Attachment: { InstanceId: 'i-1' }, ...publicAddress }), nodeWith()];
const closed = 'The internet reaches no admin port through its rules.';
const ssh = 'The internet may reach TCP 22.';
const inside = 'The internet may reach TCP 22; nothing that uses the group has a public address.';
const unused = 'The internet may reach TCP 22; nothing uses the group.';
const together = 'only together are the sources as wide as the internet: say which of them may stay';
const every = 'every port is open: sg-ingress-all-ports-open speaks about it';
const login = nodegroupWith({ resources: { remoteAccessSecurityGroup: 'sg-1' } });
const everyAdminPort = '22, 2379-2380, 3389, 6443, 10248-10250, 10255-10257, 10259';
const unreadUse = unreadUseOf({ on: open('tcp 22', '0.0.0.0/0'), exposed: ssh, inside });

testRule(rule, {
  pass: {
    'no rules let nobody in': { on: groupWith([]), beside: publicNode, message: closed },
    'HTTPS is no admin port': { on: open('tcp 443', '0.0.0.0/0'), beside: publicNode, message: closed },
    'a private range is not the internet': { on: open('tcp 22', '10.0.0.0/8'), beside: publicNode, message: closed },
    'a public range narrower than minPrefix': { on: open('tcp 22', '52.0.0.0/9'), beside: publicNode, message: closed },
    'a v6 range of exactly minPrefixV6': { on: open('tcp 22', '2a00:1450::/32'), beside: publicNode, message: closed },
    'a prefix list of the edge locations is not the internet': {
      on: open('tcp 22', 'pl-1'),
      beside: [...publicNode, prefixListOf('pl-1', '120.52.22.96/27', '205.251.249.0/24')],
      message: closed,
    },
    'a referenced group is never the internet': {
      on: open('tcp 22', 'sg-1', 'sg-2'),
      beside: publicNode,
      message: closed,
    },
    'ICMP covers no port': { on: open('icmp 22-22', '0.0.0.0/0'), beside: publicNode, message: closed },
    'a protocol without ports covers none': { on: open('132', '0.0.0.0/0'), beside: publicNode, message: closed },
    'policy names the admin ports': {
      on: open('tcp 22', '0.0.0.0/0'),
      beside: publicNode,
      params: { adminPorts: [3389] },
      message: closed,
    },
    'policy says how wide the internet is': {
      on: open('tcp 22', '52.0.0.0/8', '2a00::/12'),
      beside: publicNode,
      params: { minPrefix: 7, minPrefixV6: 12 },
      message: closed,
    },
    'a list that could not be read covers no admin port': {
      on: open('tcp 443', 'pl-1'),
      beside: publicNode,
      hidden: [prefixList],
      message: closed,
    },
    'closed rules stand though it could not be read who uses the group': {
      on: open('tcp 22', '203.0.113.0/24'),
      hidden: [networkInterface],
      message: closed,
    },
  },
  fail: {
    '0.0.0.0/0 on SSH of a public node': { on: open('tcp 22', '0.0.0.0/0'), beside: publicNode, message: ssh },
    '::/0 is the internet': { on: open('tcp 22', '::/0'), beside: publicNode, message: ssh },
    'two halves of one rule are the internet': {
      on: open('tcp 22', '0.0.0.0/1', '128.0.0.0/1'),
      beside: publicNode,
      message: ssh,
    },
    'a public range of exactly minPrefix': { on: open('tcp 22', '52.0.0.0/8'), beside: publicNode, message: ssh },
    'a v6 range wider than minPrefixV6': { on: open('tcp 22', '2a00:1450::/31'), beside: publicNode, message: ssh },
    'a prefix list that holds everyone': {
      on: open('tcp 22', 'pl-1'),
      beside: [...publicNode, prefixListOf('pl-1', '0.0.0.0/0')],
      message: ssh,
    },
    'the sources of several rules that cover the port are one': {
      on: groupWith([
        ruleFor('tcp 22', '52.0.0.0/9'),
        ruleFor('tcp 20-30', '52.128.0.0/9'),
        ruleFor('tcp 443', '0.0.0.0/0'),
      ]),
      beside: publicNode,
      message: ssh,
      cannot: together,
    },
    'a wide range is split: its other ports stay open': {
      on: groupWith([ruleFor('tcp 20-443', '0.0.0.0/0', '10.0.0.0/8', 'sg-2'), ruleFor('tcp 20-21', '0.0.0.0/0')]),
      beside: publicNode,
      message: ssh,
    },
    'the same port number over UDP is another port': {
      on: groupWith([ruleFor('udp 3389', '0.0.0.0/0'), ruleFor('tcp 22', '0.0.0.0/0')]),
      beside: publicNode,
      message: 'The internet may reach TCP 22; UDP 3389.',
    },
    'a rule for all protocols that only together is as wide as the internet': {
      on: groupWith([ruleFor('-1', '52.0.0.0/9'), ruleFor('tcp 22', '52.128.0.0/9')]),
      beside: publicNode,
      message: ssh,
      cannot: together,
    },
    'every port but one is not every port': {
      on: groupWith([ruleFor('tcp 1-65534', '0.0.0.0/0'), ruleFor('udp 1-65534', '0.0.0.0/0')]),
      beside: publicNode,
      message: `The internet may reach TCP and UDP ${everyAdminPort}.`,
    },
    'other ports of the group that EKS made for the login': {
      on: open('tcp 22-6443', '0.0.0.0/0'),
      beside: [...publicNode, login],
      message: 'The internet may reach TCP 2379-2380, 6443.',
    },
    'the login to the nodes of another group': {
      on: open('tcp 22', '0.0.0.0/0'),
      beside: [...publicNode, nodegroupWith({ resources: { remoteAccessSecurityGroup: 'sg-2' } })],
      message: ssh,
    },
    'an open source stands beside a list that could not be read': {
      on: open('tcp 22', '0.0.0.0/0', 'pl-1'),
      beside: publicNode,
      gaps: [gapOn(prefixList, places['aws-region'], 'pl-1')],
      message: ssh,
      cannot: 'not every source could be read: ec2:GetManagedPrefixListEntries was refused.',
    },
    'nothing that uses the group has a public address: one level lower': {
      on: open('tcp 22', '0.0.0.0/0'),
      beside: node,
      message: inside,
      grade: 'high',
    },
    'a public interface is seen though the listing was cut short': {
      on: open('tcp 22', '0.0.0.0/0'),
      beside: publicNode,
      gaps: [gapOn(networkInterface, places['aws-region'])],
      message: ssh,
    },
    'a group attached to nothing is low': {
      on: open('tcp 22', '0.0.0.0/0'),
      message: unused,
      grade: 'low',
    },
    'policy asks for groups of other workloads too': {
      on: open('tcp 22', '0.0.0.0/0'),
      beside: [interfaceWith(publicAddress)],
      params: { scope: 'all' },
      message: ssh,
    },
    ...unreadUse.fail,
  },
  unknown: {
    'a list that could not be read and no other open source': {
      on: open('tcp 22', 'pl-1'),
      beside: publicNode,
      hidden: [prefixList],
      reason: 'denied',
    },
    'an answer without IpPermissions': {
      on: groupWith(undefined),
      beside: publicNode,
      reason: 'field-missing',
      message: 'The answer has no IpPermissions.',
    },
    ...unreadUse.unknown,
    'whether SSH is the login of a node group could not be read': {
      on: open('tcp 22', '0.0.0.0/0'),
      beside: [...publicNode, clusterWith({ securityGroupIds: ['sg-1'] })],
      hidden: [eksNodegroup],
      reason: 'denied',
    },
    'a group alone in a file': {
      on: open('tcp 22', '0.0.0.0/0'),
      folder: 'recorded',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'a group of another workload': {
      on: open('tcp 22', '0.0.0.0/0'),
      beside: [interfaceWith(publicAddress)],
      message: 'no cluster uses it',
    },
    'every port open is the finding of sg-ingress-all-ports-open': {
      on: open('-1', '0.0.0.0/0'),
      beside: publicNode,
      message: every,
    },
    'every port of one protocol is enough': {
      on: groupWith([ruleFor('udp 0-65535', '::/0'), ruleFor('tcp 22', '0.0.0.0/0')]),
      beside: publicNode,
      message: every,
    },
    'the login to the nodes of a node group is the finding of eks-nodegroup-ssh-open': {
      on: groupWith([ruleFor('tcp 22', '0.0.0.0/0'), ruleFor('tcp 3389', '0.0.0.0/0')]),
      beside: [...publicNode, login],
      message: 'eks-nodegroup-ssh-open speaks about the login to its nodes',
    },
  },
});
