import { vpc } from '#clouds/aws/ec2/vpc/resource';
import rule from '#rules/aws/eks/eks-default-vpc';
import { vpcWith } from '../../../support/aws/ec2.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const cluster = clusterWith({ vpcId: 'vpc-1' });

testRule(rule, {
  pass: { 'a VPC of its own': { on: cluster, beside: [vpcWith({ IsDefault: false })] } },
  fail: {
    'the default VPC': {
      on: cluster,
      beside: [vpcWith({ IsDefault: true })],
      message: 'It stands in the default VPC vpc-1.',
    },
  },
  unknown: {
    'the VPCs were refused': { on: cluster, hidden: [vpc], reason: 'denied' },
    'a VPC that the account does not see': {
      on: clusterWith({ vpcId: 'vpc-2' }),
      beside: [vpcWith({ IsDefault: true })],
      reason: 'outside',
      message: 'The VPC vpc-2 is not among those that the account sees.',
    },
    'an answer that does not say which it is': { on: cluster, beside: [vpcWith()], reason: 'field-missing' },
    'a cluster without its VPC': { on: clusterWith({}), reason: 'field-missing' },
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith({ vpcId: 'vpc-1' }, { connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
  },
});
