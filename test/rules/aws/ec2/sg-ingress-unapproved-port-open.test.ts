import { instance } from '#clouds/aws/ec2/instance/resource';
import { networkInterface } from '#clouds/aws/ec2/network-interface/resource';
import { prefixList } from '#clouds/aws/ec2/prefix-list/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import rule from '#rules/aws/ec2/sg-ingress-unapproved-port-open';
import { groupWith, interfaceWith, nodeWith, prefixListOf, publicAddress, ruleFor } from '../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const world = '0.0.0.0/0';
const ofPods = { Description: 'aws-k8s-branch-eni' };
const inPublic = [interfaceWith({ ...ofPods, ...publicAddress })];
const inPrivate = [interfaceWith(ofPods)];
const node = nodeWith({ SecurityGroups: [{ GroupId: 'sg-1' }] });
const onNode = [interfaceWith({ Attachment: { InstanceId: 'i-1' } }), node];
const open = (...ports: readonly string[]) => groupWith(ports.map((one) => ruleFor(one, world)));
const fine = 'The internet reaches approved ports at the most.';
const noPublic = '; nothing that uses the group has a public address.';
const tags = (Key: string) => ({ Tags: [{ Key, Value: 'shop' }] });
const split = 'a rule opens approved ports too: split it first';

testRule(rule, {
  pass: {
    'no rules': { on: open(), beside: inPublic, message: fine },
    'approved ports': { on: open('tcp 80', 'tcp 443', 'udp 443'), beside: inPublic, message: fine },
    'ports that policy approves': {
      on: open('tcp 8443'),
      beside: inPublic,
      params: { allowedPublicPorts: [8443] },
      message: fine,
    },
    'known networks': {
      on: groupWith([ruleFor('tcp 8080', '198.51.100.0/24', '10.0.0.0/8')]),
      beside: inPublic,
      message: fine,
    },
    'other groups': { on: groupWith([ruleFor('tcp 8080', 'sg-2')]), beside: inPublic, message: fine },
    'ICMP has no ports': { on: open('icmp 8-0', 'icmpv6 -1--1'), beside: inPublic, message: fine },
    'an admin port alone is for the rules on these': { on: open('tcp 22'), beside: inPublic, message: fine },
    'approved ports of a load balancer': {
      on: groupWith([ruleFor('tcp 443', world)], tags('elbv2.k8s.aws/cluster')),
      beside: inPublic,
      message: fine,
    },
    'a prefix list of known networks': {
      on: groupWith([ruleFor('tcp 8080', 'pl-1')]),
      beside: [...inPublic, prefixListOf('pl-1', '198.51.100.0/24')],
      message: fine,
    },
  },
  fail: {
    'another port': {
      on: open('tcp 8080'),
      beside: inPublic,
      message: 'The internet may reach TCP 8080.',
      grade: 'high',
    },
    'several rules are one finding': {
      on: open('tcp 5432', 'udp 53', 'tcp 8080-8090', 'tcp 443', 'tcp 8091'),
      beside: inPublic,
      message: 'The internet may reach TCP 5432, 8080-8091; UDP 53.',
    },
    'both halves of the internet, by two rules': {
      on: groupWith([ruleFor('tcp 8080', '0.0.0.0/1'), ruleFor('tcp 8080-8081', '128.0.0.0/1')]),
      beside: inPublic,
      message: 'The internet may reach TCP 8080-8081.',
    },
    'all of IPv6': {
      on: groupWith([ruleFor('tcp 8080', '::/0')]),
      beside: inPublic,
      message: 'The internet may reach TCP 8080.',
    },
    'a range beside approved ports': {
      on: open('tcp 80-90'),
      beside: inPublic,
      message: 'The internet may reach TCP 81-90.',
      cannot: split,
    },
    'two sources that are wide only together': {
      on: groupWith([ruleFor('tcp 8080', '1.0.0.0/9', '1.128.0.0/9')]),
      beside: inPublic,
      message: 'The internet may reach TCP 8080.',
      cannot: 'only together are the sources as wide as the internet: say which of them may stay',
    },
    'a prefix list that holds the internet': {
      on: groupWith([ruleFor('tcp 8080', 'pl-1')]),
      beside: [...inPublic, prefixListOf('pl-1', world)],
      message: 'The internet may reach TCP 8080.',
    },
    'nothing that uses it has a public address': {
      on: open('tcp 8080'),
      beside: inPrivate,
      message: `The internet may reach TCP 8080${noPublic}`,
      grade: 'medium',
    },
    'nothing uses it': {
      on: open('tcp 8080'),
      message: 'The internet may reach TCP 8080; nothing uses the group.',
      grade: 'low',
    },
    'node ports of private nodes': {
      on: open('tcp 30000-30010'),
      beside: [...onNode, clusterWith({})],
      message: 'The internet may reach TCP 30000-30010; nodes take 30000-30010 for Services.',
    },
    'a node port that Kubernetes opened for a Service': {
      on: groupWith([
        {
          ...ruleFor('tcp 30080', world),
          IpRanges: [{ CidrIp: world, Description: 'kubernetes.io/rule/nlb/client=a7d568916a1b411ea83260a614b2e8ec' }],
        },
      ]),
      beside: [...onNode, clusterWith({})],
      message: 'The internet may reach TCP 30080; nodes take 30080 for Services.',
      cannot: 'Kubernetes made a rule for a Service, and would make it again: limit the Service',
    },
    'other ports of private nodes': {
      on: open('tcp 8080'),
      beside: [...onNode, clusterWith({})],
      message: `The internet may reach TCP 8080${noPublic}`,
      grade: 'medium',
    },
    'node ports of its own choice': {
      on: open('tcp 30100', 'tcp 20100'),
      beside: [
        ...onNode,
        clusterWith({}, { kubeApiServerConfig: { serviceNodePortRange: { minPort: 20_000, maxPort: 20_999 } } }),
      ],
      message: 'The internet may reach TCP 20100, 30100; nodes take 20100 for Services.',
    },
    'a list that was not read hides no other rule': {
      on: groupWith([ruleFor('tcp 8080', world), ruleFor('tcp 9090', 'pl-1')]),
      beside: inPublic,
      hidden: [prefixList],
      message: 'The internet may reach TCP 8080.',
      cannot: 'not every source could be read: ec2:GetManagedPrefixListEntries was refused.',
    },
  },
  unknown: {
    'who uses it is not known': { on: open('tcp 8080'), hidden: [networkInterface], reason: 'denied' },
    'clusters were refused': {
      on: open('tcp 8080'),
      beside: [interfaceWith()],
      hidden: [eksCluster],
      reason: 'denied',
    },
    'node groups were refused': {
      on: open('tcp 8080'),
      beside: [interfaceWith()],
      hidden: [eksNodegroup],
      reason: 'denied',
    },
    'whether nodes have it is not known': {
      on: open('tcp 30000'),
      beside: [...inPrivate, clusterWith({})],
      hidden: [instance],
      reason: 'denied',
    },
    'a list that was not read': {
      on: groupWith([ruleFor('tcp 8080', 'pl-1')]),
      beside: inPublic,
      hidden: [prefixList],
      reason: 'denied',
    },
    'a list that was not read may open an admin port': {
      on: groupWith([ruleFor('tcp 22', 'pl-1'), ruleFor('tcp 8080', world)]),
      beside: inPublic,
      hidden: [prefixList],
      reason: 'denied',
    },
    'an answer without rules': { on: groupWith(undefined), beside: inPublic, reason: 'field-missing' },
    'other ports of a load balancer may be those of its listeners': {
      on: groupWith([ruleFor('tcp 8443', world)], tags('ingress.k8s.aws/cluster')),
      beside: inPublic,
      reason: 'not-found',
      message: 'The listeners of its load balancer were not read.',
    },
  },
  notApplicable: {
    'others use it': { on: open('tcp 8080'), beside: [interfaceWith()], message: 'no cluster uses it' },
    'every port is open': {
      on: open('-1'),
      beside: inPublic,
      message: 'sg-ingress-all-ports-open speaks about it',
    },
    'an admin port is open too': {
      on: open('tcp 22', 'tcp 8080'),
      beside: [...inPublic, nodegroupWith()],
      message: 'the rules on admin ports speak about it',
    },
  },
});
