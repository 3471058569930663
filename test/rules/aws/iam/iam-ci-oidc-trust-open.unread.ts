import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { oidcProvider } from '#clouds/aws/iam/oidc-provider/resource';
import { policy } from '#clouds/aws/iam/policy/resource';
import { iamArn } from '../../../support/aws/access.ts';
import { audience, entry, from, gitHub, granting, like, providerOf, under } from '../../../support/aws/ci-trust.ts';
import { policyWith, roleWith, webIdentity } from '../../../support/aws/iam.ts';

const exact = 'repo:shop/orders:ref:refs/heads/main';

/** Trusts of which it cannot be said whom they let in, and those that are none of the rule's business. */
export const unread = {
  unknown: {
    'no trust': { on: roleWith([], { AssumeRolePolicyDocument: undefined }), reason: 'field-missing' },
    'a policy variable': { ...like('repo:${aws:PrincipalTag/owner}/x'), reason: 'malformed' },
    'a subject of another form': {
      ...like('repository_owner:shop*'),
      reason: 'malformed',
      message: `Whose tokens of ${gitHub} have the subject repository_owner:shop* is not known.`,
    },
    'part of a subject of an issuer whose form is not known': {
      ...like('organization:shop:*', 'agent.buildkite.com'),
      reason: 'malformed',
    },
    'another claim beside a wide subject': {
      ...like('repo:*', gitHub, {
        StringLike: { [`${gitHub}:sub`]: 'repo:*', [`${gitHub}:repository_owner`]: 'shop' },
      }),
      reason: 'malformed',
      message: `What its test of ${gitHub}:repository_owner leaves of the tokens of ${gitHub} is not judged.`,
    },
    'another statement denies whom it does not name': {
      on: roleWith([
        from(providerOf(gitHub), { StringEquals: audience(gitHub) }),
        { ...from(providerOf(gitHub), { StringNotLike: { [`${gitHub}:sub`]: 'repo:shop/*' } }), Effect: 'Deny' },
      ]),
      beside: [entry],
      reason: 'malformed',
      message: 'A statement of its trust denies what another allows: whom it leaves is not judged.',
    },
    'the network of the runners beside a wide subject': {
      ...like('repo:*', gitHub, { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
      reason: 'malformed',
    },
    'what it may do, where policies were not read': {
      on: roleWith([from(providerOf(gitHub))], {
        AttachedManagedPolicies: [{ PolicyName: 'can', PolicyArn: iamArn('policy/can') }],
      }),
      hidden: [policy],
      reason: 'denied',
    },
    'whether it signs in, where entries were not read': {
      on: roleWith([from(providerOf(gitHub))]),
      hidden: [accessEntry],
      reason: 'denied',
    },
    'the audiences, where the provider was not read': {
      ...under({ StringEquals: { [`${gitHub}:sub`]: exact } }),
      hidden: [oidcProvider],
      reason: 'denied',
    },
  },
  notApplicable: {
    'the issuer of a cluster is judged by another rule': {
      on: roleWith([webIdentity(undefined)]),
      beside: [entry],
      message: 'it trusts no issuer that many share',
    },
    'another issuer': { ...like('*', 'ci.example.com'), message: 'it trusts no issuer that many share' },
    'a statement that denies': {
      on: roleWith([{ ...from(providerOf(gitHub)), Effect: 'Deny' }]),
      beside: [entry],
      message: 'it trusts no issuer that many share',
    },
    'rights on other things': { ...granting('s3:GetObject'), message: 'it can do nothing to clusters and registries' },
    'a managed policy with rights on other things': {
      on: roleWith([from(providerOf(gitHub))], {
        AttachedManagedPolicies: [{ PolicyName: 'can', PolicyArn: iamArn('policy/can') }],
      }),
      beside: [policyWith(iamArn('policy/can'), { Effect: 'Allow', Action: 's3:*', Resource: '*' })],
      message: 'it can do nothing to clusters and registries',
    },
  },
} as const;
