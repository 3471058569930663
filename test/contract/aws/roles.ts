import type { Cluster } from '@aws-sdk/client-eks';
import type { RoleDetail } from '@aws-sdk/client-iam';
import type { AwsIam } from '../../sim/aws/estate.ts';
import { account, estateWith, region } from './estate.ts';

const admin = { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
const documentOf = (...Statement: readonly object[]): string =>
  encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));

/** Node roles that may do everything, by a managed policy and by an inline one; the other inline policy is harmless. */
export const powerfulRoles = () =>
  estateWith(
    {
      iam: ({ roles }) => ({ roles: roles.map((it) => (it.RoleName?.endsWith('-node') ? powerful(it) : it)) }),
    },
    1,
  );

/** The roles with such a name that may do everything beside what they are there for. */
export const risingAs =
  (workload: string) =>
  ({ roles }: AwsIam): Partial<AwsIam> => ({
    roles: roles.map((it) => (it.RoleName?.endsWith(`-${workload}`) ? powerful(it) : it)),
  });

/** Roles of workloads that may do everything, by a managed policy and by an inline one. */
export const risingRoles = () => estateWith({ iam: risingAs('cart') }, 1);

const powerful = (role: RoleDetail): RoleDetail => ({
  ...role,
  AttachedManagedPolicies: [
    admin,
    ...(role.AttachedManagedPolicies ?? []).filter(({ PolicyName }) => PolicyName !== admin.PolicyName),
  ],
  RolePolicyList: [
    { PolicyName: 'all', PolicyDocument: documentOf({ Effect: 'Allow', Action: '*', Resource: '*' }) },
    { PolicyName: 'none', PolicyDocument: documentOf({ Effect: 'Deny', Action: 's3:*', Resource: '*' }) },
  ],
});

const issuerOf = ({ identity }: Cluster): string => identity?.oidc?.issuer?.replace('https://', '') ?? '';

const webIdentity = (issuer: string, Condition: object, more: object = {}): object => ({
  Effect: 'Allow',
  Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition,
  ...more,
});

