import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import { networkPolicy } from '#clouds/kubernetes/network-policy/resource';
import { node } from '#clouds/kubernetes/node/resource';
import rule from '#rules/cross/cross-network-policy-decorative';
import { vpcCniWith } from '../../support/aws/addons.ts';
import { clusterWith } from '../../support/aws/eks.ts';
import { make, type Draft } from '../../support/build.ts';
import { cniConfig, engineOf, nodeOf } from '../../support/kubernetes/engines.ts';
import { apiWith, clusters, object } from '../../support/kubernetes/objects.ts';
import { onAks, onEks, onGke } from '../../support/kubernetes/open-apis.ts';
import { testRule } from '../../support/test-rule.ts';

const policy = (name: string, namespace = 'shop', cluster: string = clusters.eks) =>
  object(
    networkPolicy,
    { group: 'networking.k8s.io', plural: 'networkpolicies' },
    name,
    { spec: { podSelector: {} } },
    { namespace, cluster },
  );
const daemonSetIn = (cluster: string, name: string) =>
  object(daemonSet, { group: 'apps', plural: 'daemonsets' }, name, {}, { namespace: 'kube-system', cluster });

const web = policy('web');
const onAksOf = policy('web', 'shop', clusters.aks);
const onGkeOf = policy('web', 'shop', clusters.gke);
const eks = clusterWith({});
const auto = clusterWith({}, { computeConfig: { enabled: true } });
const off = vpcCniWith('{"enableNetworkPolicy":"false"}');
const inForce = vpcCniWith('{"enableNetworkPolicy":"true"}');
const plainEks = [eks, nodeOf(), off];
const aks = (networkProfile?: Draft<NonNullable<typeof aksCluster.config.networkProfile>>) =>
  make(aksCluster, clusters.aks, { ...(networkProfile && { networkProfile }) });
const gke = (config: Draft<typeof gkeCluster.config>) => make(gkeCluster, clusters.gke, config);

const nothing = 'Nothing enforces the network policy shop/web.';
const by = (engine: string) => `They are enforced by ${engine}.`;

