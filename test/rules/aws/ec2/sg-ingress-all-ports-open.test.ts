import { prefixList } from '#clouds/aws/ec2/prefix-list/resource';
import rule from '#rules/aws/ec2/sg-ingress-all-ports-open';
import { groupWith, interfaceWith, nodeWith, prefixListOf, publicAddress, ruleFor } from '../../../support/aws/ec2.ts';
import { testRule } from '../../../support/test-rule.ts';
import { unreadUseOf } from './unread-use.ts';

const open = (ports: string, ...sources: string[]) => groupWith([ruleFor(ports, ...sources)]);
const onNode = interfaceWith({ Attachment: { InstanceId: 'i-1' } });
const publicNode = [interfaceWith({ Attachment: { InstanceId: 'i-1' }, ...publicAddress }), nodeWith()];
const closed = 'Some port is closed to the internet in each protocol.';
const every = 'The internet may reach every port.';
const tcp = 'The internet may reach every TCP port.';
const udp = 'The internet may reach every UDP port.';
const inside = 'The internet may reach every port; nothing that uses the group has a public address.';
const together = 'only together are the sources as wide as the internet: say which of them may stay';
const unreadUse = unreadUseOf({ on: open('-1', '0.0.0.0/0'), exposed: every, inside });

testRule(rule, {
  pass: {
    'no rules let nobody in': { on: groupWith([]), beside: publicNode, message: closed },
    'one port is not all': { on: open('tcp 443', '0.0.0.0/0'), beside: publicNode, message: closed },
    'port 0 alone is not all': { on: open('tcp 0', '0.0.0.0/0'), beside: publicNode, message: closed },
    'all but the last port': { on: open('tcp 0-65534', '0.0.0.0/0'), beside: publicNode, message: closed },
    'all but the first port': { on: open('tcp 2-65535', '0.0.0.0/0'), beside: publicNode, message: closed },
    'a hole between two ranges': {
      on: groupWith([ruleFor('tcp 0-1023', '0.0.0.0/0'), ruleFor('tcp 1025-65535', '0.0.0.0/0')]),
      beside: publicNode,
      message: closed,
    },
    'half of the ports over TCP and half over UDP': {
      on: groupWith([ruleFor('tcp 0-32767', '0.0.0.0/0'), ruleFor('udp 32768-65535', '0.0.0.0/0')]),
      beside: publicNode,
      message: closed,
    },
    'one range only is wide': {
      on: groupWith([ruleFor('tcp 0-1023', '0.0.0.0/0'), ruleFor('tcp 1024-65535', '10.0.0.0/8')]),
      beside: publicNode,
      message: closed,
    },
    'every port for a private range': { on: open('-1', '10.0.0.0/8'), beside: publicNode, message: closed },
    'every port for a group': { on: open('-1', 'sg-2'), beside: publicNode, message: closed },
    'a public range narrower than minPrefix': { on: open('-1', '52.0.0.0/9'), beside: publicNode, message: closed },
    'policy says how wide the internet is': {
      on: open('-1', '52.0.0.0/8', '2a00::/12'),
      beside: publicNode,
      params: { minPrefix: 7, minPrefixV6: 12 },
      message: closed,
    },
    'ICMP covers no port': { on: open('icmp -1', '0.0.0.0/0'), beside: publicNode, message: closed },
    'a list that could not be read covers one port': {
      on: open('tcp 443', 'pl-1'),
      beside: publicNode,
      hidden: [prefixList],
      message: closed,
    },
  },
  fail: {
    'every protocol': { on: open('-1', '0.0.0.0/0'), beside: publicNode, message: every },
    'every protocol over IPv6': { on: open('-1', '::/0'), beside: publicNode, message: every },
    'TCP from 0': { on: open('tcp 0-65535', '0.0.0.0/0'), beside: publicNode, message: tcp },
    'TCP from 1': { on: open('tcp 1-65535', '0.0.0.0/0'), beside: publicNode, message: tcp },
    'UDP from 1': { on: open('udp 1-65535', '0.0.0.0/0'), beside: publicNode, message: udp },
    'TCP and UDP': {
      on: groupWith([ruleFor('tcp 0-65535', '0.0.0.0/0'), ruleFor('udp 0-65535', '0.0.0.0/0')]),
      beside: publicNode,
      message: every,
    },
    'ranges that together are all': {
      on: groupWith([ruleFor('tcp 1-1023', '0.0.0.0/0'), ruleFor('tcp 1024-65535', '::/0')]),
      beside: publicNode,
      message: tcp,
    },
    'sources that together are the internet': {
      on: groupWith([ruleFor('-1', '52.0.0.0/9'), ruleFor('tcp 0-65535', '52.128.0.0/9')]),
      beside: publicNode,
      message: tcp,
      cannot: together,
    },
    'two halves of one rule are taken out together': {
      on: open('-1', '0.0.0.0/1', '128.0.0.0/1', '10.0.0.0/8'),
      beside: publicNode,
      message: every,
    },
    'what else is open stays so': {
      on: groupWith([ruleFor('-1', '0.0.0.0/0', 'sg-2'), ruleFor('tcp 443', '0.0.0.0/0')]),
      beside: publicNode,
      message: every,
    },
    'a public range of exactly minPrefix': { on: open('-1', '52.0.0.0/8'), beside: publicNode, message: every },
    'a v6 range wider than minPrefixV6': { on: open('-1', '2a00:1450::/31'), beside: publicNode, message: every },
    'a prefix list that holds everyone': {
      on: open('-1', 'pl-1'),
      beside: [...publicNode, prefixListOf('pl-1', '0.0.0.0/0')],
      message: every,
    },
    'what may still be open through a list is not for the plan to say': {
      on: groupWith([ruleFor('tcp 0-65535', '0.0.0.0/0'), ruleFor('tcp 0-65535', 'pl-1')]),
      beside: publicNode,
      hidden: [prefixList],
      message: tcp,
      cannot: 'not every source could be read: ec2:GetManagedPrefixListEntries was refused.',
    },
    'nothing that uses the group has a public address: one level lower': {
      on: open('-1', '0.0.0.0/0'),
      beside: [onNode, nodeWith()],
      message: inside,
      grade: 'high',
    },
    'a group attached to nothing is low': {
      on: open('-1', '0.0.0.0/0'),
      message: 'The internet may reach every port; nothing uses the group.',
      grade: 'low',
    },
    'policy asks for groups of other workloads too': {
      on: open('-1', '0.0.0.0/0'),
      beside: [interfaceWith(publicAddress)],
      params: { scope: 'all' },
      message: every,
    },
    ...unreadUse.fail,
  },
  unknown: {
    'a list that could not be read may hold everyone': {
      on: open('-1', 'pl-1'),
      beside: publicNode,
      hidden: [prefixList],
      reason: 'denied',
      message: 'ec2:GetManagedPrefixListEntries was refused.',
    },
    'a list that could not be read may close the last hole': {
      on: groupWith([ruleFor('udp 0-1023', '0.0.0.0/0'), ruleFor('udp 1024-65535', 'pl-1')]),
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
  },
  notApplicable: {
    'a group of another workload': {
      on: open('-1', '0.0.0.0/0'),
      beside: [interfaceWith(publicAddress)],
      message: 'no cluster uses it',
    },
  },
});
