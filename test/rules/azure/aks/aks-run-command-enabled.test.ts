import rule from '#rules/azure/aks/aks-run-command-enabled';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Azure callers may run commands in the cluster as cluster-admin.';
const low = { grade: 'low' } as const;

testRule(rule, {
  pass: { 'it is disabled': { on: aksWith({ apiServerAccessProfile: { disableRunCommand: true } }) } },
  fail: {
    'without apiServerAccessProfile it is on': { on: aksWith(), message, ...low },
    'without disableRunCommand it is on': {
      on: aksWith({ apiServerAccessProfile: { authorizedIPRanges: ['52.10.1.0/24'] } }),
      message,
      ...low,
    },
    'disableRunCommand is false on a cluster that is not private': {
      on: aksWith({ apiServerAccessProfile: { disableRunCommand: false, enablePrivateCluster: false } }),
      message,
      ...low,
    },
    'on a private cluster it walks around the network limit': {
      on: aksWith({ apiServerAccessProfile: { enablePrivateCluster: true } }),
      message: 'Azure callers may run commands in the cluster as cluster-admin, around the private endpoint.',
    },
    'with managed Entra the token of the caller is used': {
      on: aksWith({ aadProfile: { managed: true } }),
      message: 'Azure callers may run commands in the cluster with the token of the caller.',
      ...low,
    },
    'with an integration that is not managed it runs as cluster-admin': {
      on: aksWith({ aadProfile: { managed: false } }),
      message,
      ...low,
    },
    'no plan while the cluster is stopped': {
      on: aksWith({ powerState: { code: 'Stopped' } }),
      message,
      ...low,
      cannot: 'the cluster is stopped',
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
