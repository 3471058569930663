import rule from '#rules/aws/iam/iam-ci-oidc-trust-open';
import {
  audience,
  entry,
  from,
  gitHub,
  granting,
  like,
  providerOf,
  taking,
  under,
} from '../../../support/aws/ci-trust.ts';
import { roleArn, roleWith } from '../../../support/aws/iam.ts';
import { testRule } from '../../../support/test-rule.ts';
import { unread } from './iam-ci-oidc-trust-open.unread.ts';

const exact = 'repo:shop/orders:ref:refs/heads/main';
const named = 'Its trust names who may assume it.';
const anybody = (seen: string, host = gitHub) => `Tokens of anybody of ${host} may assume it: ${seen}.`;
const unlimited = anybody(`no test limits ${gitHub}:sub`);
const owner = (seen: string, host = gitHub) => ({
  message: `Projects that are not named of ${host} may assume it: ${seen}.`,
  grade: 'medium' as const,
});
const project = (seen: string, host = gitHub) => ({
  message: `Every branch or environment of a project of ${host} may assume it: ${seen}.`,
  grade: 'low' as const,
});
const ofOwner = (one: string) => ({ ...like(one), ...owner(one) });
const ofProject = (one: string) => ({ ...like(one), ...project(one) });
const each = <T>(all: readonly string[], make: (one: string) => T) =>
  Object.fromEntries(all.map((one) => [one, make(one)]));

const params = { allowedSubjects: { [roleArn]: [exact] } };
/** Cases in which policy names no pipeline. */
const unnamed = <T extends object>(cases: Readonly<Record<string, T>>) =>
  Object.fromEntries(
    Object.entries(cases).map(([name, one]) => [
      name,
      { ...one, cannot: `allowedSubjects names no pipelines for ${roleArn}` },
    ]),
  );

