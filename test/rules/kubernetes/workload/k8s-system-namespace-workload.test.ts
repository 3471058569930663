import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/workload/k8s-system-namespace-workload';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { living } from '../../../support/kubernetes/root-specs.ts';
import {
  daemonSetWith,
  deploymentWith,
  podWith,
  replicaSetWith,
  type Spec,
} from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const inSystem = { namespace: 'kube-system' };
const eksImage = '602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1';
const own = 'registry.example.com/web:1';
const running = (image: string, more: Spec = {}): Spec => ({ containers: [{ name: 'web', image }], ...more });
const told = (images: string, namespace = 'kube-system', more = '') =>
  `It runs in ${namespace} with images that are not the system's: ${images}${more}.`;
const message = told(`web (${own})`);
const systemSet = replicaSetWith(running(own), { ...inSystem, owner: 'Deployment/web' });
const node = (path: string, readOnly?: boolean): Spec => ({
  volumes: [{ name: 'node', hostPath: { path } }],
  containers: [{ name: 'web', image: own, volumeMounts: [{ name: 'node', mountPath: '/node', readOnly }] }],
});
const high = (more: string) => ({ message: told(`web (${own})`, 'kube-system', more), grade: 'high' as const });

testRule(rule, {
  pass: {
    'an image that the provider serves': { on: deploymentWith(running(eksImage), inSystem) },
    'an image that Kubernetes serves': { on: deploymentWith(running('registry.k8s.io/coredns:1'), inSystem) },
    'an image that Kubernetes served before': { on: deploymentWith(running('k8s.gcr.io/coredns:1'), inSystem) },
    'files do not tell the provider': {
      on: deploymentWith(running('mcr.microsoft.com/oss/tunnel:1'), { ...inSystem, cluster: clusters.files }),
    },
    'a workload that policy knows': {
      on: daemonSetWith(running(own), inSystem),
      params: { knownSystemWorkloads: ['agent'] },
      message: 'Policy knows it as a system workload.',
    },
  },
  fail: {
    'an image of your own': { on: deploymentWith(running(own), inSystem), message },
    'a namespace that the provider makes for parts of its own': {
      on: deploymentWith(running(own), { namespace: 'aks-istio-ingress', cluster: clusters.aks }),
      message: told(`web (${own})`, 'aks-istio-ingress'),
    },
    'the same on GKE': {
      on: deploymentWith(running(own), { namespace: 'gke-managed-cim', cluster: clusters.gke }),
      message: told(`web (${own})`, 'gke-managed-cim'),
    },
    'an image of another provider': {
      on: deploymentWith(running('mcr.microsoft.com/oss/tunnel:1'), inSystem),
      message: told('web (mcr.microsoft.com/oss/tunnel:1)'),
    },
    'one image of several is named': {
      on: deploymentWith(
        { initContainers: [{ name: 'prepare', image: eksImage }], containers: [{ name: 'web', image: own }] },
        inSystem,
      ),
      message,
    },
    'labels that anybody can write make it no part of the system': {
      on: deploymentWith(running(own), {
        ...inSystem,
        labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile', 'kubernetes.azure.com/managedby': 'aks' },
      }),
      message,
    },
    'a name that policy does not know': {
      on: daemonSetWith(running(own), inSystem),
      params: { knownSystemWorkloads: ['agents'] },
      message,
    },
    'the namespaces of policy count': {
      on: deploymentWith(running(own)),
      params: { systemNamespaces: ['shop'] },
      message: told(`web (${own})`, 'shop'),
    },
    'a privileged container': {
      on: deploymentWith(
        { containers: [{ name: 'web', image: own, securityContext: { privileged: true } }] },
        inSystem,
      ),
      ...high(', with a privileged container'),
    },
    'the processes of the node': {
      on: deploymentWith(running(own, { hostPID: true }), inSystem),
      ...high(', with the processes of the node'),
    },
    'a writable path of the node': {
      on: deploymentWith(node('/srv'), inSystem),
      ...high(', with writable paths of the node'),
    },
    'a path that is only read is no power over the node': { on: deploymentWith(node('/etc', true), inSystem), message },
    'the socket of the runtime': {
      on: deploymentWith(node('/run/containerd/containerd.sock', true), inSystem),
      ...high(', with the socket of the runtime'),
    },
    'a parent without a pod template of a known kind is named': {
      on: replicaSetWith(running(own), { ...inSystem, owner: 'argoproj.io/v1alpha1 Rollout/shop' }),
      message: `${message} Rollout shop made it.`,
    },
  },
  unknown: {
    'an image without a name': { on: deploymentWith(running(''), inSystem), reason: 'malformed' },
    'live pods that could not be read may be graver': {
      on: deploymentWith(running(own), { ...living, ...inSystem }),
      beside: [systemSet],
      hidden: [pod],
      reason: 'denied',
    },
    'live pods that could not be read may run other images': {
      on: deploymentWith(running(eksImage), { ...living, ...inSystem }),
      beside: [systemSet],
      hidden: [pod],
      reason: 'denied',
    },
    'a template without containers': { on: deploymentWith({ containers: [] }, inSystem), reason: 'field-missing' },
  },
  notApplicable: {
    'a namespace that only another provider makes': {
      on: deploymentWith(running(own), { namespace: 'gke-managed-cim', cluster: clusters.aks }),
      message: 'gke-managed-cim is no system namespace',
    },
    'another namespace': { on: deploymentWith(running(own)), message: 'shop is no system namespace' },
    'a pod that has ended': {
      on: podWith('web', running(own), { ...inSystem, phase: 'Failed' }),
      message: 'the pod has ended: Failed',
    },
  },
});
