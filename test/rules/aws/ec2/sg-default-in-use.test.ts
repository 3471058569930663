import { instance } from '#clouds/aws/ec2/instance/resource';
import { networkInterface } from '#clouds/aws/ec2/network-interface/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import rule from '#rules/aws/ec2/sg-default-in-use';
import { groupWith, interfaceWith, nodeWith, ruleFor } from '../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const own = { GroupName: 'default' };
const outward = [ruleFor('-1', '0.0.0.0/0')];
const inward = [ruleFor('-1', 'sg-1')];
const fresh = groupWith(inward, { ...own, IpPermissionsEgress: outward });
const empty = groupWith([], { ...own, IpPermissionsEgress: [] });
const shop = clusterWith({ vpcId: 'vpc-1' });
const onNode = [interfaceWith({ Attachment: { InstanceId: 'i-1' } }), nodeWith()];
const used = 'A cluster uses the default group of its VPC.';
const cannot = 'give what uses the group one of its own first';

testRule(rule, {
  pass: {
    'nobody uses it, and it holds no rules': { on: empty, beside: [shop] },
    'others use it, and it holds no rules': { on: empty, beside: [shop, interfaceWith()] },
  },
  fail: {
    'a node has it': { on: empty, beside: [shop, ...onNode], message: used, cannot },
    'the cluster names it': {
      on: fresh,
      beside: [clusterWith({ vpcId: 'vpc-1', securityGroupIds: ['sg-1'] })],
      message: used,
      cannot,
    },
    'a pod has it': {
      on: empty,
      beside: [shop, interfaceWith({ Description: 'aws-k8s-branch-eni' })],
      message: used,
      cannot,
    },
    'nobody uses it, and it holds the rules of a fresh VPC': {
      on: fresh,
      beside: [shop],
      message: 'The default group of a VPC with clusters holds 2 rules.',
      grade: 'low',
    },
    'others use it, and it lets everything out': {
      cannot,
      on: groupWith([], { ...own, IpPermissionsEgress: outward }),
      beside: [shop, interfaceWith()],
      message: 'The default group of a VPC with clusters holds 1 rule.',
      grade: 'low',
    },
    'it lets something in': {
      on: groupWith(inward, { ...own, IpPermissionsEgress: [] }),
      beside: [shop, nodegroupWith()],
      message: 'The default group of a VPC with clusters holds 1 rule.',
      grade: 'low',
    },
  },
  unknown: {
    'the clusters were refused': { on: fresh, hidden: [eksCluster], reason: 'denied' },
    'the interfaces were refused': { on: fresh, beside: [shop], hidden: [networkInterface], reason: 'denied' },
    'the instances were refused': {
      on: fresh,
      beside: [shop, interfaceWith({ Attachment: { InstanceId: 'i-1' } })],
      hidden: [instance],
      reason: 'denied',
    },
    'the node groups were refused': { on: fresh, beside: [shop], hidden: [eksNodegroup], reason: 'denied' },
    'a group without a name': { on: groupWith([], { GroupName: undefined }), beside: [shop], reason: 'field-missing' },
    'an answer without ingress': { on: groupWith(undefined, own), beside: [shop], reason: 'field-missing' },
    'an answer without egress': { on: groupWith([], own), beside: [shop], reason: 'field-missing' },
  },
  notApplicable: {
    'another group': {
      on: groupWith(inward, { IpPermissionsEgress: outward }),
      beside: [shop],
      message: 'it is not the default group of its VPC',
    },
    'no cluster stands in its VPC': {
      on: fresh,
      beside: [clusterWith({ vpcId: 'vpc-2' })],
      message: 'no cluster stands in its VPC',
    },
  },
});
