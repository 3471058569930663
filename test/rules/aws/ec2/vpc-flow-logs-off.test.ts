import { flowLog } from '#clouds/aws/ec2/flow-log/resource';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/aws/ec2/vpc-flow-logs-off';
import { flowLogWith, nodeWith, vpcWith } from '../../../support/aws/ec2.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const shop = clusterWith({ vpcId: 'vpc-1', subnetIds: ['subnet-1'] });
const node = nodeWith({ VpcId: 'vpc-1', SubnetId: 'subnet-2' });
const ofSubnet = (n: number, TrafficType: 'ALL' | 'REJECT' = 'ALL') =>
  flowLogWith({ FlowLogId: `fl-${n}`, ResourceId: `subnet-${n}`, TrafficType });
const works = 'A flow log of the VPC works.';
const none = 'No working flow log covers the VPC or 1 subnet of its clusters.';

testRule(rule, {
  pass: {
    'a flow log of everything': { on: vpcWith(), beside: [shop, flowLogWith()], message: works },
    'what is rejected is enough': {
      on: vpcWith(),
      beside: [shop, flowLogWith({ TrafficType: 'REJECT' })],
      message: works,
    },
    'a log whose delivery works': {
      on: vpcWith(),
      beside: [shop, flowLogWith({ DeliverLogsStatus: 'SUCCESS' })],
      message: works,
    },
    'policy asks for what is accepted': {
      on: vpcWith(),
      beside: [shop, flowLogWith({ TrafficType: 'ACCEPT' })],
      params: { trafficType: 'ACCEPT' },
      message: works,
    },
    'policy asks for what is accepted, and everything is logged': {
      on: vpcWith(),
      beside: [shop, flowLogWith()],
      params: { trafficType: 'ACCEPT' },
      message: works,
    },
    'policy asks for everything': {
      on: vpcWith(),
      beside: [shop, flowLogWith()],
      params: { trafficType: 'ALL' },
      message: works,
    },
    'each subnet of the cluster and its nodes has a log': {
      on: vpcWith(),
      beside: [shop, node, ofSubnet(1), ofSubnet(2, 'REJECT')],
    },
    'a working log beside one that has failed': {
      on: vpcWith(),
      beside: [shop, flowLogWith({ FlowLogId: 'fl-9', DeliverLogsStatus: 'FAILED' }), flowLogWith()],
      message: works,
    },
    'a log of the VPC that its owner made visible': {
      on: vpcWith({ OwnerId: '999988887777' }),
      beside: [shop, flowLogWith()],
      message: works,
    },
  },
  fail: {
    'no flow log': { on: vpcWith(), beside: [shop], message: none },
    'a log of another VPC': { on: vpcWith(), beside: [shop, flowLogWith({ ResourceId: 'vpc-2' })], message: none },
    'a log that is not active': {
      on: vpcWith(),
      beside: [shop, flowLogWith({ FlowLogStatus: 'INACTIVE' })],
      message: none,
    },
    'a log whose delivery fails': {
      on: vpcWith(),
      beside: [shop, flowLogWith({ DeliverLogsStatus: 'FAILED' })],
      message: none,
    },
    'only what is accepted is logged': {
      on: vpcWith(),
      beside: [shop, flowLogWith({ TrafficType: 'ACCEPT' })],
      message: none,
    },
    'policy asks for everything, and a part is logged': {
      on: vpcWith(),
      beside: [shop, flowLogWith({ TrafficType: 'REJECT' })],
      params: { trafficType: 'ALL' },
      message: none,
    },
    'the subnet of a node has no log': { on: vpcWith(), beside: [shop, node, ofSubnet(1)], message: none },
    'the subnet of a node of another network does not count': {
      on: vpcWith(),
      beside: [shop, nodeWith({ VpcId: 'vpc-2', SubnetId: 'subnet-2' })],
      message: none,
    },
    'the subnet of a machine of no cluster does not count': {
      on: vpcWith(),
      beside: [shop, nodeWith({ VpcId: 'vpc-1', SubnetId: 'subnet-2', Tags: [] })],
      message: none,
    },
    'a cluster without subnets': {
      on: vpcWith(),
      beside: [clusterWith({ vpcId: 'vpc-1' })],
      message: 'No working flow log covers the VPC or 0 subnets of its clusters.',
    },
  },
  unknown: {
    'a VPC of another account': {
      on: vpcWith({ OwnerId: '999988887777' }),
      beside: [shop],
      reason: 'outside',
      message: 'The flow logs of 999988887777 are not seen.',
    },
    'an answer without OwnerId': {
      on: vpcWith({ OwnerId: undefined }),
      beside: [shop],
      reason: 'field-missing',
      message: 'The answer has no OwnerId.',
    },
    'flow logs that could not be read': { on: vpcWith(), beside: [shop], hidden: [flowLog], reason: 'denied' },
    'clusters that could not be read': { on: vpcWith(), hidden: [eksCluster], reason: 'denied' },
    'nodes that could not be read': {
      on: vpcWith(),
      beside: [shop, ofSubnet(1)],
      hidden: [instance],
      reason: 'denied',
    },
  },
  notApplicable: {
    'a VPC without clusters': {
      on: vpcWith(),
      beside: [clusterWith({ vpcId: 'vpc-2' })],
      message: 'no cluster stands in the VPC',
    },
  },
});
