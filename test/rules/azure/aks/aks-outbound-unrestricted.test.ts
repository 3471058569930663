import rule from '#rules/azure/aks/aks-outbound-unrestricted';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { requireEgressControl: true };
const outbound = (outboundType: string) => aksWith({ networkProfile: { outboundType } });
const message = 'Traffic of nodes and pods leaves through the load balancer of the cluster, which refuses nothing.';

testRule(rule, {
  pass: {
    'no way out': { on: outbound('none'), params },
    'a way out that is blocked': { on: outbound('Block'), params },
  },
  fail: {
    'the load balancer': { on: outbound('loadBalancer'), params, message },
    'compared without case': { on: outbound('LoadBalancer'), params, message },
    'without an outbound type it is the load balancer': { on: aksWith({ networkProfile: {} }), params, message },
    'a NAT gateway of AKS': {
      on: outbound('managedNATGateway'),
      params,
      message: 'Traffic of nodes and pods leaves through a NAT gateway of AKS, which refuses nothing.',
    },
    'a NAT gateway of the subnet': {
      on: outbound('userAssignedNATGateway'),
      params,
      message: 'Traffic of nodes and pods leaves through a NAT gateway of the subnet, which refuses nothing.',
    },
  },
  unknown: {
    'routes that are not read': {
      on: outbound('userDefinedRouting'),
      params,
      reason: 'outside',
      message: 'Where the routes of the subnets lead is not read.',
    },
    'a type that nobody documents': {
      on: outbound('other'),
      params,
      reason: 'malformed',
      message: 'The outbound type other is not one that AKS documents.',
    },
  },
  notApplicable: {
    'policy does not ask for it': { on: outbound('loadBalancer'), message: 'policy asks for no control of egress' },
  },
});
