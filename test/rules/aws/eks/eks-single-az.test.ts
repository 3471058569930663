import { instance } from '#clouds/aws/ec2/instance/resource';
import { subnet } from '#clouds/aws/ec2/subnet/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import rule from '#rules/aws/eks/eks-single-az';
import { nodeWith, subnetWith } from '../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const node = (id: number, AvailabilityZone: string, more: Parameters<typeof nodeWith>[0] = {}) =>
  nodeWith({ InstanceId: `i-${id}`, Placement: { AvailabilityZone }, ...more });
const part = (SubnetId: string, AvailabilityZone: string, more: Parameters<typeof subnetWith>[0] = {}) =>
  subnetWith({ SubnetId, AvailabilityZone, ...more });
const [a, b, c] = [part('subnet-a', 'eu-west-1a'), part('subnet-b', 'eu-west-1b'), part('subnet-c', 'eu-west-1a')];
const shop = clusterWith({ subnetIds: ['subnet-a', 'subnet-b'] });
const group = (...subnets: readonly string[]) => nodegroupWith({ subnets });
const auto = (...subnetIds: readonly string[]) => clusterWith({ subnetIds }, { computeConfig: { enabled: true } });
const outpost = 'arn:aws:outposts:eu-west-1:111122223333:outpost/op-1';
const twoZones = 'Its nodes can be in 2 zones.';

testRule(rule, {
  pass: {
    'nodes in two zones': { on: shop, beside: [node(1, 'eu-west-1a'), node(2, 'eu-west-1b')], message: twoZones },
    'one node, and a node group in two zones': {
      on: shop,
      beside: [node(1, 'eu-west-1a'), group('subnet-a', 'subnet-b'), a, b],
      message: twoZones,
    },
    'no node, and a node group in two zones': {
      on: shop,
      beside: [group('subnet-a', 'subnet-b'), a, b],
      message: twoZones,
    },
    'Auto Mode at rest in subnets of two zones': {
      on: auto('subnet-a', 'subnet-b'),
      beside: [a, b],
      message: twoZones,
    },
    'one zone where policy asks for no more': {
      on: shop,
      beside: [node(1, 'eu-west-1a'), node(2, 'eu-west-1a')],
      params: { minZones: 1 },
      message: 'Its nodes can be in 1 zone.',
    },
  },
  fail: {
    'all nodes in one zone': {
      on: shop,
      beside: [node(1, 'eu-west-1a'), node(2, 'eu-west-1a'), group('subnet-a', 'subnet-b'), a, b],
      message: 'The nodes that run are in eu-west-1a only.',
    },
    'nodes in two zones where policy asks for three': {
      on: shop,
      beside: [node(1, 'eu-west-1b'), node(2, 'eu-west-1a')],
      params: { minZones: 3 },
      message: 'The nodes that run are in eu-west-1a and eu-west-1b only.',
    },
    'one node, and a node group in one zone': {
      on: shop,
      beside: [node(1, 'eu-west-1a'), group('subnet-a', 'subnet-c'), a, c],
      message: 'Its node groups are in eu-west-1a only.',
    },
    'a node that has ended is none': {
      on: shop,
      beside: [node(1, 'eu-west-1a'), node(2, 'eu-west-1b', { State: { Name: 'terminated' } }), group('subnet-a'), a],
      message: 'Its node groups are in eu-west-1a only.',
    },
    'a node group that could not be made does not count': {
      on: shop,
      beside: [
        group('subnet-a'),
        {
          ...nodegroupWith({ nodegroupName: 'other', subnets: ['subnet-b'], status: 'CREATE_FAILED' }),
          id: 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/other/2',
        },
        a,
        b,
      ],
      message: 'Its node groups are in eu-west-1a only.',
    },
    'a second subnet in a local zone': {
      on: shop,
      beside: [group('subnet-a', 'subnet-l'), a, part('subnet-l', 'us-west-2-lax-1a')],
      message: 'Its node groups are in eu-west-1a only.',
    },
    'Auto Mode at rest in one zone': {
      on: auto('subnet-a', 'subnet-c'),
      beside: [a, c],
      message: 'Its subnets are in eu-west-1a only.',
    },
    'nodes of another cluster do not count': {
      on: shop,
      beside: [
        node(1, 'eu-west-1b', { Tags: [{ Key: 'kubernetes.io/cluster/other', Value: 'owned' }] }),
        node(2, 'eu-west-1a'),
        node(3, 'eu-west-1a'),
      ],
      message: 'The nodes that run are in eu-west-1a only.',
    },
  },
  unknown: {
    'the instances were refused': { on: shop, beside: [group('subnet-a'), a], hidden: [instance], reason: 'denied' },
    'the node groups were refused': { on: shop, hidden: [eksNodegroup], reason: 'denied' },
    'the subnets were refused': { on: shop, beside: [group('subnet-a')], hidden: [subnet], reason: 'denied' },
    'a subnet that no answer holds': {
      on: shop,
      beside: [group('subnet-a', 'subnet-x'), a],
      reason: 'not-found',
      message: 'subnet-x was not read.',
    },
  },
  notApplicable: {
    'no nodes at all': { on: shop, message: 'it has no nodes in zones of the region' },
    'one node that no group manages': {
      on: shop,
      beside: [node(1, 'eu-west-1a')],
      message: 'it has no nodes in zones of the region',
    },
    'nodes on an Outpost': {
      on: shop,
      beside: [
        node(1, 'eu-west-1a', { OutpostArn: outpost }),
        node(2, 'eu-west-1a', { OutpostArn: outpost }),
        group('subnet-o'),
        part('subnet-o', 'eu-west-1a', { OutpostArn: outpost }),
      ],
      message: 'its nodes are in no zone of the region',
    },
    'a local cluster on Outposts': {
      on: clusterWith({}, { outpostConfig: { outpostArns: [outpost] } }),
      message: 'a local cluster stands on one Outpost',
    },
    'a registered cluster': {
      on: clusterWith({}, { connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
  },
});
