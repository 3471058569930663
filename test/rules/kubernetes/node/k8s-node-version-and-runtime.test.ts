import { node } from '#clouds/kubernetes/node/resource';
import rule from '#rules/kubernetes/node/k8s-node-version-and-runtime';
import { apiWith, object } from '../../../support/kubernetes/objects.ts';
import { testRule } from '../../../support/test-rule.ts';

interface Info {
  readonly kubeletVersion?: string;
  readonly containerRuntimeVersion?: string;
  readonly kernelVersion?: string;
  readonly osImage?: string;
}

const good = { kubeletVersion: 'v1.33.4-eks-1a2b3c', containerRuntimeVersion: 'containerd://1.7.27-0ubuntu1' };
const nodeWith = (info: Info, labels: Readonly<Record<string, string>> = {}, name = 'a') =>
  object(
    node,
    { group: 'core', plural: 'nodes' },
    name,
    {
      metadata: { labels },
      status: { nodeInfo: { ...good, osImage: 'Bottlerocket', kernelVersion: '6.1.1', ...info } },
    },
    { namespace: null },
  );
const on = apiWith();
const own = 'nodes with Bottlerocket';
const told = (reason: string, says: string, pool = own) => ({
  key: `${pool}: ${reason}`,
  message: `The ${pool}: ${says}.`,
});
const old = { kubeletVersion: 'v1.29.3' };
const oldTold = told('skew', 'kubelet v1.29.3 is 4 minor versions behind the control plane 1.33');
const high = 'high';
const minContainerd = ['1.6.38', '1.7.27'];

