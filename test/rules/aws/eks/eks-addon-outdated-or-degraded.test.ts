import { addonVersions } from '#clouds/aws/eks/addon-versions/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/aws/eks/eks-addon-outdated-or-degraded';
import { vpcCniWith } from '../../../support/aws/addons.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { make } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

type Addon = Parameters<typeof vpcCniWith>[1];

/** What EKS offers of the add-on for 1.33, as it may come: in no order, with versions for others between. */
const offer = (...fitting: readonly (readonly [version: string, isDefault?: boolean])[]) =>
  make(addonVersions, 'aws:111122223333:eu-west-1/eks.addon-versions/1.33/vpc-cni', {
    addonName: 'vpc-cni',
    kubernetesVersion: '1.33',
    addonVersions: [
      ...fitting.map(([addonVersion, defaultVersion = false]) => ({
        addonVersion,
        compatibilities: [{ clusterVersion: '1.33', defaultVersion }],
      })),
      { addonVersion: 'v1.9.0-eksbuild.1', compatibilities: [{ clusterVersion: '1.21', defaultVersion: true }] },
    ],
  });
const offered = offer(
  ['v1.19.2-eksbuild.10'],
  ['v1.20.3-eksbuild.1', true],
  ['v1.20.4-eksbuild.1'],
  ['v1.19.2-eksbuild.9'],
  ['v1.19.10-eksbuild.1'],
  ['v1.18.6-eksbuild.1'],
);
const shop = clusterWith({});
const runs = (addonVersion: string, more: Addon = {}) => ({
  on: vpcCniWith(undefined, { addonVersion, ...more }),
  beside: [shop, offered],
});
const unwell = (config: Addon) => ({ ...runs('v1.20.3-eksbuild.1', config), grade: 'medium' as const });
const behind = (version: string, count: number) => ({
  message: `vpc-cni ${version} is ${count} versions behind v1.20.3-eksbuild.1, the default for 1.33.`,
});
const near = (version: string) => ({
  message: `vpc-cni ${version} is near v1.20.3-eksbuild.1, the default for 1.33.`,
});
const stays = (status: string) => ({ cannot: `the add-on is ${status} or has issues` });
const noWayBack = 'EKS offers its version no more, so that there is no way back';
const issues = [{ code: 'InsufficientNumberOfReplicas' as const, message: 'No nodes.' }];

testRule(rule, {
  pass: {
    'the default version': { ...runs('v1.20.3-eksbuild.1'), ...near('v1.20.3-eksbuild.1') },
    'a newer version than the default': { ...runs('v1.20.4-eksbuild.1'), ...near('v1.20.4-eksbuild.1') },
    'two places behind': { ...runs('v1.19.2-eksbuild.10'), ...near('v1.19.2-eksbuild.10') },
    'as far behind as policy takes': {
      ...runs('v1.18.6-eksbuild.1'),
      params: { maxBehind: 4 },
      ...near('v1.18.6-eksbuild.1'),
    },
    'other add-ons that files do not hold change nothing': {
      ...runs('v1.20.3-eksbuild.1'),
      folder: 'estate',
      ...near('v1.20.3-eksbuild.1'),
    },
  },
  fail: {
    'three places behind, by the number of the build': {
      ...runs('v1.19.2-eksbuild.9'),
      ...behind('v1.19.2-eksbuild.9', 3),
    },
    'one place behind, where policy takes none': {
      ...runs('v1.19.10-eksbuild.1'),
      params: { maxBehind: 0 },
      ...behind('v1.19.10-eksbuild.1', 1),
    },
    'several minors behind': {
      ...runs('v1.18.6-eksbuild.1'),
      ...behind('v1.18.6-eksbuild.1', 4),
      cannot: 'the VPC CNI is updated one minor version at a time',
    },
    'a version that is not offered any more': {
      ...runs('v1.19.0-eksbuild.1'),
      message: 'EKS does not offer vpc-cni v1.19.0-eksbuild.1 for 1.33.',
      grade: 'medium',
      cannot: noWayBack,
    },
    'a version for another Kubernetes': {
      ...runs('v1.9.0-eksbuild.1'),
      message: 'EKS does not offer vpc-cni v1.9.0-eksbuild.1 for 1.33.',
      grade: 'medium',
      cannot: noWayBack,
    },
    ...Object.fromEntries(
      (['DEGRADED', 'CREATE_FAILED', 'UPDATE_FAILED', 'DELETE_FAILED'] as const).map((status) => [
        status,
        { ...unwell({ status }), message: `Its state is ${status}.`, ...stays(status) },
      ]),
    ),
    'an issue of one that is active': {
      ...unwell({ health: { issues } }),
      message: 'EKS reports InsufficientNumberOfReplicas.',
      ...stays('ACTIVE'),
    },
    'issues of one that is degraded': {
      ...unwell({ status: 'DEGRADED', health: { issues: [{ code: 'ClusterUnreachable' }, ...issues, {}] } }),
      message: 'EKS reports ClusterUnreachable, InsufficientNumberOfReplicas, an issue without a code.',
      ...stays('DEGRADED'),
    },
    'trouble is told where the versions were not read': {
      on: vpcCniWith(undefined, { status: 'DEGRADED' }),
      hidden: [addonVersions, eksCluster],
      message: 'Its state is DEGRADED.',
      grade: 'medium',
      ...stays('DEGRADED'),
    },
  },
  unknown: {
    ...Object.fromEntries(
      (['CREATING', 'UPDATING', 'DELETING'] as const).map((status) => [
        status,
        { ...runs('v1.18.6-eksbuild.1', { status, health: { issues } }), reason: 'in-transition' as const },
      ]),
    ),
    'an answer without a state': { ...runs('v1.20.3-eksbuild.1', { status: undefined }), reason: 'field-missing' },
    'a state that is not known': {
      ...runs('v1.20.3-eksbuild.1', { status: 'PAUSED' as 'ACTIVE' }),
      reason: 'malformed',
    },
    'an answer without health': {
      ...runs('v1.20.3-eksbuild.1', { health: undefined }),
      reason: 'field-missing',
    },
    'an answer without a version': { ...runs('', { addonVersion: undefined }), reason: 'field-missing' },
    'an answer without a name': { ...runs('v1.20.3-eksbuild.1', { addonName: undefined }), reason: 'field-missing' },
    'an answer without a cluster': {
      ...runs('v1.20.3-eksbuild.1', { clusterName: undefined }),
      reason: 'field-missing',
    },
    'what is offered was not read': { ...runs('v1.18.6-eksbuild.1'), hidden: [addonVersions], reason: 'denied' },
    'the cluster was not read': {
      on: vpcCniWith(),
      beside: [offered],
      hidden: [eksCluster],
      reason: 'denied',
    },
    'a cluster that is not there': { on: vpcCniWith(), beside: [offered], reason: 'not-found' },
    'an add-on that is newer than the last sweep': { on: vpcCniWith(), beside: [shop], reason: 'not-found' },
    'an offer without a default': {
      on: vpcCniWith(),
      beside: [shop, offer(['v1.20.4-eksbuild.2'])],
      reason: 'field-missing',
    },
  },
});
