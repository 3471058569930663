import { azureTypes } from '#clouds/azure/types';
import { authorizationRoutes } from '../../sim/azure/authorization.ts';
import type { AzureEstate } from '../../sim/azure/estate.ts';
import { clusterRoutes } from '../../sim/azure/clusters.ts';
import { diagnosticRoutes } from '../../sim/azure/diagnostics.ts';
import { identityRoutes } from '../../sim/azure/identities.ts';
import { managementGroupRoutes } from '../../sim/azure/management-groups.ts';
import { networkRoutes } from '../../sim/azure/networks.ts';
import { registryRoutes } from '../../sim/azure/registries.ts';
import { actionOf } from '../../sim/azure/routes.ts';
import { securityRoutes } from '../../sim/azure/security.ts';
import { startAzure } from '../../sim/azure/server.ts';
import { meshRoutes } from '../../sim/azure/mesh.ts';
import { trustedAccessRoutes } from '../../sim/azure/trusted-access.ts';
import { surroundingRoutes } from '../../sim/azure/surroundings.ts';
import { subscriptionRoutes } from '../../sim/azure/subscriptions.ts';
import { cloudAt, estateOf } from '../azure/audit.ts';
import { everythingOf } from './everything.ts';

/** The action of each operation, worked out from its path as Azure Resource Manager does. */
const actions = new Map(
  [
    ...[subscriptionRoutes, managementGroupRoutes, diagnosticRoutes],
    ...[
      authorizationRoutes,
      clusterRoutes,
      registryRoutes,
      networkRoutes,
      securityRoutes,
      surroundingRoutes,
      identityRoutes,
      trustedAccessRoutes,
      meshRoutes,
    ],
  ].flatMap((routes) => routes.map((route) => [route.operation, actionOf(route)] as const)),
);

const generated = estateOf({ seed: 5, clusters: 6 });
const [first] = generated.subscriptions;
const estate: AzureEstate = {
  subscriptions: generated.subscriptions,
  managementGroups: [{ name: 'prod', subscriptions: [first?.subscription.subscriptionId ?? ''] }],
};

/** The actions that reached the simulated Azure: of all that the sign-in reaches, and of a management group. */
export async function usedOnAzure(): Promise<readonly string[]> {
  const sim = await startAzure({ estate });
  try {
    for (const sources of [undefined, [{ managementGroup: 'prod' }]]) {
      const { cloud } = cloudAt(sim, sources ? { sources } : {});
      const readings = await everythingOf(cloud, azureTypes);
      const clusters = readings.flatMap(({ resources }) => resources.filter(({ type }) => type === 'aks.cluster'));
      for (const cluster of clusters) await cloud.access(cluster);
    }
    return [...new Set(Object.keys(sim.trace()).map((operation) => actions.get(operation) ?? operation))].sort();
  } finally {
    await sim.close();
  }
}
