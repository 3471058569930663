import { azureApplies } from '#clouds/azure/apply';
import { azureCloud } from '#clouds/azure/cloud';
import { openSession } from '#clouds/azure/session';
import { azureTypes } from '#clouds/azure/types';
import { writerOf } from '#clouds/azure/writer';
import { gateOf } from '#clouds/gate';
import { snapshotOf } from '#engine/snapshot-id';
import type { AzureEstate } from '../../sim/azure/estate.ts';
import { startAzure } from '../../sim/azure/server.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { applierOf, type Stand } from '../stand.ts';

const clusters = 'Microsoft.ContainerService';
const registries = 'Microsoft.ContainerRegistry/registries';
const settings = 'Microsoft.Insights/diagnosticSettings';
const rules = 'Microsoft.Network/networkSecurityGroups/securityRules';

/** What the operations take that changes are made of; the SDK reads a security rule that it has put. */
const permissions: Readonly<Record<string, string>> = {
  'containerservice:managedClusters.get': `${clusters}/managedClusters/read`,
  'containerservice:managedClusters.createOrUpdate': `${clusters}/managedClusters/write`,
  'containerservice:agentPools.get': `${clusters}/managedClusters/agentPools/read`,
  'containerservice:agentPools.createOrUpdate': `${clusters}/managedClusters/agentPools/write`,
  'containerservice:operations.get': `${clusters}/locations/operations/read`,
  'containerregistry:registries.get': `${registries}/read`,
  'containerregistry:registries.update': `${registries}/write`,
  'containerregistry:operations.get': `${registries}/operationStatuses/read`,
  'containerregistry:tokens.get': `${registries}/tokens/read`,
  'containerregistry:tokens.update': `${registries}/tokens/write`,
  'containerregistry:tokens.operations.get': `${registries}/tokens/operationStatuses/read`,
  'monitor:diagnosticSettings.get': `${settings}/read`,
  'monitor:diagnosticSettings.createOrUpdate': `${settings}/write`,
  'containerservice:trustedAccessRoleBindings.get': `${clusters}/managedClusters/trustedAccessRoleBindings/read`,
  'containerservice:trustedAccessRoleBindings.createOrUpdate': `${clusters}/managedClusters/trustedAccessRoleBindings/write`,
  'containerservice:trustedAccessRoleBindings.delete': `${clusters}/managedClusters/trustedAccessRoleBindings/delete`,
  'managedidentity:federatedIdentityCredentials.createOrUpdate':
    'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write',
  'managedidentity:federatedIdentityCredentials.delete':
    'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/delete',
  'security:pricings.get': 'Microsoft.Security/pricings/read',
  'security:pricings.update': 'Microsoft.Security/pricings/write',
  'network:securityRules.get': `${rules}/read`,
  'network:securityRules.createOrUpdate': `${rules}/write`,
  'network:securityRules.delete': `${rules}/delete`,
  'network:operations.get': 'Microsoft.Network/locations/operations/read',
};

/** Starts Azure for an estate, and is ready to write in its first subscription. */
export async function azureStand(estate: AzureEstate): Promise<Stand> {
  const sim = await startAzure({ estate });
  const clock = quickClock();
  const { credential } = sim;
  const clientOptions = { endpoint: sim.url, tlsOptions: { ca: sim.ca } };
  const subscription = estate.subscriptions[0]?.subscription.subscriptionId ?? '';
  const session = await openSession({ clock, credential, clientOptions });
  if (!session) throw new Error('the simulated sign-in was refused');
  const gate = gateOf({ clock, attempts: 1 });
  const clients = session.clients(subscription);
  return {
    async read() {
      const cloud = azureCloud({ gate: gateOf({ clock, attempts: 1 }), clock, credential, clientOptions });
      const { targets } = await cloud.discover();
      const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
      return readings.map((reading) => snapshotOf(reading, azureTypes));
    },
    apply: applierOf(azureApplies, writerOf({ subscription, clients, gate, clock }), () =>
      sim.calls.map(({ operation }) => permissions[operation] ?? operation),
    ),
    close: sim.close,
  };
}
