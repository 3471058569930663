import { instance } from '#clouds/aws/ec2/instance/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { role } from '#clouds/aws/iam/role/resource';
import {
  adminArn,
  adminRole,
  entryWith,
  iamArn,
  policiesOf,
  trustOf,
  wholeAdmin,
  wholly,
} from '../../../support/aws/access.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { instanceTrust, issuer, webIdentity } from '../../../support/aws/iam.ts';
import { make } from '../../../support/build.ts';

const cannot = 'it may be the last who administers the whole cluster: allowedAdmins names nobody else who does';
const whole = 'It holds AmazonEKSClusterAdminPolicy in the whole cluster';
const grade = 'critical';
const nodes = { message: `${whole}, and is a role that nodes use.`, grade, cannot } as const;
const pods = { message: `${whole}, and is a role that pods use.`, grade, cannot } as const;
const profile = iamArn('instance-profile/admin');
const nodeWith = (name: 'running' | 'terminated') =>
  make(instance, 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1', {
    IamInstanceProfile: { Arn: profile },
    State: { Name: name },
    Tags: [{ Key: 'kubernetes.io/cluster/shop', Value: 'owned' }],
  });
const subject = { StringEquals: { [`${issuer}:sub`]: 'system:serviceaccount:shop:cart' } };
const nowhere = { StringEquals: { [`${issuer}:sub`]: 'nobody' } };

/** The cases of who a principal is: people, strangers, and roles that nodes or pods use. */
export const principals = {
  fail: {
    'an IAM user': { ...wholeAdmin(iamArn('user/ada')), message: `${whole}, and is an IAM user.`, grade, cannot },
    'the root of the account': {
      ...wholeAdmin(iamArn('root')),
      message: `${whole}, and is the root of an account.`,
      grade,
      cannot,
    },
    'a role of another account': {
      ...wholeAdmin(iamArn('role/admin', '444455556666')),
      message: `${whole}, and is of account 444455556666.`,
      grade,
      cannot,
    },
    'a role of an account that policy trusts': {
      ...wholeAdmin(iamArn('role/admin', '444455556666')),
      params: { trustedAccounts: ['444455556666'] },
      message: `${whole}.`,
      cannot,
    },
    'a user of an account that policy trusts': {
      ...wholeAdmin(iamArn('user/ada', '444455556666')),
      params: { trustedAccounts: ['444455556666'] },
      message: `${whole}, and is an IAM user.`,
      grade,
      cannot,
    },
    'the role of a node group': {
      ...wholeAdmin(adminArn),
      beside: [policiesOf(adminArn, [wholly]), adminRole(instanceTrust), nodegroupWith({ nodeRole: adminArn })],
      ...nodes,
    },
    'the role of the nodes of Auto Mode': {
      ...wholeAdmin(adminArn),
      beside: [
        policiesOf(adminArn, [wholly]),
        adminRole(trustOf({ Service: ['ec2.amazonaws.com.cn'] })),
        clusterWith({}, { computeConfig: { enabled: true, nodeRoleArn: adminArn } }),
      ],
      ...nodes,
    },
    'the role of an instance that is a node': {
      ...wholeAdmin(adminArn),
      beside: [
        policiesOf(adminArn, [wholly]),
        adminRole(instanceTrust, { InstanceProfileList: [{ Arn: profile }] }),
        nodeWith('running'),
      ],
      ...nodes,
    },
    'the role of Fargate': {
      ...wholeAdmin(adminArn),
      beside: [policiesOf(adminArn, [wholly]), adminRole(trustOf({ Service: 'eks-fargate-pods.amazonaws.com' }))],
      ...nodes,
    },
    'an entry for nodes': { ...wholeAdmin(adminArn, { type: 'EC2_LINUX' }), ...nodes },
    'a role that a service account may assume': {
      ...wholeAdmin(adminArn),
      beside: [policiesOf(adminArn, [wholly]), adminRole(webIdentity(subject))],
      ...pods,
    },
    'a role that EKS Pod Identity hands out in China': {
      ...wholeAdmin(adminArn),
      beside: [
        policiesOf(adminArn, [wholly]),
        adminRole(trustOf({ Service: ['backup.amazonaws.com', 'pods.eks.amazonaws.com.cn'] })),
      ],
      ...pods,
    },
    'a role of a service that is called alike': {
      ...wholeAdmin(adminArn),
      beside: [policiesOf(adminArn, [wholly]), adminRole(trustOf({ Service: 'pods.eks.amazonaws.com.example' }))],
      message: `${whole}.`,
      cannot,
    },
    'a role that EKS Pod Identity hands out': {
      ...wholeAdmin(adminArn),
      beside: [policiesOf(adminArn, [wholly]), adminRole(trustOf({ Service: 'pods.eks.amazonaws.com' }))],
      ...pods,
    },
    'a role that instances may assume, and no node has': {
      ...wholeAdmin(adminArn),
      beside: [
        policiesOf(adminArn, [wholly]),
        adminRole(instanceTrust, { InstanceProfileList: [{ Arn: profile }] }),
        nodeWith('terminated'),
      ],
      message: `${whole}.`,
      cannot,
    },
    'a role whose issuer lets no service account in': {
      ...wholeAdmin(adminArn),
      beside: [policiesOf(adminArn, [wholly]), adminRole(webIdentity(nowhere))],
      message: `${whole}.`,
      cannot,
    },
    'a role that a Deny keeps from pods': {
      ...wholeAdmin(adminArn),
      beside: [
        policiesOf(adminArn, [wholly]),
        adminRole({ ...trustOf({ Service: 'pods.eks.amazonaws.com' }), Effect: 'Deny' }),
      ],
      message: `${whole}.`,
      cannot,
    },
    'a role that the files do not hold is taken as it is named': {
      on: entryWith(),
      beside: [policiesOf(adminArn, [wholly])],
      folder: 'shop',
      message: `${whole}.`,
      cannot,
    },
    'a role of a trusted account that nobody watches': {
      ...wholeAdmin(iamArn('role/admin', '444455556666')),
      params: { trustedAccounts: ['444455556666'] },
      hidden: [role],
      message: `${whole}.`,
      cannot,
    },
  },
  unknown: {
    'whether nodes or pods use the role, where roles were not read': {
      ...wholeAdmin(adminArn),
      hidden: [role],
      reason: 'denied',
      message: 'iam:GetAccountAuthorizationDetails was refused.',
    },
    'whether nodes use the role, where node groups were not read': {
      ...wholeAdmin(adminArn),
      beside: [policiesOf(adminArn, [wholly]), adminRole(instanceTrust)],
      hidden: [eksNodegroup],
      reason: 'denied',
      message: 'eks:ListNodegroups was refused.',
    },
    'whether nodes use the role, where clusters were not read': {
      ...wholeAdmin(adminArn),
      beside: [policiesOf(adminArn, [wholly]), adminRole(instanceTrust)],
      hidden: [eksCluster],
      reason: 'denied',
      message: 'eks:ListClusters was refused.',
    },
    'whether nodes use the role, where instances were not read': {
      ...wholeAdmin(adminArn),
      beside: [policiesOf(adminArn, [wholly]), adminRole(instanceTrust, { InstanceProfileList: [{ Arn: profile }] })],
      hidden: [instance],
      reason: 'denied',
      message: 'ec2:DescribeInstances was refused.',
    },
    'a role whose trust does not parse': {
      ...wholeAdmin(adminArn),
      beside: [policiesOf(adminArn, [wholly]), adminRole(undefined, { AssumeRolePolicyDocument: '%' })],
      reason: 'malformed',
    },
  },
} as const;
