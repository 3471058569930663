import type { ManagedPolicyDetail, RoleDetail } from '@aws-sdk/client-iam';
import type { Seeded } from '../../seeded.ts';
import type { AwsIam } from '../estate.ts';
import { daysAgo, type ClusterPlan } from './plan.ts';

/** Users, roles, policies and identity providers of an account: for each cluster its own, its nodes' and three workloads'. */
export function identities(account: string, plans: readonly ClusterPlan[], random: Seeded): AwsIam {
  const created = daysAgo(800);
  return {
    users: [
      {
        Path: '/',
        UserName: 'auditor',
        UserId: 'AIDAAUDITOR',
        Arn: `arn:aws:iam::${account}:user/auditor`,
        CreateDate: created,
        GroupList: ['auditors'],
        AttachedManagedPolicies: [],
        Tags: [],
      },
    ],
    groups: [
      {
        Path: '/',
        GroupName: 'auditors',
        GroupId: 'AGPAAUDITORS',
        Arn: `arn:aws:iam::${account}:group/auditors`,
        CreateDate: created,
        GroupPolicyList: [],
        AttachedManagedPolicies: [managed('SecurityAudit')],
      },
    ],
    roles: [auditRole(account), ...plans.flatMap((plan) => rolesOf(plan, random))],
    policies: [...awsPolicies(), ...plans.map((plan) => workloadPolicy(plan))],
    oidcProviders: Object.fromEntries(
      plans.map((plan) => [
        `arn:aws:iam::${account}:oidc-provider/${issuer(plan)}`,
        {
          Url: issuer(plan),
          ClientIDList: ['sts.amazonaws.com'],
          ThumbprintList: ['9e99a48a9960b14926bb7f3b02e22da2b0ab7280'],
          CreateDate: created,
          Tags: [],
        },
      ]),
    ),
  };
}

function rolesOf(plan: ClusterPlan, random: Seeded): RoleDetail[] {
  const prefix = `${plan.name}-${plan.region}`;
  const wild = plan.faults.has('irsa-wildcard');
  const nodePolicies = [
    'AmazonEKSWorkerNodePolicy',
    'AmazonEC2ContainerRegistryReadOnly',
    ...(plan.faults.has('node-role-admin') ? ['AdministratorAccess'] : []),
  ];
  return [
    role(plan, `${prefix}-cluster`, trustOf({ Service: 'eks.amazonaws.com' }), [managed('AmazonEKSClusterPolicy')]),
    {
      ...role(plan, `${prefix}-node`, trustOf({ Service: 'ec2.amazonaws.com' }), nodePolicies.map(managed)),
      InstanceProfileList: [
        {
          Path: '/',
          InstanceProfileName: `${prefix}-node`,
          InstanceProfileId: `AIPA${plan.oidcId.slice(0, 17)}`,
          Arn: `arn:aws:iam::${plan.account}:instance-profile/${prefix}-node`,
          CreateDate: daysAgo(700),
          Roles: [],
        },
      ],
    },
    ...['cart', 'exporter', 'autoscaler'].map((workload, at) => ({
      ...role(
        plan,
        `${prefix}-${workload}`,
        webIdentity(plan, workload, wild && at === 0 ? random.pick(['*', 'unbound'] as const) : 'exact'),
        [{ PolicyName: `${prefix}-workload`, PolicyArn: `arn:aws:iam::${plan.account}:policy/${prefix}-workload` }],
      ),
      RolePolicyList:
        at === 1
          ? [
              {
                PolicyName: 'read-queue',
                PolicyDocument: document({
                  Effect: 'Allow',
                  Action: ['sqs:ReceiveMessage'],
                  Resource: `arn:aws:sqs:${plan.region}:${plan.account}:orders`,
                }),
              },
            ]
          : [],
    })),
  ];
}

