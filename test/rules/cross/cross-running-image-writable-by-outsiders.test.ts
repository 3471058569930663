import { ecrRepositoryPolicy } from '#clouds/aws/ecr/repository-policy/resource';
import { runningImage } from '#clouds/kubernetes/image/resource';
import rule from '#rules/cross/cross-running-image-writable-by-outsiders';
import { digest, repository, repositoryPolicyWith, repositoryWith, runningWith } from '../../support/aws/ecr.ts';
import { testRule } from '../../support/test-rule.ts';

type Mode = NonNullable<ReturnType<typeof repositoryWith>['config']['imageTagMutability']>;

const other = '999988887777';
const everyone = (Action: string | readonly string[], more: object = {}): object => ({
  Effect: 'Allow',
  Principal: '*',
  Action,
  ...more,
});
const account = (Action: string) => everyone(Action, { Principal: { AWS: `arn:aws:iam::${other}:root` } });
const push = repositoryPolicyWith(everyone('ecr:PutImage'));
const foreign = repositoryPolicyWith(account('ecr:PutImage'));
const tags = (imageTagMutability: Mode, ...filters: readonly string[]) =>
  repositoryWith({
    imageTagMutability,
    imageTagMutabilityExclusionFilters: filters.map((filter) => ({ filterType: 'WILDCARD', filter })),
  });
const on = tags('MUTABLE');
const named = (tag: string) => runningWith('a', { reference: `${repository}:${tag}` });
const byTag = named('1.2');
const byDigest = runningWith('a', { reference: `${repository}@${digest('a')}` });
const closed = 'Its policy lets no outsider push.';
const key = 'everyone';
const message = 'Everyone may do ecr:PutImage, and clusters run its tag 1.2, which can be overwritten.';

testRule(rule, {
  pass: {
    'no policy': { on, beside: [byTag], message: closed },
    'outsiders may only pull': {
      on,
      beside: [byTag, repositoryPolicyWith(everyone('ecr:BatchGetImage'))],
      message: closed,
    },
    'outsiders may delete, and put nothing in its place': {
      on,
      beside: [byTag, repositoryPolicyWith(everyone('ecr:BatchDeleteImage'))],
      message: closed,
    },
    'the account that may push is trusted': {
      on,
      beside: [byTag, foreign],
      params: { trustedAccounts: [other] },
      message: closed,
    },
    'the organisation that may push is trusted': {
      on,
      beside: [
        byTag,
        repositoryPolicyWith(everyone('ecr:*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a' } } })),
      ],
      params: { trustedOrgIds: ['o-a'] },
      message: closed,
    },
    'nobody may push, whatever clusters run': { on, hidden: [runningImage], message: closed },
    'clusters name the image by its digest': { on, beside: [byDigest, push] },
    'tags are immutable': { on: tags('IMMUTABLE'), beside: [byTag, push] },
    'the tag is immutable, others are not': {
      on: tags('IMMUTABLE_WITH_EXCLUSION', 'dev-*'),
      beside: [byTag, push],
    },
    'the tag is among those that are fixed': { on: tags('MUTABLE_WITH_EXCLUSION', '1.*'), beside: [byTag, push] },
    'no cluster runs it': { on, beside: [push] },
    'a cluster runs another repository of the same path': {
      on,
      beside: [
        push,
        runningWith('a', { repository: 'registry.example.com/shop/web', reference: 'registry.example.com/shop/web:1' }),
      ],
    },
  },
  fail: {
    'everyone may push': { on, beside: [byTag, push], message, key },
    'a foreign account may push': {
      on,
      beside: [byTag, foreign],
      message: `${other} may do ecr:PutImage, and clusters run its tag 1.2, which can be overwritten.`,
      key: other,
      grade: 'high',
    },
    'both, each for itself': {
      on,
      beside: [byTag, repositoryPolicyWith(everyone('ecr:PutImage'), account('ecr:PutImage'))],
      message,
      also: [`${other} may do ecr:PutImage, and clusters run its tag 1.2, which can be overwritten.`],
      key,
    },
    'without a tag it is the latest': {
      on,
      beside: [runningWith('a', { reference: repository }), push],
      message: 'Everyone may do ecr:PutImage, and clusters run its tag latest, which can be overwritten.',
      key,
    },
    'a tag that is left open': {
      on: tags('IMMUTABLE_WITH_EXCLUSION', '1.*'),
      beside: [byTag, push],
      message,
      key,
    },
    'a tag that is not among those that are fixed': {
      on: tags('MUTABLE_WITH_EXCLUSION', 'release-*'),
      beside: [byTag, push],
      message,
      key,
    },
    'several tags': {
      on,
      beside: [named('2'), runningWith('b', { reference: `${repository}:1` }), push],
      message: 'Everyone may do ecr:PutImage, and clusters run its tag 1, 2, which can be overwritten.',
      key,
    },
    'an immutable tag of an image that the outsider may delete first': {
      on: tags('IMMUTABLE'),
      beside: [byTag, repositoryPolicyWith(everyone(['ecr:PutImage', 'ecr:BatchDeleteImage']))],
      message:
        'Everyone may do ecr:PutImage, ecr:BatchDeleteImage, and clusters run its tag 1.2, which can be overwritten.',
      key,
    },
    'an immutable tag that the outsider may make movable': {
      on: tags('IMMUTABLE'),
      beside: [byTag, repositoryPolicyWith(everyone('ecr:Put*'))],
      message: 'Everyone may do ecr:Put*, and clusters run its tag 1.2, which can be overwritten.',
      key,
    },
    'of two who push, the one who may delete, too': {
      on: tags('IMMUTABLE'),
      beside: [byTag, repositoryPolicyWith(everyone('ecr:PutImage'), account('ecr:*'))],
      message: `${other} may do ecr:*, and clusters run its tag 1.2, which can be overwritten.`,
      key: other,
      grade: 'high',
    },
    'every action': {
      on,
      beside: [byTag, repositoryPolicyWith(everyone('ecr:*'))],
      message: 'Everyone may do ecr:*, and clusters run its tag 1.2, which can be overwritten.',
      key,
    },
  },
  unknown: {
    'its policy was not read': { on, beside: [byTag], hidden: [ecrRepositoryPolicy], reason: 'denied' },
    'what clusters run was not read': { on, beside: [push], hidden: [runningImage], reason: 'denied' },
    'a statement denies something': {
      on,
      beside: [byTag, repositoryPolicyWith(everyone('ecr:PutImage'), everyone('ecr:*', { Effect: 'Deny' }))],
      reason: 'malformed',
      message: 'A statement of its policy denies something: whom it leaves is not judged.',
    },
    'an answer that does not say whether tags are fixed': {
      on: repositoryWith({ imageTagMutability: undefined }),
      beside: [byTag, push],
      reason: 'field-missing',
    },
    'an answer without the exclusions': {
      on: repositoryWith({
        imageTagMutability: 'MUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: undefined,
      }),
      beside: [byTag, push],
      reason: 'field-missing',
    },
  },
});