testRule(rule, {
  pass: {
    'no policy at all': { on: onEks, beside: plainEks },
    'no policy, whatever is known of the cluster': { on: onEks, hidden: [eksCluster, daemonSet] },
    'policies of Kubernetes and providers alone': {
      on: onEks,
      beside: [...plainEks, policy('agent', 'kube-system'), policy('engine', 'calico-system')],
    },
    'policies in namespaces that AKS makes': {
      on: onAks,
      beside: [aks({ networkPlugin: 'azure' }), policy('mesh', 'aks-istio-canary', clusters.aks)],
    },
    'policies in namespaces that GKE makes': {
      on: onGke,
      beside: [gke({}), policy('agent', 'gke-managed-cim', clusters.gke)],
    },
    'the VPC CNI': { on: onEks, beside: [eks, nodeOf(), inForce, web], message: by('the add-on vpc-cni') },
    'Auto Mode beside nodes where nothing does enforces some': {
      on: onEks,
      beside: [auto, nodeOf(), nodeOf('auto'), off, cniConfig({ 'enable-network-policy-controller': 'true' }), web],
      message: by('Auto Mode'),
    },
    'another engine on EKS': {
      on: onEks,
      beside: [...plainEks, engineOf('kube-system/cilium', 2), web],
      message: by('the DaemonSet kube-system/cilium'),
    },
    'Calico of AKS': { on: onAks, beside: [aks({ networkPolicy: 'calico' }), onAksOf], message: by('calico') },
    'an engine of your own on AKS': {
      on: onAks,
      beside: [aks({ networkPlugin: 'azure' }), daemonSetIn(clusters.aks, 'calico-node'), onAksOf],
      message: by('the DaemonSet kube-system/calico-node'),
    },
    'a network of your own on AKS with an engine that is known': {
      on: onAks,
      beside: [aks({ networkPlugin: 'none' }), daemonSetIn(clusters.aks, 'cilium'), onAksOf],
      message: by('the DaemonSet kube-system/cilium'),
    },
    'Dataplane V2': {
      on: onGke,
      beside: [gke({ networkConfig: { datapathProvider: 'ADVANCED_DATAPATH' } }), onGkeOf],
      message: by('Dataplane V2'),
    },
    'Autopilot has Dataplane V2': {
      on: onGke,
      beside: [gke({ autopilot: { enabled: true } }), onGkeOf],
      message: by('Dataplane V2'),
    },
    'Calico of GKE': {
      on: onGke,
      beside: [gke({ networkPolicy: { enabled: true } }), onGkeOf],
      message: by('Calico of GKE'),
    },
    'an engine of your own on GKE': {
      on: onGke,
      beside: [gke({}), daemonSetIn(clusters.gke, 'cilium'), onGkeOf],
      message: by('the DaemonSet kube-system/cilium'),
    },
  },
  fail: {
    'the VPC CNI is told not to': { on: onEks, beside: [...plainEks, web], message: nothing },
    'an engine without ready pods enforces nothing': {
      on: onEks,
      beside: [...plainEks, engineOf('kube-system/cilium', 0), web],
      message: nothing,
    },
    'several policies': {
      on: onEks,
      beside: [...plainEks, web, policy('api', 'team'), policy('own', 'kube-system')],
      message: 'Nothing enforces the network policy shop/web, nor 1 other.',
    },
    'Auto Mode without the ConfigMap': { on: onEks, beside: [auto, nodeOf('auto'), web], message: nothing },
    'Fargate alone': { on: onEks, beside: [eks, nodeOf('fargate'), web], message: nothing },
    'an AKS cluster without an engine': {
      on: onAks,
      beside: [aks({ networkPlugin: 'azure' }), onAksOf],
      message: nothing,
    },
    'an AKS cluster whose engine is none': {
      on: onAks,
      beside: [aks({ networkPlugin: 'azure', networkPolicy: 'none' }), onAksOf],
      message: nothing,
    },
    'a DaemonSet that is no engine': {
      on: onAks,
      beside: [aks({ networkPlugin: 'azure' }), daemonSetIn(clusters.aks, 'fluent-bit'), onAksOf],
      message: nothing,
    },
    'a GKE cluster that enforces nothing': {
      on: onGke,
      beside: [gke({ networkPolicy: { enabled: false } }), onGkeOf],
      message: nothing,
    },
    'Calico of GKE without its add-on': {
      on: onGke,
      beside: [
        gke({ networkPolicy: { enabled: true }, addonsConfig: { networkPolicyConfig: { disabled: true } } }),
        onGkeOf,
      ],
      message: nothing,
    },
    'a namespace whose name another provider uses': {
      on: onEks,
      beside: [...plainEks, policy('web', 'gke-managed-shop')],
      message: 'Nothing enforces the network policy gke-managed-shop/web.',
    },
  },
  unknown: {
    'policies that were not read': { on: onEks, beside: plainEks, hidden: [networkPolicy], reason: 'denied' },
    'nodes that were not read': { on: onEks, beside: [...plainEks, web], hidden: [node], reason: 'denied' },
    'an EKS cluster that was not read': { on: onEks, beside: [web], hidden: [eksCluster], reason: 'denied' },
    'an AKS cluster that was not read': { on: onAks, beside: [onAksOf], hidden: [aksCluster], reason: 'denied' },
    'a GKE cluster that was not read': { on: onGke, beside: [onGkeOf], hidden: [gkeCluster], reason: 'denied' },
    'an EKS cluster that its cloud does not list': { on: onEks, beside: [web], reason: 'outside' },
    'an AKS cluster that its cloud does not list': { on: onAks, beside: [onAksOf], reason: 'outside' },
    'a GKE cluster that its cloud does not list': { on: onGke, beside: [onGkeOf], reason: 'outside' },
    'engines inside AKS that were not read': {
      on: onAks,
      beside: [aks({ networkPlugin: 'azure' }), onAksOf],
      hidden: [daemonSet],
      reason: 'denied',
    },
    'an AKS answer without a network profile': { on: onAks, beside: [aks(), onAksOf], reason: 'field-missing' },
    'a network of your own on AKS, with no engine that is known': {
      on: onAks,
      beside: [aks({ networkPlugin: 'none' }), onAksOf],
      reason: 'outside',
    },
    'a dataplane without a name': {
      on: onGke,
      beside: [{ ...gke({}), config: { ...gke({}).config, networkConfig: { datapathProvider: 7 } } }, onGkeOf],
      reason: 'malformed',
    },
    'files that do not name the cluster': {
      on: apiWith({}, clusters.files),
      beside: [policy('web', 'shop', clusters.files)],
      folder: 'shop',
      reason: 'outside',
    },
  },
});
