import { expect, test } from 'vitest';
import { typesNeeded } from '#engine/any-rule';
import { worldOf } from '#engine/world';
import { ecrPolicyScope } from '#clouds/aws/ecr/policy-scope/resource';
import { ecrRegistryPolicy } from '#clouds/aws/ecr/registry-policy/resource';
import { ecrRepositoryPolicy } from '#clouds/aws/ecr/repository-policy/resource';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import rule from '#rules/aws/ecr/ecr-repository-public-policy';
import {
  policyScope,
  registryPolicyWith,
  repositoryArn,
  repositoryPolicyWith,
  repositoryWith,
} from '../../../support/aws/ecr.ts';
import { make, snapshotsOf } from '../../../support/build.ts';
import { lookFrom } from '../../../support/look-from.ts';
import { testRule } from '../../../support/test-rule.ts';
import { noOthers, registries } from './ecr-repository-public-policy.registries.ts';

const own = '111122223333';
const other = '999988887777';
const everyone = (Action: string | readonly string[], more: object = {}): object => ({
  Effect: 'Allow',
  Principal: '*',
  Action,
  ...more,
});
const account = (id: string, Action: string | readonly string[], more: object = {}): object =>
  everyone(Action, { Principal: { AWS: `arn:aws:iam::${id}:root` }, ...more });
const on = repositoryWith();
const key = 'everyone';
const beside = (...statements: readonly object[]) => [repositoryPolicyWith(...statements)];
const done = (action: string) => ({
  on,
  beside: beside(everyone(action)),
  message: `Everyone may do ${action} in the repository.`,
  key,
});
const write = (action: string) => ({ [`${action} for everyone`]: done(action) });
const read = (action: string) => ({ [`${action} for everyone`]: { ...done(action), grade: 'high' as const } });
const copies = (Action: string | readonly string[]) => registryPolicyWith(account(other, Action, { Resource: '*' }));

