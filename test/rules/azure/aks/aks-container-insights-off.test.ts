import rule from '#rules/azure/aks/aks-container-insights-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Azure Monitor keeps neither logs nor metrics of what runs in the cluster.';
const addon = (enabled: boolean, key = 'omsagent') => aksWith({ addonProfiles: { [key]: { enabled } } });

testRule(rule, {
  pass: {
    'the add-on of Azure Monitor': { on: addon(true) },
    'its name is compared without case': { on: addon(true, 'omsAgent') },
    'Container insights': { on: aksWith({ azureMonitorProfile: { containerInsights: { enabled: true } } }) },
    'managed Prometheus': { on: aksWith({ azureMonitorProfile: { metrics: { enabled: true } } }) },
  },
  fail: {
    'neither profile is there': { on: aksWith(), message },
    'other add-ons': { on: addon(true, 'azurepolicy'), message },
    'the add-on is off': { on: addon(false), message },
    'Container insights and Prometheus are off': {
      on: aksWith({ azureMonitorProfile: { containerInsights: { enabled: false }, metrics: { enabled: false } } }),
      message,
    },
    'an answer that does not say that it is on': {
      on: aksWith({ azureMonitorProfile: { containerInsights: {} } }),
      message,
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
