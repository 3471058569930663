import { expect, it } from 'vitest';
import { oidcProvider } from '#clouds/aws/iam/oidc-provider/resource';
import rule from '#rules/aws/iam/irsa-trust-wildcard';
import { clusterWith } from '../../../support/aws/eks.ts';
import { issuer, providerArn, providerWith, roleArn, roleWith, webIdentity } from '../../../support/aws/iam.ts';
import { gapOn } from '../../../support/build.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';
import { issuers } from './irsa-trust-wildcard.issuers.ts';

const sts = { [`${issuer}:aud`]: 'sts.amazonaws.com' };
const sub = `${issuer}:sub`;
const named = 'system:serviceaccount:shop:orders';

const like = (...subjects: readonly string[]) =>
  roleWith([webIdentity({ StringLike: { [sub]: subjects }, StringEquals: sts })]);
const trusting = (condition: unknown, more = {}) => roleWith([webIdentity(condition, more)]);

const beside = (statement: object) =>
  roleWith([webIdentity({ StringEquals: { [sub]: named, ...sts } }), { Effect: 'Allow', ...statement }]);

const none = 'No service account matches its trust.';
const exact = 'Of service accounts it lets in no more than named ones.';
const cannot = `allowedSubjects names no service accounts for ${roleArn}`;
const subjects = { allowedSubjects: { [roleArn]: [named] } };
const of = (where: string, seen: string) => `Service accounts of ${where} may assume it: ${seen}.`;
const any = (seen: string) => of('any namespace', seen);
const several = (seen: string) => of('several namespaces', seen);
const pattern = (seen: string) => of('one namespace, by a pattern,', seen);
const unlimited = any(`no test limits ${sub}`);

