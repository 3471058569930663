import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import rule from '#rules/azure/aks/aks-defender-off';
import { aksWith, daemonSetInside } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'The Defender sensor is off.';
const cannot = 'name the Log Analytics workspace that the sensor reports to';
const workspace = { logAnalyticsWorkspaceResourceId: '/subscriptions/s/resourcegroups/r/workspaces/w' };
const older = (enabled: boolean) => {
  const securityProfile = { defender: {}, azureDefender: { enabled } };
  return aksWith({ securityProfile });
};

testRule(rule, {
  pass: {
    'security monitoring is on': {
      on: aksWith({ securityProfile: { defender: { ...workspace, securityMonitoring: { enabled: true } } } }),
    },
    'the older azureDefender counts as on': { on: older(true) },
    'another sensor in the cluster': {
      on: aksWith(),
      beside: [daemonSetInside('falco/falco')],
      message: 'The DaemonSet falco watches the nodes.',
    },
    'another sensor where both are looked for': {
      on: aksWith(),
      beside: [daemonSetInside('kube-system/kube-proxy'), daemonSetInside('kube-system/tetragon')],
      message: 'The DaemonSet tetragon watches the nodes.',
    },
  },
  fail: {
    'no securityProfile': { on: aksWith(), message, cannot },
    'an empty securityProfile': { on: aksWith({ securityProfile: {} }), message, cannot },
    'a location that has china in its name is not Azure China': {
      on: aksWith({ location: 'indochina' }),
      message,
      cannot,
    },
    'no securityMonitoring, and the plan turns it on': {
      on: aksWith({ securityProfile: { defender: workspace } }),
      message,
    },
    'security monitoring is false': {
      on: aksWith({ securityProfile: { defender: { ...workspace, securityMonitoring: { enabled: false } } } }),
      message,
    },
    'no plan while the cluster is stopped': {
      on: aksWith({ securityProfile: { defender: workspace }, powerState: { code: 'Stopped' } }),
      message,
      cannot: 'the cluster is stopped',
    },
    'the older azureDefender is off': { on: older(false), message, cannot },
    'no other sensor in a cluster that was read': {
      on: aksWith(),
      beside: [daemonSetInside('shop/falco')],
      message,
      cannot,
    },
    'another sensor does not count where policy says so': {
      on: aksWith(),
      beside: [daemonSetInside('falco/falco')],
      params: { acceptOtherSensors: false },
      message,
      cannot,
    },
    'a file without the inside of the cluster': { on: aksWith(), folder: 'estate', message, cannot },
  },
  unknown: {
    'the DaemonSets of the cluster could not be read': {
      on: aksWith(),
      beside: [daemonSetInside('falco/falco')],
      hidden: [daemonSet],
      reason: 'denied',
    },
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
  notApplicable: {
    'Azure China': { on: aksWith({ location: 'chinaeast2' }), message: 'Azure China has no Defender for Cloud' },
    'Azure China in the spelling of the portal': {
      on: aksWith({ location: 'China North 3' }),
      message: 'Azure China has no Defender for Cloud',
    },
  },
});
