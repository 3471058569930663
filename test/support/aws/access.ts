import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { accessPolicies } from '#clouds/aws/eks/access-policies/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';
import { roleWith } from './iam.ts';

type Entry = typeof accessEntry.config;
type Policies = NonNullable<typeof accessPolicies.config.associatedAccessPolicies>;

/** The role that an access entry is for when a test does not say. */
export const adminArn = 'arn:aws:iam::111122223333:role/admin';

const addressOf = (principal: string): string =>
  `arn:aws:eks:eu-west-1:111122223333:access-entry/shop/${principal.replace(/^.*::/, '').replace(':', '/')}`;

/** The access entry of a principal in the cluster shop. */
export const entryWith = (
  principal: string = adminArn,
  config: Draft<Entry> = {},
): Resource<'eks.access-entry', Entry> =>
  make(
    accessEntry,
    `${addressOf(principal)}/0acb1bc6`,
    { clusterName: 'shop', principalArn: principal, type: 'STANDARD', kubernetesGroups: [], ...config },
    { name: principal },
  );

/** The access policies of a principal in the cluster shop, as the service lists them. */
export const policiesOf = (principal: string, policies: Draft<Policies> | undefined) =>
  make(accessPolicies, `${addressOf(principal)}/policies`, {
    clusterName: 'shop',
    principalArn: principal,
    associatedAccessPolicies: policies,
  });

/** A policy of EKS in the whole cluster, or in namespaces. */
export const policyIn = (name: string, namespaces?: readonly string[], partition = 'aws') => ({
  policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${name}`,
  accessScope: namespaces ? { type: 'namespace' as const, namespaces } : { type: 'cluster' as const, namespaces: [] },
});

/** The entry of a principal that administers the whole cluster, and its policies. */
export const adminOf = (principal: string): readonly [Resource<'eks.access-entry', Entry>, Resource] => [
  entryWith(principal),
  policiesOf(principal, [policyIn('AmazonEKSClusterAdminPolicy')]),
];

/** The policy that administers everything, in the whole cluster. */
export const wholly = policyIn('AmazonEKSClusterAdminPolicy');

/** A principal of IAM, of the account of the cluster when a test does not say. */
export const iamArn = (path: string, account = '111122223333'): string => `arn:aws:iam::${account}:${path}`;

/** A statement that lets a principal assume a role. */
export const trustOf = (Principal: object) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal });

/** The role that the entries are for, which people assume when a test does not say. */
export const adminRole = (
  trust: object = trustOf({ AWS: iamArn('root') }),
  config: Parameters<typeof roleWith>[1] = {},
) => ({
  ...roleWith([trust], { Arn: adminArn, ...config }),
  id: adminArn,
});

/** The entry of a principal that administers the whole cluster; nothing is known of the principal. */
export const wholeAdmin = (principal: string, config: Draft<Entry> = {}) => ({
  on: entryWith(principal, config),
  beside: [policiesOf(principal, [wholly])],
});