const gitHub = 'token.actions.githubusercontent.com';
const federated = (host: string) => ({ Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` } });

testRule(rule, {
  pass: {
    'a fixed namespace and name': { on: trusting({ StringEquals: { [sub]: named, ...sts } }), message: exact },
    'a star is literal in StringEquals: no pod matches': {
      on: trusting({ StringEquals: { [sub]: 'system:serviceaccount:*:*', ...sts } }),
      message: none,
    },
    'a wildcard name passes where policy allows it': {
      on: like('system:serviceaccount:shop:*'),
      params: { allowNameWildcard: true },
      message: exact,
    },
    'of two operators the narrower one decides': {
      on: trusting({ StringLike: { [sub]: '*' }, StringEquals: { [sub]: named, ...sts } }),
      message: exact,
    },
    'keys are compared without regard to case': {
      on: trusting({
        StringEquals: { [`${issuer.toUpperCase()}:SUB`]: named, [`${issuer}:Aud`]: 'sts.amazonaws.com' },
      }),
      message: exact,
    },
    'a test of another issuer lets no token in': {
      on: trusting({ StringEquals: { 'oidc.eks.eu-west-1.amazonaws.com/id/OTHER:sub': named, ...sts } }),
      message: none,
    },
    'no limit of the audience where the provider takes only sts.amazonaws.com': {
      on: trusting({ StringEquals: { [sub]: named } }),
      beside: [providerWith('sts.amazonaws.com')],
      message: exact,
    },
    'no limit of the audience where the provider is gone': {
      on: trusting({ StringEquals: { [sub]: named } }),
      message: exact,
    },
    'a statement for everyone that needs credentials of AWS lets no token in': {
      on: beside({ Action: 'sts:AssumeRole', Principal: { AWS: '*' } }),
      message: exact,
    },
    ...issuers.pass,
    'an issuer of no watched cluster is judged all the same': {
      on: trusting({ StringEquals: { [sub]: named, ...sts } }),
      beside: [clusterWith({}, { identity: { oidc: { issuer: 'https://other' } } })],
      message: exact,
    },
  },
  fail: {
    'no test of sub': { on: trusting({ StringEquals: sts }), message: unlimited, cannot },
    'no condition at all': { on: trusting(undefined), message: unlimited, cannot },
    'a star': { on: like('*'), message: any('*'), cannot },
    'system:*': { on: like('system:*'), message: any('system:*'), cannot },
    'any service account': { on: like('system:serviceaccount:*'), message: any('system:serviceaccount:*'), cannot },
    'any namespace and any name': {
      on: like('system:serviceaccount:*:*'),
      message: any('system:serviceaccount:*:*'),
      cannot,
    },
    'one name in any namespace': {
      on: like('system:serviceaccount:*:orders'),
      message: any('system:serviceaccount:*:orders'),
      cannot,
    },
    'the widest value of a key decides': { on: like(named, 'system:*'), message: any('system:*'), cannot },
    'negated operators do not count': {
      on: trusting({ StringNotLike: { [sub]: 'system:serviceaccount:kube-system:*' }, StringEquals: sts }),
      message: unlimited,
      cannot,
    },
    'set operators and IfExists count': {
      on: trusting({ 'ForAnyValue:StringLikeIfExists': { [sub]: 'system:serviceaccount:prod-*' }, StringEquals: sts }),
      message: several('system:serviceaccount:prod-*'),
      grade: 'high',
      cannot,
    },
    'a key that is tested against itself': {
      on: trusting({ StringLike: { [sub]: `\${${sub}}` }, StringEquals: sts }),
      message: any(`\${${sub}}`),
      cannot,
    },
    'a wildcard in part of the namespace': {
      on: like('system:serviceaccount:prod-*:orders'),
      message: several('system:serviceaccount:prod-*:orders'),
      grade: 'high',
      cannot,
    },
    'a wildcard name in a fixed namespace': {
      on: like('system:serviceaccount:shop:*'),
      message: pattern('system:serviceaccount:shop:*'),
      grade: 'medium',
      cannot,
    },
    'one finding per role, the worst part first': {
      on: roleWith([
        webIdentity({ StringLike: { [sub]: 'system:serviceaccount:shop:*' } }),
        webIdentity({ StringLike: { [sub]: 'system:serviceaccount:prod-*' } }),
      ]),
      message: several('system:serviceaccount:prod-*'),
      grade: 'high',
      params: subjects,
    },
    'the plan names exactly the subjects that policy names': {
      on: trusting({ StringLike: { [sub]: '*', 'aws:SourceVpc': 'vpc-*' } }),
      beside: [providerWith('sts.amazonaws.com', 'sigstore')],
      message: any('*'),
      params: subjects,
    },
    'the plan splits a statement of several issuers': {
      on: trusting(undefined, {
        Sid: 'Both',
        Principal: { AWS: 'arn:aws:iam::111122223333:root', Federated: [providerArn, `${providerArn}2`] },
      }),
      message: unlimited,
      params: subjects,
    },
    'other audiences, where the provider takes them and the trust does not refuse them': {
      on: trusting({ StringEquals: { [sub]: named } }),
      beside: [providerWith('sts.amazonaws.com', 'sigstore')],
      message: 'Tokens for other audiences may assume it.',
      grade: 'low',
    },
    'an audience pattern is no limit': {
      on: trusting({ StringEquals: { [sub]: named }, StringLike: { [`${issuer}:aud`]: 'sts*' } }),
      beside: [providerWith('sts.amazonaws.com', 'sts-test')],
      message: 'Tokens for other audiences may assume it.',
      grade: 'low',
    },
    ...issuers.fail,
    'an unread provider hides no wide subject': {
      on: trusting(undefined),
      hidden: [oidcProvider],
      message: unlimited,
      cannot,
    },
  },
  unknown: {
    'the trust is not in the answer': {
      on: roleWith([], { AssumeRolePolicyDocument: undefined }),
      reason: 'field-missing',
      message: 'The answer has no AssumeRolePolicyDocument.',
    },
    'the trust is no policy document': {
      on: roleWith([], { AssumeRolePolicyDocument: '<URL-encoded-JSON>' }),
      reason: 'malformed',
    },
    'a policy variable in a subject': {
      on: like('system:serviceaccount:shop:${aws:userid}'),
      reason: 'malformed',
      message: `What system:serviceaccount:shop:\${aws:userid} stands for in its test of ${sub} is known only of a request.`,
    },
    'a policy variable beside a named account': {
      on: trusting({ StringEquals: { [sub]: [named, '${aws:userid}'], ...sts } }),
      reason: 'malformed',
    },
    'a statement for everyone beside one for a named account': {
      on: beside({ Action: 'sts:*', Principal: '*' }),
      reason: 'malformed',
      message: `Whether its statement for everyone lets in tokens of ${issuer} is not documented.`,
    },
    'a statement for everyone, as an account, beside one for a named account': {
      on: beside({ Action: 'sts:AssumeRoleWithWebIdentity', Principal: { AWS: '*' } }),
      reason: 'malformed',
    },
    'the audiences of the provider could not be read': {
      on: trusting({ StringEquals: { [sub]: named } }),
      gaps: [gapOn(oidcProvider, 'aws:111122223333:global', providerArn)],
      reason: 'denied',
    },
    'a provider without ClientIDList': {
      on: trusting({ StringEquals: { [sub]: named } }),
      beside: [{ ...providerWith(), config: {} }],
      reason: 'field-missing',
    },
    ...issuers.unknown,
  },
  notApplicable: {
    'no web identity may assume it': {
      on: roleWith([{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }]),
      message: 'No issuer of a cluster may assume it.',
    },
    'issuers of CI systems belong to another rule': {
      on: trusting(undefined, federated(gitHub)),
      message: 'No issuer of a cluster may assume it.',
    },
    'a Deny lets nobody in': {
      on: trusting(undefined, { Effect: 'Deny' }),
      message: 'No issuer of a cluster may assume it.',
    },
  },
});

it('there is no plan while the trust is not known', () => {
  const on = roleWith([], { AssumeRolePolicyDocument: undefined });
  expect(judgedBy(rule, on).plan()).toEqual({ cannot: 'The answer has no AssumeRolePolicyDocument.' });
});
