import { instance } from '#clouds/aws/ec2/instance/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import rule from '#rules/aws/eks/eks-node-role-overprivileged';
import { clusterWith } from '../../../support/aws/eks.ts';
import { instanceTrust, nodeRoleWith, policyWith, roleArn, roleWith } from '../../../support/aws/iam.ts';
import { make } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';
import { denials } from './eks-node-role-overprivileged.denials.ts';
import { unread } from './eks-node-role-overprivileged.unread.ts';

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const own = (name: string) => `arn:aws:iam::111122223333:policy/${name}`;
const allow = (Action: unknown, Resource: unknown = '*', more = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: unknown, more = {}) => ({ Effect: 'Deny', Action, Resource: '*', ...more });

const group = make(eksNodegroup, 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/workers/1', { nodeRole: roleArn });
const profile = 'arn:aws:iam::111122223333:instance-profile/nodes';
const nodeWith = (key: string, state: 'running' | 'terminated' = 'running') =>
  make(instance, 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1', {
    IamInstanceProfile: { Arn: profile },
    State: { Name: state },
    Tags: [{ Key: key, Value: 'owned' }],
  });
const profiled = { InstanceProfileList: [{ Arn: profile }] };
const ownNode = nodeWith('kubernetes.io/cluster/shop');

const inline = (...statements: readonly unknown[]) => ({
  on: nodeRoleWith([], { extra: statements }),
  beside: [group],
});
const attached = (...names: readonly string[]) => ({ on: nodeRoleWith(names.map(aws)), beside: [group] });
const bounded = (arn: string, ...statements: readonly unknown[]) => ({
  on: nodeRoleWith([], { extra: statements }, { PermissionsBoundary: { PermissionsBoundaryArn: arn } }),
});

const fine = 'It has only the policies that a node needs.';
const keyOf = 'arn:aws:kms:eu-west-1:111122223333:key/*';
const others = 'extra is not among the allowed policies.';
const addOn = (name: string) => ({
  ...attached(name),
  message: `${name} belongs to an add-on and not to the node.`,
  grade: 'low' as const,
  cannot: `give the add-on that needs ${name} a role of its own first`,
});
const admin = (name: string, what: string) => ({
  ...attached(name),
  message: `${name} grants ${what}.`,
  grade: 'critical' as const,
});
const grants = (what: string) => `extra grants ${what} on every resource.`;