testRule(rule, {
  pass: {
    'an exact subject': {
      ...under({ StringEquals: { [`${gitHub}:sub`]: exact, ...audience(gitHub) } }),
      message: named,
    },
    ...each([exact, 'repo:shop/orders:ref:refs/heads/release-*', 'repo:shop/orders:environment:prod-?'], (one) => ({
      ...like(one),
      message: named,
    })),
    'a star is literal in StringEquals': {
      ...under({ StringEquals: { [`${gitHub}:sub`]: 'repo:*', ...audience(gitHub) } }),
      message: named,
    },
    'the audience is none of its business where no subject matches': {
      ...under({ StringEquals: { [`${gitHub}:sub`]: 'repo:*' } }),
      beside: [entry, taking('sts.amazonaws.com', 'https://github.com/shop')],
      message: named,
    },
    'set operators and IfExists count: every token has the claim': {
      ...under({ 'ForAllValues:StringEqualsIfExists': { [`${gitHub}:sub`]: exact, ...audience(gitHub) } }),
      message: named,
    },
    'of two tests the narrower one decides': {
      ...like('repo:*', gitHub, { StringEquals: { [`${gitHub}:sub`]: exact, ...audience(gitHub) } }),
      message: named,
    },
    'any reference, where policy allows it': {
      ...like('repo:shop/orders:*'),
      params: { allowAnyRef: true },
      message: named,
    },
    'a subject that names owner and repository by number too': {
      ...like('repo:shop@1/orders@2:ref:refs/heads/release-*'),
      message: named,
    },
    'a stack of Terraform': {
      ...like('organization:shop:project:core:stack:prod:*', 'app.terraform.io'),
      message: named,
    },
    'a workspace of Terraform': {
      ...like('organization:shop:project:core:workspace:prod:run_phase:*', 'app.terraform.io'),
      message: named,
    },
    'a test that only tokens of another issuer pass': {
      ...under({ StringEquals: { 'gitlab.com:sub': 'project_path:shop/orders:ref_type:branch:ref:main' } }),
      message: named,
    },
    'a test of the audience, whatever the provider takes': {
      ...like(exact),
      beside: [entry, taking('sts.amazonaws.com', 'https://github.com/shop')],
      message: named,
    },
    'no test of the audience, where the provider takes one': {
      ...under({ StringEquals: { [`${gitHub}:sub`]: exact } }),
      beside: [entry, taking('sts.amazonaws.com')],
      message: named,
    },
    'no test of the audience, where the provider is gone': {
      ...under({ StringEquals: { [`${gitHub}:sub`]: exact } }),
      message: named,
    },
  },
  fail: {
    'every subject, where policy names a pipeline': { ...like('repo:*'), message: anybody('repo:*'), params },
    'no test of sub, where policy names a pipeline': {
      ...under({ StringEquals: audience(gitHub) }),
      message: unlimited,
      params,
    },
    'no condition at all, where policy names a pipeline': { ...under(), message: unlimited, params },
    'a project, where policy names a branch of it': { ...ofProject('repo:shop/orders:*'), params },
    'an open statement beside one that names a pipeline, where policy names it': {
      on: roleWith([
        from(providerOf(gitHub), { StringEquals: { [`${gitHub}:sub`]: exact, ...audience(gitHub) } }),
        from(providerOf(gitHub), { StringLike: { [`${gitHub}:sub`]: 'repo:shop/*' } }),
      ]),
      beside: [entry],
      ...owner('repo:shop/*'),
      params,
    },
    'two issuers, where policy names a pipeline': {
      on: roleWith([from(providerOf(gitHub)), from(providerOf('gitlab.com'))]),
      beside: [entry],
      message: unlimited,
      params,
      cannot: 'the subjects of several issuers have to be named each for itself',
    },
    ...unnamed({
      'no test of sub': { ...under({ StringEquals: audience(gitHub) }), message: unlimited },
      'no condition at all': { ...under(), message: unlimited },
      'a negated test': {
        ...under({ StringNotLike: { [`${gitHub}:sub`]: 'repo:evil/*' }, StringEquals: audience(gitHub) }),
        message: unlimited,
      },
      ...each(
        ['*', 'repo:*', 'r*', 'repo:shop*', 'repo:shop-*/orders:*', 'repo:*/orders:ref:refs/heads/main'],
        (one) => ({
          ...like(one),
          message: anybody(one),
        }),
      ),
      ...each(['repo:shop/*', 'repo:shop/*:ref:refs/heads/main', 'repo:shop/orders*'], ofOwner),
      ...each(['repo:shop@*/orders@*:ref:refs/heads/main', 'repo:shop@1/*'], ofOwner),
      ...each(['repo:shop/orders:*', 'repo:shop/orders:ref:refs/*', 'repo:shop/orders:environment:*'], ofProject),
      ...each(['repo:shop@1/orders@*:ref:refs/heads/main', 'repo:shop/orders:pull_request*'], ofProject),
      ...each(['repo:shop@1/orders@2*', 'repo:shop@1/orders@2:*'], ofProject),
      'the widest value decides': { ...like([exact, 'repo:shop/*']), ...owner('repo:shop/*') },
      'the widest statement decides': {
        on: roleWith([
          from(providerOf(gitHub), { StringLike: { [`${gitHub}:sub`]: 'repo:shop/*' } }),
          from(providerOf(gitHub), { StringLike: { [`${gitHub}:sub`]: 'repo:*' } }),
        ]),
        beside: [entry],
        message: anybody('repo:*'),
      },
      ...Object.fromEntries(
        [['project_path:shop/*', 'gitlab.com'] as const, ['organization:shop:*', 'app.terraform.io'] as const].map(
          ([one, host]) => [`the owner of ${one}`, { ...like(one, host), ...owner(one, host) }],
        ),
      ),
      'a project of GitLab': {
        ...like('project_path:shop/core/orders:*', 'gitlab.com'),
        ...project('project_path:shop/core/orders:*', 'gitlab.com'),
      },
      'any organisation of Terraform': {
        ...like('organization:*', 'app.terraform.io'),
        message: anybody('organization:*', 'app.terraform.io'),
      },
      ...each(['agent.buildkite.com', 'app.pulumi.com/oidc'], (host) => ({
        ...like('*', host),
        message: anybody('*', host),
      })),
      'Google, which needs no provider': {
        on: roleWith([from('accounts.google.com')]),
        beside: [entry],
        message: anybody('no test limits accounts.google.com:sub', 'accounts.google.com'),
      },
      ...each(
        ['api.bitbucket.org/2.0/workspaces/shop/pipelines-config/identity/oidc', 'oidc.circleci.com/org/1'],
        (host) => ({
          ...like('*', host),
          ...owner('*', host),
        }),
      ),
      'an issuer that policy calls shared': {
        ...like('*', 'ci.example.com'),
        params: { sharedIssuers: ['ci.example.com'] },
        message: anybody('*', 'ci.example.com'),
      },
      ...each(['*', 'eks:*', 'ecr:PutImage', 'iam:PassRole'], (action) => ({
        ...granting(action),
        message: unlimited,
      })),
      'a role of whatever rights, where policy asks for all': {
        on: roleWith([from(providerOf(gitHub))]),
        params: { scope: 'all' },
        message: unlimited,
      },
    }),
    'several audiences': {
      ...under({ StringEquals: { [`${gitHub}:sub`]: exact } }),
      beside: [entry, taking('sts.amazonaws.com', 'https://github.com/shop')],
      message: 'It takes tokens for several audiences: sts.amazonaws.com, https://github.com/shop.',
      grade: 'low',
      cannot: 'say in a test of aud which of the audiences is meant',
    },
  },
  unknown: unread.unknown,
  notApplicable: unread.notApplicable,
});
