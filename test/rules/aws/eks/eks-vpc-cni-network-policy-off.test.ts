import { eksAddon } from '#clouds/aws/eks/addon/resource';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import { node } from '#clouds/kubernetes/node/resource';
import rule from '#rules/aws/eks/eks-vpc-cni-network-policy-off';
import { vpcCniWith } from '../../../support/aws/addons.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { nodeOf } from '../../../support/kubernetes/engines.ts';
import { apiWith } from '../../../support/kubernetes/objects.ts';
import { testRule } from '../../../support/test-rule.ts';
import { engines } from './eks-vpc-cni-network-policy-off.engines.ts';
import { kinds } from './eks-vpc-cni-network-policy-off.kinds.ts';

const shop = clusterWith({});
const api = apiWith();
const on = 'enableNetworkPolicy: "true"';
const off = vpcCniWith('{"enableNetworkPolicy":"false"}');
const plain = [api, nodeOf()];

const byAddon = 'Enforced by the add-on vpc-cni.';
const message = 'Nothing enforces network policies on EC2 nodes.';
const unmanaged = 'vpc-cni is no managed add-on: change it at its source';

const valued = (value: string) => ({ on: shop, beside: [...plain, vpcCniWith(value)] });

testRule(rule, {
  pass: {
    ...engines.pass,
    ...kinds.pass,
    'the add-on, in JSON': { ...valued('{"enableNetworkPolicy":true}'), message: byAddon },
    'the add-on, by a text': { ...valued('{"env":{"A":"b"},"enableNetworkPolicy":"True"}'), message: byAddon },
    'the add-on, in YAML': { ...valued('env:\n  A: b\nenableNetworkPolicy: true'), message: byAddon },
    'the add-on, by a text in YAML': { ...valued("enableNetworkPolicy: 'TRUE'"), message: byAddon },
    'an add-on that is degraded still stands': {
      on: shop,
      beside: [...plain, vpcCniWith(on, { status: 'DEGRADED' })],
      message: byAddon,
    },
    'the add-on of a cluster with node groups, whatever could not be read inside': {
      on: shop,
      beside: [vpcCniWith(on), nodegroupWith()],
      hidden: [kubernetesApi, daemonSet, node],
      message: byAddon,
    },
    'the same in files': { on: shop, beside: [vpcCniWith(on), nodegroupWith()], folder: 'shop', message: byAddon },
  },
  fail: {
    ...engines.fail,
    ...kinds.fail,
    'the add-on says no, and nothing is there': { on: shop, beside: [...plain, off], message },
    'an add-on without the value': { ...valued('{"env":{"A":"b"}}'), message },
    'an add-on without values': { on: shop, beside: [...plain, vpcCniWith()], message },
    'an add-on with empty values': { ...valued(' '), message },
    'another text than true': { ...valued('enableNetworkPolicy: "truely"'), message },
    'the oldest version that can': {
      on: shop,
      beside: [...plain, vpcCniWith(undefined, { addonVersion: 'v1.14.0-eksbuild.3' })],
      message,
    },
    'a version that cannot yet': {
      on: shop,
      beside: [...plain, vpcCniWith(undefined, { addonVersion: 'v1.13.4-eksbuild.1' })],
      message,
      cannot: 'the add-on vpc-cni is v1.13.4-eksbuild.1: it has to be v1.14 or later',
    },
    'a version that is not told': {
      on: shop,
      beside: [...plain, vpcCniWith(undefined, { addonVersion: undefined })],
      message,
      cannot: 'the add-on vpc-cni is of no version: it has to be v1.14 or later',
    },
    'an add-on that could not be made': {
      on: shop,
      beside: [...plain, vpcCniWith(on, { status: 'CREATE_FAILED' })],
      message,
      cannot: 'the add-on vpc-cni is CREATE_FAILED',
    },
    'an add-on that is degraded is left alone': {
      on: shop,
      beside: [...plain, vpcCniWith(undefined, { status: 'DEGRADED' })],
      message,
      cannot: 'the add-on vpc-cni is DEGRADED',
    },
    'no managed add-on, and nothing in the cluster; a cluster security group is no evidence': {
      on: clusterWith({ clusterSecurityGroupId: 'sg-1' }),
      beside: plain,
      message,
      cannot: unmanaged,
    },
    'another add-on': {
      on: shop,
      beside: [
        ...plain,
        { ...vpcCniWith(on, { addonName: 'coredns' }), id: 'arn:aws:eks:eu-west-1:111122223333:addon/shop/coredns/1' },
      ],
      message,
      cannot: unmanaged,
    },
    'no nodes yet': { on: shop, beside: [api, off], message },
  },
  unknown: {
    ...engines.unknown,
    ...kinds.unknown,
    'the inside of a cluster that was not read': {
      on: shop,
      beside: [vpcCniWith(on)],
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'the inside of a cluster that nobody watches': {
      on: { ...clusterWith({}), id: 'arn:aws:eks:eu-west-1:111122223333:cluster/stall' },
      beside: [off, nodegroupWith()],
      reason: 'outside',
    },
    'files without the inside': { on: shop, beside: [off, nodegroupWith()], folder: 'shop', reason: 'not-in-files' },
    'an API that is not there': {
      on: shop,
      beside: [off],
      reason: 'not-in-files',
      message: 'What runs in the cluster was not read.',
    },
    'the nodes were not read': { on: shop, beside: [api, off], hidden: [node], reason: 'denied' },
    'the DaemonSets were not read': { on: shop, beside: [...plain, off], hidden: [daemonSet], reason: 'denied' },
    'the add-ons were not read': { on: shop, beside: plain, hidden: [eksAddon], reason: 'denied' },
    'an add-on without a status': {
      on: shop,
      beside: [...plain, vpcCniWith(on, { status: undefined })],
      reason: 'field-missing',
    },
    ...Object.fromEntries(
      (['CREATING', 'UPDATING', 'DELETING'] as const).map((status) => [
        `an add-on that is ${status}`,
        {
          on: shop,
          beside: [...plain, vpcCniWith(on, { status })],
          reason: 'in-transition' as const,
          message: `The add-on vpc-cni is ${status}.`,
        },
      ]),
    ),
    'values that are neither JSON nor YAML': { ...valued('{enableNetworkPolicy: true'), reason: 'malformed' },
    'values with an alias of nothing': { ...valued('enableNetworkPolicy: *on'), reason: 'malformed' },
    'values that are nested without end': { ...valued('['.repeat(100_000)), reason: 'malformed' },
    'values that are no object': { ...valued('[true]'), reason: 'malformed' },
    'a cluster without a name': {
      on: clusterWith({}, { name: undefined }),
      beside: plain,
      reason: 'field-missing',
      message: 'The answer has no name.',
    },
    'a cluster that is being made': { on: clusterWith({}, { status: 'CREATING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith({}, { connectorConfig: { provider: 'OTHER' } }),
      beside: plain,
      message: 'a registered cluster is not run by EKS',
    },
  },
});
