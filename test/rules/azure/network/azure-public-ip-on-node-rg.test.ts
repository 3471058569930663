import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import rule from '#rules/azure/network/azure-public-ip-on-node-rg';
import { aksWith, nodeGroup, subscription } from '../../../support/azure/aks.ts';
import { addressElsewhere, addressWith, gatewayBeside, gatewayWith } from '../../../support/azure/surroundings.ts';
import { testRule } from '../../../support/test-rule.ts';

const group = `${subscription}/resourceGroups/${nodeGroup}/providers/Microsoft.Network`;
const ipAddress = '203.0.113.7';
const on = (holder: string, more: object = {}) =>
  addressWith('ip', { ipAddress, ipConfiguration: { id: holder }, ...more });
const lone = addressWith('ip', { ipAddress });
const onNic = on(`${group}/networkInterfaces/jump/ipConfigurations/a`);
const leavingBy = (networkProfile: object) => aksWith({ networkProfile });
const outbound = { effectiveOutboundIPs: [{ id: (lone.config.id ?? '').toUpperCase() }] };
const addon = (config: Record<string, string>, enabled = true) =>
  aksWith({ addonProfiles: { IngressApplicationGateway: { enabled, config } } });
const gateway = gatewayWith('edge', {});
const onGateway = on(`${gateway.config.id ?? ''}/frontendIPConfigurations/public`);
const message = "The public address 203.0.113.7 beside the nodes of shop is none of the cluster's.";

testRule(rule, {
  pass: {
    'an address by which the load balancer goes out': {
      on: lone,
      beside: [leavingBy({ loadBalancerProfile: outbound })],
    },
    'an address by which the NAT gateway goes out': { on: lone, beside: [leavingBy({ natGatewayProfile: outbound })] },
    'a Service on the load balancer of the cluster': {
      on: on(`${group}/loadBalancers/kubernetes/frontendIPConfigurations/a`),
      beside: [aksWith()],
    },
    'the gateway of the ingress add-on': {
      on: onGateway,
      beside: [addon({ effectiveApplicationGatewayId: (gateway.config.id ?? '').toUpperCase() })],
    },
    'a gateway that the add-on was given': {
      on: onGateway,
      beside: [addon({ applicationgatewayid: gateway.config.id ?? '' })],
    },
  },
  fail: {
    'an address that nothing uses': { on: lone, beside: [aksWith()], message },
    'tags are not believed': {
      on: addressWith('ip', { ipAddress, tags: { 'k8s-azure-service': 'shop/web', 'aks-managed-type': 'aks' } }),
      beside: [aksWith()],
      message,
    },
    'the interface of a machine': { on: onNic, beside: [aksWith()], message },
    'a load balancer that somebody made': {
      on: on(`${group}/loadBalancers/mine/frontendIPConfigurations/a`),
      beside: [aksWith()],
      message,
    },
    'a load balancer of that name in another group': {
      on: on(`${subscription}/resourceGroups/rg/providers/Microsoft.Network/loadBalancers/kubernetes/frontends/a`),
      beside: [aksWith()],
      message,
    },
    'a gateway that no add-on serves': {
      on: on(`${gatewayBeside('edge', {}).config.id ?? ''}/frontendIPConfigurations/public`),
      beside: [aksWith()],
      message,
    },
    'the gateway of an add-on that is off': {
      on: onGateway,
      beside: [addon({ effectiveApplicationGatewayId: gateway.config.id ?? '' }, false)],
      message,
    },
    'a NAT gateway that somebody made': {
      on: addressWith('ip', { ipAddress, natGateway: { id: `${group}/natGateways/mine` } }),
      beside: [aksWith()],
      message,
    },
  },
  unknown: {
    'the interface of what may be a node': {
      on: onNic,
      beside: [aksWith({ agentPoolProfiles: [{ name: 'vms', type: 'VirtualMachines' }] })],
      reason: 'outside',
      message: 'Whether ip is an address of a node is not read.',
    },
    'a Service on another load balancer, of which AKS may keep several': {
      on: on(`${group}/loadBalancers/team/frontendIPConfigurations/a`, { tags: { 'k8s-azure-service': 'shop/web' } }),
      beside: [aksWith()],
      reason: 'outside',
      message: 'Whether AKS keeps the load balancer of ip is not read.',
    },
    'nodes of node auto-provisioning': {
      on: onNic,
      beside: [aksWith({ nodeProvisioningProfile: { mode: 'Auto' } })],
      reason: 'outside',
    },
    'nodes of an Automatic cluster': {
      on: onNic,
      beside: [aksWith({ sku: { name: 'Automatic' } })],
      reason: 'outside',
    },
    'clusters were not read': { on: lone, beside: [aksWith()], hidden: [aksCluster], reason: 'denied' },
    'an address that is being made': {
      on: addressWith('ip', { ipAddress, provisioningState: 'Creating' }),
      reason: 'in-transition',
    },
  },
  notApplicable: {
    'another group': {
      on: addressElsewhere('ip', { ipAddress }),
      beside: [aksWith()],
      message: 'it is in the node resource group of no cluster that was read',
    },
    'no address yet': { on: addressWith('ip', {}), beside: [aksWith()], message: 'it has no address' },
  },
});
