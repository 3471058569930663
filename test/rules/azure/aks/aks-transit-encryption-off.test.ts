import rule from '#rules/azure/aks/aks-transit-encryption-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { requireTransitEncryption: true };
const message = 'Nothing encrypts the traffic of pods between nodes.';
const cannot = 'WireGuard takes the Cilium data plane first';
const networking = (type: string, enabled = true, isSecured = true) =>
  aksWith({
    networkProfile: {
      networkDataplane: 'Cilium',
      advancedNetworking: { enabled, security: { enabled: isSecured, transitEncryption: { type } } },
    },
  });

testRule(rule, {
  pass: {
    'WireGuard encrypts it': {
      on: networking('wireguard'),
      params,
      message: 'WireGuard encrypts traffic between nodes, but not that of Windows pods and of the host.',
    },
  },
  fail: {
    'no network profile': { on: aksWith(), params, message, cannot },
    'the Cilium data plane alone, and the plan turns WireGuard on': {
      on: aksWith({ networkProfile: { networkDataplane: 'cilium' } }),
      params,
      message,
    },
    'the type None': { on: networking('None'), params, message },
    'advanced networking is off': { on: networking('WireGuard', false), params, message },
    'its security is off': { on: networking('WireGuard', true, false), params, message },
    'a service mesh that is disabled': {
      on: aksWith({ serviceMeshProfile: { mode: 'Disabled' }, networkProfile: { networkDataplane: 'azure' } }),
      params,
      message,
      cannot,
    },
  },
  unknown: {
    'the Istio add-on may encrypt it': {
      on: aksWith({ serviceMeshProfile: { mode: 'istio' } }),
      params,
      reason: 'outside',
      message: 'Whether the Istio add-on lets in mutual TLS alone is not read.',
    },
  },
  notApplicable: {
    'policy does not ask for it': { on: networking('None'), message: 'policy asks for no encryption between nodes' },
  },
});