function webIdentity(plan: ClusterPlan, workload: string, how: 'exact' | '*' | 'unbound'): string {
  const provider = issuer(plan);
  const subject = `system:serviceaccount:shop:${workload}`;
  const audience = { [`${provider}:aud`]: 'sts.amazonaws.com' };
  const conditions = {
    exact: { StringEquals: { ...audience, [`${provider}:sub`]: subject } },
    '*': { StringEquals: audience, StringLike: { [`${provider}:sub`]: 'system:serviceaccount:*:*' } },
    unbound: { StringEquals: audience },
  };
  return document({
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${plan.account}:oidc-provider/${provider}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: conditions[how],
  });
}

function role(
  plan: ClusterPlan,
  name: string,
  trust: string,
  policies: RoleDetail['AttachedManagedPolicies'],
): RoleDetail {
  return {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${Buffer.from(name).toString('hex').slice(-17).toUpperCase()}`,
    Arn: `arn:aws:iam::${plan.account}:role/${name}`,
    CreateDate: daysAgo(700),
    AssumeRolePolicyDocument: trust,
    InstanceProfileList: [],
    RolePolicyList: [],
    AttachedManagedPolicies: policies,
    Tags: [{ Key: 'environment', Value: plan.environment }],
    RoleLastUsed: { LastUsedDate: daysAgo(1), Region: plan.region },
  };
}

// The way in for an auditor from another account, with an external id.
function auditRole(account: string): RoleDetail {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': `audit-${account}` } },
  };
  return {
    Path: '/',
    RoleName: 'shoalwatch-reader',
    RoleId: 'AROASHOALWATCHREADER',
    Arn: `arn:aws:iam::${account}:role/shoalwatch-reader`,
    CreateDate: daysAgo(100),
    AssumeRolePolicyDocument: document(statement),
    InstanceProfileList: [],
    RolePolicyList: [],
    AttachedManagedPolicies: [managed('SecurityAudit')],
    Tags: [],
  };
}

function workloadPolicy(plan: ClusterPlan): ManagedPolicyDetail {
  const name = `${plan.name}-${plan.region}-workload`;
  return policy(
    name,
    `arn:aws:iam::${plan.account}:policy/${name}`,
    { Effect: 'Allow', Action: ['s3:GetObject'], Resource: `arn:aws:s3:::${plan.name}/*` },
    3,
  );
}

function awsPolicies(): ManagedPolicyDetail[] {
  const names: Readonly<Record<string, object>> = {
    AdministratorAccess: { Effect: 'Allow', Action: '*', Resource: '*' },
    SecurityAudit: { Effect: 'Allow', Action: ['iam:Get*', 'eks:Describe*'], Resource: '*' },
    AmazonEKSClusterPolicy: {
      Effect: 'Allow',
      Action: ['ec2:DescribeInstances', 'elasticloadbalancing:*'],
      Resource: '*',
    },
    AmazonEKSWorkerNodePolicy: {
      Effect: 'Allow',
      Action: ['ec2:DescribeInstances', 'eks:DescribeCluster'],
      Resource: '*',
    },
    AmazonEC2ContainerRegistryReadOnly: {
      Effect: 'Allow',
      Action: ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'],
      Resource: '*',
    },
  };
  return Object.entries(names).map(([name, statement]) =>
    policy(name, `arn:aws:iam::aws:policy/${name}`, statement, 1),
  );
}

function policy(name: string, arn: string, statement: object, attached: number): ManagedPolicyDetail {
  return {
    PolicyName: name,
    PolicyId: `ANPA${Buffer.from(name).toString('hex').slice(-17).toUpperCase()}`,
    Arn: arn,
    Path: '/',
    DefaultVersionId: 'v1',
    AttachmentCount: attached,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: daysAgo(900),
    UpdateDate: daysAgo(200),
    PolicyVersionList: [
      { VersionId: 'v1', IsDefaultVersion: true, CreateDate: daysAgo(200), Document: document(statement) },
    ],
  };
}

function managed(name: string): { PolicyName: string; PolicyArn: string } {
  return { PolicyName: name, PolicyArn: `arn:aws:iam::aws:policy/${name}` };
}

function trustOf(principal: object): string {
  return document({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });
}

function document(statement: object): string {
  return encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
}

function issuer({ region, oidcId }: ClusterPlan): string {
  return `oidc.eks.${region}.amazonaws.com/id/${oidcId}`;
}
