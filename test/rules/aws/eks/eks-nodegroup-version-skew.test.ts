import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksVersion } from '#clouds/aws/eks/version/resource';
import rule from '#rules/aws/eks/eks-nodegroup-version-skew';
import { clusterWith, nodegroupWith, versionWith } from '../../../support/aws/eks.ts';
import type { Draft } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

type Group = ReturnType<typeof nodegroupWith>['config'];

const running = (version: string | undefined, more: Draft<Group> = {}) => nodegroupWith({ version, ...more });
const cluster = (version: string | undefined) => clusterWith({}, { version });
const supported = ['1.27', '1.29', '1.30', '1.31', '1.32', '1.33'].map((version) =>
  versionWith(version, { versionStatus: 'STANDARD_SUPPORT' }),
);
const ended = (version: string) => versionWith(version, { versionStatus: 'UNSUPPORTED' });
const empty = { scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 3 } };

testRule(rule, {
  pass: {
    'the version of the control plane': {
      on: running('1.33'),
      beside: [cluster('1.33')],
      message: 'Its nodes run the version of the control plane.',
    },
    'one minor behind': { on: running('1.32'), beside: [cluster('1.33'), ...supported] },
    'as far behind as policy allows': {
      on: running('1.30'),
      beside: [cluster('1.33'), ...supported],
      params: { maxSkew: 3 },
    },
    'both out of support is for the cluster to answer': {
      on: running('1.32'),
      beside: [cluster('1.33'), ended('1.32'), ended('1.33')],
    },
  },
  fail: {
    'two minors behind': {
      on: running('1.31'),
      beside: [cluster('1.33'), ...supported],
      message: 'Its nodes run Kubernetes 1.31, 2 minors behind the control plane.',
    },
    'two minors behind, whatever the refused versions say of their support': {
      on: running('1.31'),
      beside: [cluster('1.33')],
      hidden: [eksVersion],
      message: 'Its nodes run Kubernetes 1.31, 2 minors behind the control plane.',
      grade: 'medium',
    },
    'one minor where policy allows none': {
      on: running('1.32'),
      beside: [cluster('1.33'), ...supported],
      params: { maxSkew: 0 },
      message: 'Its nodes run Kubernetes 1.32, 1 minor behind the control plane.',
    },
    'more than Kubernetes supports': {
      on: running('1.29'),
      beside: [cluster('1.33'), ...supported],
      message: 'Its nodes run Kubernetes 1.29, 4 minors behind the control plane.',
      grade: 'high',
    },
    'before 1.28 Kubernetes supports two minors': {
      on: running('1.24'),
      beside: [cluster('1.27'), ...supported],
      message: 'Its nodes run Kubernetes 1.24, 3 minors behind the control plane.',
      grade: 'high',
    },
    'newer than the control plane': {
      on: running('1.33'),
      beside: [cluster('1.32')],
      message: 'Its nodes run Kubernetes 1.33, newer than 1.32 of the control plane.',
      grade: 'high',
    },
    'a minor out of support under a control plane in support': {
      on: running('1.32'),
      beside: [cluster('1.33'), ended('1.32'), versionWith('1.33', { versionStatus: 'EXTENDED_SUPPORT' })],
      message: 'Support of Kubernetes 1.32, which its nodes run, has ended.',
      grade: 'high',
    },
    'a minor that EKS lists no longer': {
      on: running('1.32'),
      beside: [cluster('1.33'), versionWith('1.33', { versionStatus: 'STANDARD_SUPPORT' })],
      message: 'Support of Kubernetes 1.32, which its nodes run, has ended.',
      grade: 'high',
    },
    'a group that wants no nodes': {
      on: running('1.31', empty),
      beside: [cluster('1.33')],
      message: 'Its nodes run Kubernetes 1.31, 2 minors behind the control plane.',
      grade: 'low',
    },
    'a group that wants no nodes, beyond what Kubernetes supports': {
      on: running('1.29', empty),
      beside: [cluster('1.33')],
      message: 'Its nodes run Kubernetes 1.29, 4 minors behind the control plane.',
      grade: 'low',
    },
    'a group without nodes and out of support': {
      on: running('1.32', empty),
      beside: [cluster('1.33'), ended('1.32'), ...supported.slice(-1)],
      message: 'Support of Kubernetes 1.32, which its nodes run, has ended.',
      grade: 'low',
    },
  },
  unknown: {
    'a group without a version': {
      on: running(undefined),
      beside: [cluster('1.33')],
      reason: 'field-missing',
      message: 'The answer has no version.',
    },
    'a group without its cluster': { on: running('1.33', { clusterName: undefined }), reason: 'field-missing' },
    'the clusters could not be listed': { on: running('1.31'), hidden: [eksCluster], reason: 'denied' },
    'no answer holds the cluster': { on: running('1.31'), reason: 'not-found' },
    'a cluster without a version': { on: running('1.31'), beside: [cluster(undefined)], reason: 'field-missing' },
    'a version of the nodes that is none': {
      on: running('1.x'),
      beside: [cluster('1.33')],
      reason: 'malformed',
      message: '1.x is no Kubernetes minor.',
    },
    'a version of the cluster that is none': {
      on: running('1.33'),
      beside: [cluster('2')],
      reason: 'malformed',
      message: '2 is no Kubernetes minor.',
    },
    'the versions were refused, and support may have ended': {
      on: running('1.32'),
      beside: [cluster('1.33')],
      hidden: [eksVersion],
      reason: 'denied',
    },
    'the support of the control plane is not listed': {
      on: running('1.32'),
      beside: [cluster('1.33'), ended('1.32'), versionWith('1.31', { versionStatus: 'UNSUPPORTED' })],
      reason: 'not-found',
    },
    'a group that is being updated': {
      on: running('1.31', { status: 'UPDATING' }),
      beside: [cluster('1.33')],
      reason: 'in-transition',
      message: 'Its state is UPDATING.',
    },
    'a group that is being made': { on: running('1.31', { status: 'CREATING' }), reason: 'in-transition' },
  },
});
