import { oidcProvider } from '#clouds/aws/iam/oidc-provider/resource';
import { policy } from '#clouds/aws/iam/policy/resource';
import { role } from '#clouds/aws/iam/role/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';

type Role = typeof role.config;

/** The issuer of the cluster shop, and the ARN of its provider. */
export const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
export const providerArn = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
export const roleArn = 'arn:aws:iam::111122223333:role/orders';

/** A document as IAM's API answers it. */
export const encoded = (statements: unknown): string =>
  encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: statements }));

/** A role called orders with the given trust statements. */
export const roleWith = (trust: unknown, config: Draft<Role> = {}): Resource<'iam.role', Role> =>
  make(role, roleArn, {
    RoleName: 'orders',
    Arn: roleArn,
    AssumeRolePolicyDocument: encoded(trust),
    AttachedManagedPolicies: [],
    RolePolicyList: [],
    ...config,
  });

/** A statement by which tokens of an issuer's provider may assume a role under conditions. */
export const webIdentity = (condition: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: providerArn },
  ...(condition !== undefined && { Condition: condition }),
  ...more,
});

/** The provider of the issuer with the audiences that it takes. */
export const providerWith = (...audiences: readonly string[]) =>
  make(oidcProvider, providerArn, { Url: issuer, ClientIDList: audiences });

/** A managed policy of an account, or of AWS where the ARN says so. */
export const policyWith = (arn: string, statements: unknown) =>
  make(
    policy,
    arn,
    {
      Arn: arn,
      PolicyName: arn.split('/').at(-1),
      DefaultVersionId: 'v2',
      PolicyVersionList: [
        { VersionId: 'v1', IsDefaultVersion: false, Document: encoded([]) },
        { VersionId: 'v2', IsDefaultVersion: true, Document: encoded(statements) },
      ],
    },
    { target: 'aws:111122223333:global' },
  );

const workerPolicy = 'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy';

/** The trust of a role that instances assume. */
export const instanceTrust = {
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'ec2.amazonaws.com' },
};

/** A role that instances may assume, with the worker policy, further attached ones by ARN, and inline ones by name. */
export const nodeRoleWith = (
  attached: readonly string[],
  inline: Readonly<Record<string, unknown>> = {},
  config: Draft<Role> = {},
) =>
  roleWith([instanceTrust], {
    AttachedManagedPolicies: [workerPolicy, ...attached].map((arn) => ({
      PolicyArn: arn,
      PolicyName: arn.split('/').at(-1),
    })),
    RolePolicyList: Object.entries(inline).map(([PolicyName, statements]) => ({
      PolicyName,
      PolicyDocument: encoded(statements),
    })),
    ...config,
  });