testRule(rule, {
  pass: {
    'nodes of the version of their control plane': { on, beside: [nodeWith({})] },
    'two minors behind are allowed': { on, beside: [nodeWith({ kubeletVersion: 'v1.31.0' })] },
    'the version of a managed pool is judged in its cloud': {
      on,
      beside: [nodeWith(old, { 'eks.amazonaws.com/nodegroup': 'web' })],
    },
    'policy allows more': { on, beside: [nodeWith(old)], params: { maxSkew: 4 } },
    'a virtual kubelet has a version of its own': {
      on,
      beside: [nodeWith({ kubeletVersion: 'v1.19.10-vk-azure-aci' }, { type: 'virtual-kubelet' })],
    },
    'the container runtime and the kernel of Fargate are no matter': {
      on,
      beside: [
        nodeWith({ containerRuntimeVersion: 'docker://20.10.1' }, { 'eks.amazonaws.com/compute-type': 'fargate' }),
      ],
      params: { deniedKernels: ['*'] },
    },
    'a container runtime of the least version, and one of a minor that policy does not name': {
      on,
      beside: [nodeWith({}), nodeWith({ containerRuntimeVersion: 'containerd://2.0.1' }, {}, 'b')],
      params: { minContainerd },
    },
    'another container runtime than containerd has versions of its own': {
      on,
      beside: [nodeWith({ containerRuntimeVersion: 'cri-o://1.7.1' })],
      params: { minContainerd },
    },
    'a kubelet of the least version': { on, beside: [nodeWith({})], params: { minKubelet: 'v1.33.4' } },
    'another kernel than policy denies': { on, beside: [nodeWith({})], params: { deniedKernels: ['5.*'] } },
  },
  fail: {
    'more than two minors behind': { on, beside: [nodeWith(old)], ...oldTold, grade: high },
    'the same on Fargate': {
      on,
      beside: [nodeWith(old, { 'eks.amazonaws.com/compute-type': 'fargate' })],
      ...oldTold,
      grade: high,
    },
    'the label of a pool of another cloud': {
      on,
      beside: [nodeWith(old, { 'cloud.google.com/gke-nodepool': 'web' })],
      ...told('skew', 'kubelet v1.29.3 is 4 minor versions behind the control plane 1.33', 'node pool web'),
      grade: high,
    },
    'a container runtime of an older minor than policy names': {
      on,
      beside: [nodeWith({ containerRuntimeVersion: 'containerd://1.5.18' })],
      params: { minContainerd: ['1.7.27', '1.6.38'] },
      ...told('runtime', 'the container runtime containerd://1.5.18 is below 1.6.38'),
    },
    'at the limit of upstream it is graver': {
      on,
      beside: [nodeWith({ kubeletVersion: 'v1.30.0' })],
      ...told('skew', 'kubelet v1.30.0 is 3 minor versions behind the control plane 1.33'),
      grade: high,
    },
    'policy allows less': {
      on,
      beside: [nodeWith({ kubeletVersion: 'v1.32.0' })],
      params: { maxSkew: 0 },
      ...told('skew', 'kubelet v1.32.0 is 1 minor version behind the control plane 1.33'),
    },
    'newer than the control plane': {
      on,
      beside: [nodeWith({ kubeletVersion: 'v1.34.0' })],
      ...told('newer', 'kubelet v1.34.0 is ahead of the control plane 1.33'),
    },
    'below what policy asks for, in a managed pool too': {
      on,
      beside: [nodeWith({ kubeletVersion: 'v1.33.3' }, { 'eks.amazonaws.com/nodegroup': 'web' })],
      params: { minKubelet: 'v1.33.4' },
      ...told('kubelet', 'kubelet v1.33.3 is below v1.33.4', 'node pool web'),
    },
    'Docker is the container runtime': {
      on,
      beside: [nodeWith({ containerRuntimeVersion: 'docker://20.10.1' })],
      ...told('runtime', 'the container runtime is docker://20.10.1'),
    },
    'a container runtime below the least of its minor': {
      on,
      beside: [nodeWith({ containerRuntimeVersion: 'containerd://1.7.9' })],
      params: { minContainerd },
      ...told('runtime', 'the container runtime containerd://1.7.9 is below 1.7.27'),
    },
    'a kernel that policy denies': {
      on,
      beside: [nodeWith({ kernelVersion: '5.10.1-amzn2' })],
      params: { deniedKernels: ['5.10.*'] },
      ...told('kernel', 'policy denies the kernel 5.10.1-amzn2'),
    },
    'one finding for each pool and reason': {
      on,
      beside: [
        nodeWith(old, { 'karpenter.sh/nodepool': 'spot' }, 'a'),
        nodeWith({ kubeletVersion: 'v1.28.0' }, { 'karpenter.sh/nodepool': 'spot' }, 'b'),
        nodeWith({ containerRuntimeVersion: 'docker://20.10.1' }, {}, 'c'),
      ],
      ...told(
        'skew',
        'kubelet v1.29.3 is 4 minor versions behind the control plane 1.33, ' +
          'kubelet v1.28.0 is 5 minor versions behind the control plane 1.33',
        'node pool spot',
      ),
      grade: high,
      also: [told('runtime', 'the container runtime is docker://20.10.1').message],
    },
    'beside a node that says nothing': {
      on,
      beside: [nodeWith(old), nodeWith({ kubeletVersion: '' }, {}, 'b')],
      ...oldTold,
      grade: high,
    },
  },
  unknown: {
    'nodes could not be read': { on, hidden: [node], reason: 'denied' },
    'a node that does not say its version': {
      on,
      beside: [nodeWith({ kubeletVersion: '' })],
      reason: 'field-missing',
      message: 'Nodes do not say which kubelet, container runtime or kernel they run: a.',
    },
    'a node that does not say its container runtime': {
      on,
      beside: [nodeWith({ containerRuntimeVersion: '' })],
      reason: 'field-missing',
    },
    'a node that does not say its kernel, which policy may deny': {
      on,
      beside: [nodeWith({ kernelVersion: '' })],
      params: { deniedKernels: ['5.*'] },
      reason: 'field-missing',
    },
    'a version that is none': { on, beside: [nodeWith({ kubeletVersion: 'unknown' })], reason: 'field-missing' },
    'the control plane does not say its version': {
      on: apiWith({ version: { major: '1', minor: '', gitVersion: '' } }),
      beside: [nodeWith({})],
      reason: 'malformed',
    },
  },
  notApplicable: {
    'no nodes': { on, message: 'the cluster has no nodes' },
  },
});
