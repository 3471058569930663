import { eksAddon } from '#clouds/aws/eks/addon/resource';
import { vpcCniWith } from '../../../support/aws/addons.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { affine, awsNode, engineOf, kindIn, nodeOf, onlyHybrid } from '../../../support/kubernetes/engines.ts';
import { apiWith } from '../../../support/kubernetes/objects.ts';

const shop = clusterWith({});
const api = apiWith();
const off = vpcCniWith('{"enableNetworkPolicy":"false"}');
const plain = [api, nodeOf()];

const by = (name: string) => `Enforced by the DaemonSet ${name}.`;
const message = 'Nothing enforces network policies on EC2 nodes.';
const installed = (name: string) => `${name} is installed: two engines would contradict each other`;

/** The cases of what runs in the cluster: the VPC CNI by its argument, and other engines. */
export const engines = {
  pass: {
    'an argument of aws-node, where the add-on is not managed': {
      on: shop,
      beside: [...plain, awsNode(3, '--enable-ipv6=false', '--enable-network-policy=true')],
      message: by('kube-system/aws-node'),
    },
    'an argument of aws-node, where the add-on says no': {
      on: shop,
      beside: [...plain, off, awsNode(1, '--enable-network-policy=True')],
      message: by('kube-system/aws-node'),
    },
    'an argument without a value is true': {
      on: shop,
      beside: [...plain, awsNode(1, '--enable-network-policy')],
      message: by('kube-system/aws-node'),
    },
    'the last of several arguments counts': {
      on: shop,
      beside: [...plain, awsNode(1, '--enable-network-policy=false', '--enable-network-policy=true')],
      message: by('kube-system/aws-node'),
    },
    ...Object.fromEntries(
      [
        'kube-system/calico-node',
        'calico-system/calico-node',
        'kube-system/cilium',
        'kube-system/antrea-agent',
        'kube-system/weave-net',
        'kube-system/kube-router',
      ].map((name) => [
        `another engine: ${name}`,
        { on: shop, beside: [...plain, off, engineOf(name, 2)], message: by(name) },
      ]),
    ),
    'an engine, whatever could not be read of the add-on': {
      on: shop,
      beside: [...plain, engineOf('kube-system/cilium', 2)],
      hidden: [eksAddon],
      message: by('kube-system/cilium'),
    },
    'an engine that takes the nodes by their labels': {
      on: shop,
      beside: [
        ...plain,
        engineOf('kube-system/cilium', 2, {
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          ...affine(kindIn('In', 'hybrid'), kindIn('NotIn', 'fargate')),
        }),
      ],
      message: by('kube-system/cilium'),
    },
    'an engine, where node groups have no nodes yet': {
      on: shop,
      beside: [
        api,
        nodegroupWith(),
        engineOf('kube-system/cilium', 1, { nodeSelector: { 'kubernetes.io/os': 'linux' } }),
      ],
      message: by('kube-system/cilium'),
    },
    'one engine without ready pods, and another with some': {
      on: shop,
      beside: [...plain, engineOf('kube-system/cilium', 0), engineOf('calico-system/calico-node', 1)],
      message: by('calico-system/calico-node'),
    },
  },
  fail: {
    'aws-node with the argument off': {
      on: shop,
      beside: [...plain, off, awsNode(3, '--enable-network-policy=true', '--enable-network-policy=false')],
      message,
    },
    'aws-node with an argument that is called alike': {
      on: shop,
      beside: [...plain, off, awsNode(3, '--enable-network-policy-logs=true')],
      message,
    },
    'a DaemonSet that is called aws-node elsewhere': {
      on: shop,
      beside: [
        ...plain,
        off,
        engineOf('shop/aws-node', 3, { containers: [{ args: ['--enable-network-policy=true'] }] }),
      ],
      message,
    },
    'aws-node without ready pods': {
      on: shop,
      beside: [...plain, off, awsNode(0, '--enable-network-policy=true')],
      message,
    },
    'an engine without ready pods': {
      on: shop,
      beside: [...plain, off, engineOf('kube-system/cilium', 0)],
      message,
      cannot: installed('kube-system/cilium'),
    },
    'a DaemonSet that is no engine': {
      on: shop,
      beside: [...plain, off, engineOf('kube-system/kube-proxy', 3)],
      message,
    },
    'an engine that takes hybrid nodes alone, by a selector': {
      on: shop,
      beside: [...plain, nodeOf('hybrid'), off, engineOf('kube-system/cilium', 3, onlyHybrid)],
      message,
      cannot: installed('kube-system/cilium'),
    },
    'an engine that takes hybrid nodes alone, by affinity': {
      on: shop,
      beside: [
        api,
        nodegroupWith(),
        nodeOf('hybrid'),
        off,
        engineOf('kube-system/cilium', 3, affine(kindIn('In', 'hybrid'))),
      ],
      message,
      cannot: installed('kube-system/cilium'),
    },
  },
  unknown: {
    'an engine without a status': {
      on: shop,
      beside: [...plain, off, engineOf('kube-system/cilium', undefined)],
      reason: 'field-missing',
    },
  },
} as const;
