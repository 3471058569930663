import { eksAddon } from '#clouds/aws/eks/addon/resource';
import rule from '#rules/aws/eks/eks-addon-deny-list';
import { make } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

type Addon = Partial<typeof eksAddon.config>;

const addon = (addonVersion?: string, more: Addon = {}) =>
  make(eksAddon, 'arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/1', {
    clusterName: 'shop',
    addonName: 'vpc-cni',
    ...(addonVersion !== undefined && { addonVersion }),
    ...more,
  });
const until = '2026-10-31T00:00:00Z';
const denying = (...entries: readonly { addon?: string; versions: string; until?: string }[]) => ({
  allow: {},
  deny: { addonVersions: entries.map((entry) => ({ addon: 'vpc-cni', reason: 'escapes', ...entry })) },
});
const below = denying({ versions: '<1.18.3' });
const params = { updateTo: { 'vpc-cni': 'v1.20.1-eksbuild.1' } };
const message = 'Policy denies vpc-cni v1.18.2-eksbuild.1.';

testRule(rule, {
  pass: {
    'a version outside the range': {
      on: addon('v1.18.3-eksbuild.1'),
      components: below,
      message: 'Policy does not deny vpc-cni v1.18.3-eksbuild.1.',
    },
    'an entry that has ended beside one that has not': {
      on: addon('v1.18.2-eksbuild.1'),
      components: denying({ versions: '<1.19', until }, { versions: '1.20' }),
      message: 'Policy does not deny vpc-cni v1.18.2-eksbuild.1.',
    },
  },
  fail: {
    'no version is named to go to': {
      on: addon('v1.18.2-eksbuild.1'),
      components: below,
      params: { updateTo: { coredns: 'v1.20.1-eksbuild.1' } },
      message,
      cannot: 'updateTo names no version of vpc-cni',
    },
    'a version in the range': { on: addon('v1.18.2-eksbuild.1'), components: below, message, params },
    'one version, whatever its build': {
      on: addon('v1.18.2-eksbuild.1'),
      components: denying({ versions: '1.18.2' }),
      params,
      message,
    },
    'a second entry of the add-on': {
      on: addon('v1.18.2-eksbuild.1'),
      components: denying({ versions: '1.19' }, { versions: '>=1.18 <1.18.3' }),
      params: { updateTo: { 'vpc-cni': 'v1.19.0-eksbuild.1' } },
      cannot: 'policy may deny v1.19.0-eksbuild.1 as well',
      message,
    },
    'a range that is denied beside one that cannot be compared': {
      on: addon('v1.18.2-eksbuild.1'),
      components: denying({ versions: 'nonsense' }, { versions: '1.18' }),
      params,
      cannot: 'policy may deny v1.20.1-eksbuild.1 as well',
      message,
    },
  },
  unknown: {
    'an answer without a version': {
      on: addon(),
      components: below,
      reason: 'field-missing',
      message: 'The answer has no addonVersion.',
    },
    'an answer without a name': {
      on: addon('v1.18.2', { addonName: undefined }),
      components: below,
      reason: 'field-missing',
      message: 'The answer has no addonName.',
    },
    'a version without numbers': {
      on: addon('latest'),
      components: below,
      reason: 'malformed',
      message: 'The version latest cannot be compared with <1.18.3.',
    },
  },
  notApplicable: {
    'policy denies no version': { on: addon('v1.18.2'), message: 'Policy denies no version of an add-on.' },
    'policy denies versions of another add-on': {
      on: addon('v1.18.2'),
      components: denying({ addon: 'coredns', versions: '<2' }, { addon: 'vpc', versions: '1.18' }),
      message: 'Policy denies no version of vpc-cni.',
    },
  },
});
