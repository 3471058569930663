import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import rule from '#rules/azure/aks/aks-network-policy-none';
import { aksWith, daemonSetInside } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Nothing enforces network policies.';
const cannot = 'Cilium takes the network plugin azure first';
const windows = [
  { name: 'system', osType: 'Linux' },
  { name: 'win', osType: 'Windows' },
];
const unfiltered = 'Cilium enforces network policies, but not for pods of the Windows pools win.';
const on = (networkProfile: NonNullable<Parameters<typeof aksWith>[0]>['networkProfile']) =>
  aksWith({ networkProfile });
const own = on({ networkPlugin: 'None' });
const kubenet = on({ networkPlugin: 'kubenet' });
const enforcing = (name: string) => `The DaemonSet ${name} enforces network policies.`;

testRule(rule, {
  pass: {
    'networkPolicy cilium': { on: on({ networkPlugin: 'azure', networkPolicy: 'cilium', networkDataplane: 'cilium' }) },
    'networkPolicy calico, in another spelling': { on: on({ networkPlugin: 'kubenet', networkPolicy: 'Calico' }) },
    'networkPolicy azure serves Windows pools': {
      on: aksWith({ networkProfile: { networkPolicy: 'azure' }, agentPoolProfiles: windows }),
    },
    'the data plane cilium without a policy': { on: on({ networkPlugin: 'azure', networkDataplane: 'Cilium' }) },
    'the data plane azure with a policy': { on: on({ networkPolicy: 'calico', networkDataplane: 'azure' }) },
    'with cilium the pods of Windows pools are unfiltered': {
      on: aksWith({ networkProfile: { networkPolicy: 'cilium' }, agentPoolProfiles: windows }),
      message: unfiltered,
    },
    'with the data plane cilium too': {
      on: aksWith({
        networkProfile: { networkPolicy: 'calico', networkDataplane: 'cilium' },
        agentPoolProfiles: windows,
      }),
      message: unfiltered,
    },
    'with calico they are filtered': {
      on: aksWith({ networkProfile: { networkPolicy: 'calico' }, agentPoolProfiles: windows }),
    },
    'cilium of your own': { on: own, beside: [daemonSetInside('kube-system/cilium')], message: enforcing('cilium') },
    'calico of your own': {
      on: own,
      beside: [daemonSetInside('kube-system/calico-node')],
      message: enforcing('calico-node'),
    },
    'calico of your own by its operator': {
      on: own,
      beside: [daemonSetInside('calico-system/calico-node')],
      message: enforcing('calico-node'),
    },
    'antrea of your own': {
      on: own,
      beside: [daemonSetInside('kube-system/antrea-agent')],
      message: enforcing('antrea-agent'),
    },
    'kube-router of your own': {
      on: own,
      beside: [daemonSetInside('kube-system/kube-router')],
      message: enforcing('kube-router'),
    },
    'an engine of your own beside another plugin': {
      on: kubenet,
      beside: [daemonSetInside('kube-system/calico-node')],
      message: enforcing('calico-node'),
    },
  },
  fail: {
    'an absent networkPolicy': { on: kubenet, message, cannot },
    'an empty networkProfile': { on: on({}), message, cannot },
    'an empty networkPolicy': { on: on({ networkPlugin: 'kubenet', networkPolicy: '' }), message, cannot },
    'the string none, and the plan moves the cluster to cilium': {
      on: on({ networkPlugin: 'azure', networkPolicy: 'none', networkDataplane: 'azure', podCidr: '10.244.0.0/16' }),
      message,
    },
    'Windows pools keep it from cilium': {
      on: aksWith({ networkProfile: { networkPlugin: 'azure' }, agentPoolProfiles: windows }),
      message,
      cannot: 'Cilium does not serve the Windows pools',
    },
    'no plan while the cluster is being updated': {
      on: aksWith({ networkProfile: { networkPlugin: 'azure' }, provisioningState: 'Updating' }),
      message,
      cannot: 'the cluster is in the state Updating',
    },
    'a plugin of your own without an engine in the cluster': {
      on: own,
      beside: [daemonSetInside('kube-system/kube-proxy')],
      message,
      cannot,
    },
    'another plugin without an engine in the cluster': {
      on: kubenet,
      beside: [daemonSetInside('shop/cilium')],
      message,
      cannot,
    },
    'another plugin in a file': { on: kubenet, folder: 'estate', message, cannot },
  },
  unknown: {
    'a plugin of your own in a cluster that nobody watches': { on: own, reason: 'outside' },
    'a plugin of your own in a file': { on: own, folder: 'estate', reason: 'not-in-files' },
    'the DaemonSets of the cluster could not be read': {
      on: kubenet,
      beside: [daemonSetInside('kube-system/calico-node')],
      hidden: [daemonSet],
      reason: 'denied',
    },
    'an answer without networkProfile': {
      on: aksWith(),
      reason: 'field-missing',
      message: 'The answer has no networkProfile.',
    },
  },
});
