import { expect, it } from 'vitest';
import { identityProvider } from '#clouds/aws/eks/identity-provider/resource';
import rule from '#rules/aws/eks/eks-oidc-idp-weak-claims';
import { make, type Draft } from '../../../support/build.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

type Provider = typeof identityProvider.config;

/** A provider called sso with prefixes for users and groups. */
const provider = (config: Draft<Provider> = {}) =>
  make(identityProvider, 'arn:aws:eks:eu-west-1:111122223333:identityproviderconfig/shop/oidc/sso/1b2c', {
    clusterName: 'shop',
    identityProviderConfigName: 'sso',
    issuerUrl: 'https://login.example.com/realms/staff',
    clientId: 'kubernetes',
    usernameClaim: 'sub',
    usernamePrefix: 'sso:',
    groupsClaim: 'groups',
    groupsPrefix: 'sso:',
    requiredClaims: {},
    status: 'ACTIVE',
    ...config,
  });

const fine = 'Names and groups of its tokens are those of nobody else.';
const bare = 'Of its tokens groups of its claim groups get no prefix.';
const open = (issuer: string) =>
  `Of its tokens ${issuer} gives tokens to anybody, and none of their claims is required.`;

testRule(rule, {
  pass: {
    'prefixes for users and groups': { on: provider(), message: fine },
    'no groups are taken from tokens': {
      on: provider({ groupsClaim: undefined, groupsPrefix: undefined }),
      message: fine,
    },
    'names that get the URL of the issuer': { on: provider({ usernamePrefix: undefined }), message: fine },
    'addresses of e-mail with a prefix': { on: provider({ usernameClaim: 'email' }), message: fine },
    'a shared issuer of whose tokens a claim is required': {
      on: provider({ issuerUrl: 'https://accounts.google.com', requiredClaims: { hd: 'example.com' } }),
      message: fine,
    },
    'the pipelines of one tenant, whose issuer is its own': {
      on: provider({ issuerUrl: 'https://oidc.circleci.com/org/11111111-2222-3333-4444-555555555555' }),
      message: fine,
    },
    'a tenant of Microsoft': {
      on: provider({ issuerUrl: 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0' }),
      message: fine,
    },
  },
  fail: {
    'groups without a prefix': { on: provider({ groupsPrefix: undefined }), message: bare, grade: 'high' },
    'groups with an empty prefix': { on: provider({ groupsPrefix: '' }), message: bare, grade: 'high' },
    'groups of the system': {
      on: provider({ groupsPrefix: 'system:' }),
      message: 'Of its tokens groups of its claim groups begin with system:.',
      grade: 'high',
    },
    'groups with a beginning of system:': {
      on: provider({ groupsPrefix: 'sys' }),
      message: 'Of its tokens groups of its claim groups begin with sys.',
      grade: 'high',
    },
    'names with a beginning of system:': {
      on: provider({ usernamePrefix: 'system' }),
      message: 'Of its tokens names of users begin with system.',
    },
    'names without a prefix, beside groups that are not known': {
      on: provider({ usernamePrefix: '-', groupsPrefix: '-' }),
      message: 'Of its tokens names of users get no prefix.',
    },
    'personal accounts of Microsoft, by the id of their tenant': {
      on: provider({ issuerUrl: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0' }),
      message: open('login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0'),
      grade: 'high',
    },
    'a required claim that every token has': {
      on: provider({ issuerUrl: 'https://accounts.google.com', requiredClaims: { aud: 'kubernetes' } }),
      message: open('accounts.google.com'),
      grade: 'high',
    },
    'an issuer that policy calls shared, as it stands in its tokens': {
      on: provider(),
      params: { sharedIssuers: ['https://login.example.com/realms/staff/'] },
      message: open('login.example.com/realms/staff'),
      grade: 'high',
    },
    'names without a prefix': {
      on: provider({ usernamePrefix: '-' }),
      message: 'Of its tokens names of users get no prefix.',
    },
    'names of the system': {
      on: provider({ usernamePrefix: 'system:x' }),
      message: 'Of its tokens names of users begin with system:x.',
    },
    'addresses of e-mail without a prefix': {
      on: provider({ usernameClaim: 'email', usernamePrefix: undefined }),
      message: 'Of its tokens addresses of e-mail get no prefix.',
      grade: 'low',
    },
    'Google without a required claim': {
      on: provider({ issuerUrl: 'https://accounts.google.com' }),
      message: open('accounts.google.com'),
      grade: 'high',
    },
    'every tenant of Microsoft': {
      on: provider({ issuerUrl: 'https://login.microsoftonline.com/common/v2.0' }),
      message: open('login.microsoftonline.com/common/v2.0'),
      grade: 'high',
    },
    'the pipelines of GitHub': {
      on: provider({ issuerUrl: 'https://token.actions.githubusercontent.com' }),
      message: open('token.actions.githubusercontent.com'),
      grade: 'high',
    },
    'the pipelines of GitLab, written with a slash': {
      on: provider({ issuerUrl: 'https://gitlab.com/', requiredClaims: undefined }),
      message: open('gitlab.com'),
      grade: 'high',
    },
    'an issuer that policy calls shared': {
      on: provider(),
      params: { sharedIssuers: ['login.example.com/realms/staff'] },
      message: open('login.example.com/realms/staff'),
      grade: 'high',
    },
    'several parts, of which one is grave': {
      on: provider({ groupsPrefix: '', usernamePrefix: '-' }),
      message: 'Of its tokens groups of its claim groups get no prefix; names of users get no prefix.',
      grade: 'high',
    },
    'a grave part beside one that is not known': {
      on: provider({ groupsPrefix: '-', issuerUrl: 'https://accounts.google.com' }),
      message: open('accounts.google.com'),
      grade: 'high',
    },
  },
  unknown: {
    'it is being associated': { on: provider({ status: 'CREATING' }), reason: 'in-transition' },
    'it is going': { on: provider({ status: 'DELETING' }), reason: 'in-transition' },
    'a prefix of groups that no document explains': { on: provider({ groupsPrefix: '-' }), reason: 'outside' },
    'an answer without its issuer': { on: provider({ issuerUrl: undefined }), reason: 'field-missing' },
  },
});

it('points at each part', () => {
  const [judged] = judgedBy(rule, provider({ groupsPrefix: '', usernamePrefix: '-' })).judgements;
  expect(judged?.evidence).toEqual([
    { at: 'groupsClaim', actual: 'groups', expected: 'a groupsPrefix of its own' },
    { at: 'usernamePrefix', actual: '-', expected: 'a usernamePrefix of its own' },
  ]);
});