testRule(rule, {
  pass: {
    'no policy': { on },
    'the own account': { on, beside: beside(account(own, 'ecr:*')) },
    'the own account by the address': {
      on: repositoryWith({ registryId: undefined }),
      beside: beside(account(own, '*')),
    },
    'everyone of the own account': {
      on,
      beside: beside(everyone('ecr:*', { Condition: { StringEquals: { 'AWS:principalAccount': own } } })),
    },
    'everyone of a trusted organisation': {
      on,
      beside: beside(everyone('ecr:*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a' } } })),
      params: { trustedOrgIds: ['o-a'] },
    },
    'everyone from an endpoint': {
      on,
      beside: beside(everyone('ecr:*', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } })),
    },
    'a trusted account': { on, beside: beside(account(other, 'ecr:*')), params: { trustedAccounts: [other] } },
    'lambda and other services': {
      on,
      beside: beside(
        everyone('ecr:*', { Principal: { Service: ['lambda.amazonaws.com', 'codebuild.amazonaws.com'] } }),
      ),
    },
    'actions that touch no content do not count': {
      on,
      beside: beside(everyone(['ecr:DescribeImages', 'ecr:ListImages', 'ecr:GetRepositoryPolicy'])),
    },
    'all but what touches content': {
      on,
      beside: beside(everyone('x', { Action: undefined, NotAction: 'ecr:*' })),
    },
    'a statement that denies': { on, beside: beside({ Effect: 'Deny', Principal: '*', Action: 'ecr:*' }) },
    ...registries.pass,
    'in its first version a registry policy governs no other action': {
      on: copies(['ecr:PutImage', 'ecr:BatchGetImage', 'ecr:CreateRepository']),
      beside: [policyScope('V1')],
      message: noOthers,
    },
  },
  fail: {
    ...write('ecr:*'),
    ...write('*'),
    ...write('ecr:PutImage'),
    ...write('ecr:putimage'),
    ...write('ecr:InitiateLayerUpload'),
    ...write('ecr:UploadLayerPart'),
    ...write('ecr:CompleteLayerUpload'),
    ...write('ecr:BatchDeleteImage'),
    ...write('ecr:DeleteRepository'),
    ...write('ecr:SetRepositoryPolicy'),
    ...write('ecr:ReplicateImage'),
    ...write('ecr:BatchImportUpstreamImage'),
    ...read('ecr:BatchGetImage'),
    ...read('ecr:GetDownloadUrlForLayer'),
    ...read('ecr:BatchGet*'),
    'all but a harmless action': {
      on,
      beside: beside(everyone('x', { Action: undefined, NotAction: ['ecr:DescribeImages'] })),
      message: 'Everyone may do all but ecr:DescribeImages in the repository.',
      key,
    },
    'a condition that tames nobody': {
      on,
      beside: beside(everyone('ecr:BatchGetImage', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
      message: 'Everyone may do ecr:BatchGetImage in the repository.',
      grade: 'high',
      key,
    },
    'reading in one statement, writing in another': {
      on,
      beside: beside(everyone('ecr:BatchGetImage'), everyone('ecr:PutImage')),
      message: 'Everyone may do ecr:BatchGetImage, ecr:PutImage in the repository.',
      key,
    },
    'another account writes': {
      on,
      beside: beside(account(other, 'ecr:*')),
      message: `${other} may do ecr:* in the repository.`,
      grade: 'high',
      key: other,
    },
    'another account reads': {
      on,
      beside: beside(account(other, ['ecr:BatchGetImage', 'ecr:DescribeImages'])),
      message: `${other} may do ecr:BatchGetImage, ecr:DescribeImages in the repository.`,
      grade: 'low',
      key: other,
    },
    'an organisation that is not trusted reads': {
      on,
      beside: beside(
        everyone('ecr:BatchGetImage', { Condition: { StringLike: { 'aws:PrincipalOrgID': ['o-a', 'o-b'] } } }),
      ),
      params: { trustedOrgIds: ['o-a'] },
      message: 'o-b may do ecr:BatchGetImage in the repository.',
      grade: 'low',
      key: 'o-b',
      cannot: 'o-b is let in by a test or by who is left out: say in the policy who may come',
    },
    'what is denied is not subtracted': {
      on,
      beside: beside(everyone('ecr:*'), { Effect: 'Deny', Principal: '*', Action: 'ecr:PutImage' }),
      message: 'Everyone may do ecr:* in the repository.',
      key,
    },
    'each outsider is a finding of its own': {
      on,
      beside: beside(account(other, 'ecr:BatchGetImage'), everyone('ecr:PutImage')),
      params: { trustedAccounts: [own] },
      message: `${other} may do ecr:BatchGetImage in the repository.`,
      grade: 'low',
      key: other,
      also: ['Everyone may do ecr:PutImage in the repository.'],
    },
    'a registry that takes copies from another account': {
      on: copies(['ecr:CreateRepository', 'ecr:ReplicateImage']),
      beside: [policyScope('V1')],
      message: `${other} may do ecr:CreateRepository, ecr:ReplicateImage in the registry.`,
      grade: 'high',
      key: other,
    },
    ...registries.fail,
    'a registry that fetches images for another account': {
      on: copies('ecr:BatchImportUpstreamImage'),
      beside: [policyScope('V1')],
      message: `${other} may do ecr:BatchImportUpstreamImage in the registry.`,
      grade: 'high',
      key: other,
    },
    'in its second version a registry policy governs every action': {
      on: copies('ecr:BatchGetImage'),
      beside: [policyScope('V2')],
      message: `${other} may do ecr:BatchGetImage in the registry.`,
      grade: 'low',
      key: other,
    },
    'in its second version a registry policy lets everyone write': {
      on: registryPolicyWith(everyone('ecr:PutImage')),
      beside: [policyScope('V2')],
      message: 'Everyone may do ecr:PutImage in the registry.',
      key,
    },
  },
  unknown: {
    'the policy could not be read': { on, hidden: [ecrRepositoryPolicy], reason: 'denied' },
    'no policy in files says nothing': {
      on: make(ecrRepository, repositoryArn, on.config),
      folder: 'registry',
      reason: 'not-in-files',
    },
    'the policy is none': {
      on,
      beside: [make(ecrRepositoryPolicy, `${repositoryArn}/policy`, { policyText: '[]' })],
      reason: 'malformed',
      message: 'Its policy is no policy document.',
    },
    'an answer without policyText': {
      on,
      beside: [make(ecrRepositoryPolicy, `${repositoryArn}/policy`, {})],
      reason: 'field-missing',
      message: `The answer has no ${repositoryArn}/policy#policyText.`,
    },
    ...registries.unknown,
    'a registry that does not say whose it is': {
      on: make(ecrRegistryPolicy, copies('ecr:*').id, { policyText: '{}' }),
      beside: [policyScope('V1')],
      reason: 'field-missing',
      message: 'The answer has no registryId.',
    },
    'what the policy of the registry governs could not be read': {
      on: copies('ecr:*'),
      hidden: [ecrPolicyScope],
      reason: 'denied',
    },
    'what the policy of the registry governs was not read': {
      on: copies('ecr:*'),
      reason: 'not-found',
      message: 'What the policy of the registry governs was not read.',
    },
    'an answer without value': {
      on: copies('ecr:*'),
      beside: [policyScope()],
      reason: 'field-missing',
      message: 'The answer has no aws:111122223333:eu-west-1/ecr.policy-scope#value.',
    },
  },
});

test('what is denied stands beside what is allowed, as evidence', () => {
  const statements = [everyone('ecr:*'), { Effect: 'Deny', Principal: '*', Action: 'ecr:PutImage' }];
  const world = worldOf(snapshotsOf([on, ...beside(...statements)], typesNeeded(rule), {}));
  const params = { trustedAccounts: [], trustedOrgIds: [] };
  expect(rule.evaluate(on, { ...lookFrom(world, on), params })).toMatchObject([
    { evidence: statements.map((actual) => ({ at: `${repositoryArn}/policy#policyText`, actual })) },
  ]);
});