const trusts: readonly ((issuer: string) => string)[] = [
  (issuer) => documentOf(webIdentity(issuer, { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' } })),
  (issuer) =>
    documentOf(
      webIdentity(issuer, { StringLike: { [`${issuer}:sub`]: 'system:serviceaccount:*:*' } }, { Sid: 'Pods' }),
      { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ),
  (issuer) =>
    documentOf(
      webIdentity(issuer, {
        StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
        StringLike: { [`${issuer}:sub`]: ['system:serviceaccount:shop:*', 'system:serviceaccount:*:cart'] },
        IpAddress: { 'aws:SourceIp': '198.51.100.0/24' },
      }),
    ),
];

const clusters = estateWith({}).accounts[account]?.regions[region]?.clusters ?? [];

/** The role of the workload cart of each cluster, and who may take it. */
const carts: readonly (readonly [arn: string, trust: string])[] = clusters.map((it, i) => [
  `arn:aws:iam::${account}:role/${it.name ?? ''}-${region}-cart`,
  trusts[i % trusts.length]?.(issuerOf(it)) ?? '',
]);

/** Roles that the service accounts of any namespace may take, each written in another way. */
export const wideTrusts = () =>
  estateWith({
    iam: ({ roles }) => ({
      roles: roles.map((it) => {
        const cart = carts.find(([arn]) => arn === it.Arn);
        return cart ? { ...it, AssumeRolePolicyDocument: cart[1] } : it;
      }),
    }),
  });

const letting = (Service: string | readonly string[], more: object = {}): object => ({
  Effect: 'Allow',
  Principal: { Service },
  Action: 'sts:AssumeRole',
  ...more,
});
const fargate = 'eks-fargate-pods.amazonaws.com';

const deputies: readonly string[] = [
  documentOf(letting(fargate, { Sid: 'Pods' })),
  documentOf(letting([fargate, 'ec2.amazonaws.com'], { Sid: 'Both' }), letting('eks.amazonaws.com')),
  documentOf(letting(fargate, { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:*:fargateprofile/*' } } })),
];

/** Roles that Fargate may take for pods of any account, each written in another way. */
export const looseDeputies = () =>
  estateWith({
    iam: ({ roles }) => ({
      roles: roles.map((it) => {
        const at = carts.findIndex(([arn]) => arn === it.Arn);
        return at < 0 ? it : { ...it, AssumeRolePolicyDocument: deputies[at % deputies.length] };
      }),
    }),
  });

const stranger = 'arn:aws:iam::444455556666:root';
const assumedBy = (AWS: string | readonly string[], more: object = {}): object => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'sts:AssumeRole',
  ...more,
});

const lent: readonly string[] = [
  documentOf(letting('ec2.amazonaws.com'), assumedBy('*', { Sid: 'Anyone' })),
  documentOf(letting('ec2.amazonaws.com', { Principal: { Service: 'ec2.amazonaws.com', AWS: [stranger] } })),
  documentOf(letting('ec2.amazonaws.com'), assumedBy([stranger, 'arn:aws:iam::777788889999:role/ci'])),
];

/** Roles of nodes that everyone or strangers may assume, each written in another way. */
export const lentRoles = () =>
  estateWith({
    iam: ({ roles }) => ({
      roles: roles.map((it) => {
        const at = clusters.findIndex(({ name }) => it.RoleName === `${name ?? ''}-${region}-node`);
        return at < 0 ? it : { ...it, AssumeRolePolicyDocument: lent[at % lent.length] };
      }),
    }),
  });

const byPods = letting('pods.eks.amazonaws.com', { Action: ['sts:AssumeRole', 'sts:TagSession'] });

const unscoped: readonly string[] = [
  documentOf({ ...byPods, Sid: 'Pods' }),
  documentOf(letting(['ec2.amazonaws.com', 'pods.eks.amazonaws.com'], { Sid: 'Both' })),
  documentOf({ ...byPods, Condition: { StringEquals: { 'aws:RequestTag/team': 'shop' } } }),
];

/** Roles that EKS Pod Identity may take for any pod, each written in another way. */
export const unscopedRoles = () =>
  estateWith({
    iam: ({ roles }) => ({
      roles: roles.map((it) => {
        const at = carts.findIndex(([arn]) => arn === it.Arn);
        return at < 0 ? it : { ...it, AssumeRolePolicyDocument: unscoped[at % unscoped.length] };
      }),
    }),
  });

/** Policy that names the clusters for each of these roles. */
export const clustersEach = Object.fromEntries(
  carts.map(([arn], at) => [arn, [clusters[at]?.arn ?? '', `arn:aws:eks:${region}:${account}:cluster/next`]]),
);

/** Policy that names one service account for each of these roles. */
export const oneSubjectEach = Object.fromEntries(carts.map(([arn]) => [arn, ['system:serviceaccount:shop:cart']]));

const gitHub = 'token.actions.githubusercontent.com';
const subject = `${gitHub}:sub`;

const pipelines: readonly string[] = [
  documentOf(webIdentity(gitHub, { StringEquals: { [`${gitHub}:aud`]: 'sts.amazonaws.com' } })),
  documentOf(
    webIdentity(gitHub, { StringLike: { [subject]: 'repo:shop/*' } }, { Sid: 'Owner' }),
    webIdentity(gitHub, { StringEquals: { [subject]: 'repo:shop/cart:environment:prod' } }),
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ),
  documentOf(webIdentity(gitHub, { StringLike: { [subject]: ['repo:shop/orders:*', 'repo:*'] } })),
];

/** Roles that pipelines of other owners or projects may assume, each written in another way. */
export const anyPipelines = () =>
  estateWith({
    iam: ({ roles }) => ({
      roles: roles.map((it) => {
        const at = carts.findIndex(([arn]) => arn === it.Arn);
        return at < 0 ? it : { ...it, AssumeRolePolicyDocument: pipelines[at % pipelines.length] };
      }),
    }),
  });

/** Policy that names one pipeline for each of these roles. */
export const onePipelineEach = Object.fromEntries(carts.map(([arn]) => [arn, ['repo:shop/cart:ref:refs/heads/main']]));
