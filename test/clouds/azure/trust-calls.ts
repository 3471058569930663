import type { AzureEstate } from '../../sim/azure/estate.ts';

const bindings = 'containerservice:trustedAccessRoleBindings.list';
const credentials = 'managedidentity:federatedIdentityCredentials.list';
const identities = 'managedidentity:userAssignedIdentities.listBySubscription';

/** The calls that a list of the identities of one subscription and of its four clusters costs, and one of them alone. */
export const trustRereads = {
  'aks.trusted-access': {
    byId: { [bindings]: 1 },
    any: { 'containerservice:managedClusters.list': 1, [bindings]: 4 },
  },
  'azure.federated-credentials': { byId: { [credentials]: 1 }, any: { [identities]: 1, [credentials]: 3 } },
};

/** The calls that tell whom identities and clusters trust, and what AKS offers for it. */
export function trustCalls(
  pages: (lists: readonly (readonly unknown[])[]) => number,
  { subscriptions }: AzureEstate,
): Readonly<Record<string, number>> {
  const clusters = subscriptions.map(({ managedClusters }) => managedClusters);
  const inPlaces = (them: typeof clusters): number =>
    them.reduce((sum, own) => sum + new Set(own.map(({ location }) => location)).size, 0);
  const held = subscriptions.map((it) => it.identities ?? []);
  return {
    'containerservice:managedClusters.getMeshRevisionProfile': inPlaces(
      clusters.map((own) => own.filter(({ serviceMeshProfile: it }) => it)),
    ),
    [bindings]: clusters.flat().length,
    'containerservice:trustedAccessRoles.list': inPlaces(clusters),
    [identities]: pages(held),
    [credentials]: held.flat().length,
  };
}