testRule(rule, {
  pass: {
    'the policies that nodes need': {
      ...attached('AmazonEC2ContainerRegistryPullOnly', 'AmazonSSMManagedInstanceCore'),
      message: fine,
    },
    'the older and the minimal ones': {
      ...attached('AmazonEC2ContainerRegistryReadOnly', 'AmazonEKSWorkerNodeMinimalPolicy'),
      message: fine,
    },
    'the CNI policy where policy allows it': {
      ...attached('AmazonEKS_CNI_Policy'),
      params: { allowCniOnNode: true },
      message: fine,
    },
    "an account's own policy whose ARN policy names and that grants little": {
      on: nodeRoleWith([own('extra')]),
      beside: [group, policyWith(own('extra'), [allow('ec2:Describe*')])],
      params: { allowedPolicies: ['AmazonEKSWorkerNodePolicy', own('extra')] },
      message: fine,
    },
  },
  fail: {
    AdministratorAccess: admin('AdministratorAccess', 'every action'),
    PowerUserAccess: admin('PowerUserAccess', 'every action'),
    IAMFullAccess: admin('IAMFullAccess', 'every IAM action'),
    'every action on everything': { ...inline(allow('*')), message: 'extra grants every action.', grade: 'critical' },
    '*:* is every action': { ...inline(allow('*:*')), message: 'extra grants every action.', grade: 'critical' },
    'iam:* on everything': { ...inline(allow('iam:*')), message: 'extra grants every IAM action.', grade: 'critical' },
    'NotAction is every other action': {
      ...inline({ Effect: 'Allow', NotAction: 'billing:*', Resource: '*' }),
      message: 'extra grants every action.',
      grade: 'critical',
    },
    'escalation by a wildcard': {
      ...inline(allow('iam:Put*')),
      message: 'extra grants iam:PutRolePolicy on every resource and 1 more.',
    },
    'passing any role': { ...inline(allow('iam:PassRole', 'arn:aws:iam::*:role/*')), message: grants('iam:PassRole') },
    's3:* on everything': { ...inline(allow('s3:*')), message: 'extra grants s3:* on every bucket and 25 more.' },
    'object writes on everything': {
      ...inline(allow('s3:PutObject', 'arn:aws:s3:::*')),
      message: grants('s3:PutObject'),
    },
    'every secret': { ...inline(allow('secretsmanager:Get*')), message: grants('secretsmanager:GetSecretValue') },
    'every parameter': { ...inline(allow('ssm:GetParameter')), message: grants('ssm:GetParameter') },
    'every key': { ...inline(allow('kms:Decrypt', keyOf)), message: grants('kms:Decrypt') },
    'image writes, on whatever repository': {
      ...inline(allow('ecr:PutImage', 'arn:aws:ecr:eu-west-1:111122223333:repository/shop')),
      message: 'extra grants ecr:PutImage.',
    },
    'a managed policy of the account': {
      on: nodeRoleWith([own('extra')]),
      beside: [group, policyWith(own('extra'), [allow('sts:AssumeRole')])],
      message: grants('sts:AssumeRole'),
    },
    'an allowed name does not excuse what an account wrote': {
      ...inline(allow('kms:Decrypt')),
      params: { allowedPolicies: ['extra', 'AmazonEKSWorkerNodePolicy'] },
      message: grants('kms:Decrypt'),
    },
    'the CNI policy': addOn('AmazonEKS_CNI_Policy'),
    'the policy of another add-on': addOn('AmazonEBSCSIDriverPolicy'),
    'the policy of the file system driver': addOn('AmazonEFSCSIDriverPolicy'),
    'the policy of the CloudWatch agent': addOn('CloudWatchAgentServerPolicy'),
    'the policy of the load balancer controller': {
      on: nodeRoleWith([own('AWSLoadBalancerControllerIAMPolicy')]),
      beside: [group, policyWith(own('AWSLoadBalancerControllerIAMPolicy'), [allow('elasticloadbalancing:*')])],
      message: 'AWSLoadBalancerControllerIAMPolicy belongs to an add-on and not to the node.',
      grade: 'low',
      cannot: 'give the add-on that needs AWSLoadBalancerControllerIAMPolicy a role of its own first',
    },
    'any other policy': { ...inline(allow('ec2:Describe*')), message: others, grade: 'medium' },
    'a limited grant is any other policy': {
      ...inline(allow('s3:PutObject', 'arn:aws:s3:::logs/*'), allow('iam:PassRole', 'arn:aws:iam::*:role/eks-*')),
      message: others,
      grade: 'medium',
    },
    'a grant with a condition is any other policy': {
      ...inline(
        allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }),
      ),
      message: others,
      grade: 'medium',
    },
    'a Deny removes an action': { ...inline(allow('kms:*'), deny('kms:*')), message: others, grade: 'medium' },
    ...denials.fail,
    'a Deny in another policy removes an action': {
      on: nodeRoleWith([own('guard')], { extra: [allow('kms:Decrypt')] }),
      beside: [group, policyWith(own('guard'), [deny('kms:*')])],
      message: 'guard is not among the allowed policies.',
      grade: 'medium',
    },
    "AWS's policy that denies everything is known": {
      on: nodeRoleWith([aws('AWSDenyAll')], { extra: [allow('kms:Decrypt')] }),
      beside: [group],
      params: { allowedPolicies: ['AmazonEKSWorkerNodePolicy', 'AWSDenyAll'] },
      message: others,
      grade: 'medium',
    },
    'only what the boundary allows too counts': {
      ...bounded(own('limit'), allow(['kms:Decrypt', 'ssm:GetParameter'])),
      beside: [group, policyWith(own('limit'), [allow(['kms:*', 's3:*'])])],
      message: grants('kms:Decrypt'),
    },
    'a boundary leaves nothing': {
      ...bounded(own('limit'), allow('*')),
      beside: [group, policyWith(own('limit'), [allow('ec2:Describe*')])],
      message: others,
      grade: 'medium',
    },
    'one finding per role, worst part first': {
      on: nodeRoleWith([aws('AdministratorAccess')], { extra: [allow('ec2:Describe*')] }),
      beside: [group],
      message: 'AdministratorAccess grants every action.',
      grade: 'critical',
    },
    ...unread.fail,
    'a role that would be left without the worker policy': {
      on: nodeRoleWith([], { extra: [allow('*')] }, { AttachedManagedPolicies: [] }),
      beside: [group],
      message: 'extra grants every action.',
      grade: 'critical',
      cannot: 'attach AmazonEKSWorkerNodePolicy first: nodes need it',
    },
    'the node role of Auto Mode': {
      ...inline(allow('*')),
      beside: [clusterWith({}, { computeConfig: { nodeRoleArn: roleArn } })],
      message: 'extra grants every action.',
      grade: 'critical',
    },
    'the role of a self-managed node': {
      on: nodeRoleWith([], { extra: [allow('*')] }, profiled),
      beside: [ownNode],
      message: 'extra grants every action.',
      grade: 'critical',
    },
  },
  unknown: unread.unknown,
  notApplicable: {
    'no node runs under it': { on: nodeRoleWith([aws('AdministratorAccess')]), message: 'No node runs under it.' },
    'an instance of no cluster is no node': {
      on: nodeRoleWith([aws('AdministratorAccess')], {}, profiled),
      beside: [nodeWith('Name')],
      message: 'No node runs under it.',
    },
    'a terminated instance is no node': {
      on: nodeRoleWith([aws('AdministratorAccess')], {}, profiled),
      beside: [nodeWith('kubernetes.io/cluster/shop', 'terminated')],
      message: 'No node runs under it.',
    },
    'the role of Fargate pods': {
      on: roleWith([{ ...instanceTrust, Principal: { Service: 'eks-fargate-pods.amazonaws.com' } }]),
      message: 'Instances may not assume it.',
    },
  },
});
