import type { ApplicationGateway } from '@azure/arm-network';
import { defineType, wire } from '#model';
import { subscriptionOf } from '../../address.ts';

/** An application gateway with its listeners and rules: an entry of `applicationGateways.listAll`. */
export const applicationGateway = defineType({
  name: 'azure.application-gateway',
  scope: 'azure-subscription',
  reads: ['Microsoft.Network/applicationGateways/read'],
  changedBy: ['Microsoft.Network/applicationGateways/write', 'Microsoft.Network/applicationGateways/delete'],
  volatile: ['etag', 'operationalState'],
  config: wire<ApplicationGateway>(),
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
