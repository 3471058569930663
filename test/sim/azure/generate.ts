import type { ManagedCluster } from '@azure/arm-containerservice';
import { type Seeded, seeded } from '../seeded.ts';
import type { AzureEstate, AzureSubscriptionEstate } from './estate.ts';
import { apiAccessVariants, generateCluster } from './generate-cluster.ts';
import {
  diagnosticCategories,
  diagnosticsOf,
  registryCategories,
  registryDiagnosticsOf,
} from './generate-diagnostics.ts';
import { identitiesOf } from './generate-identities.ts';
import { diskOf, kubernetesVersions } from './generate-machines.ts';
import { generateNetwork, nodeSubnetOf, type GeneratedNetwork } from './generate-network.ts';
import { plansOn } from './generate-plans.ts';
import { offeredRevisions } from './mesh.ts';
import { trustedAccessOf, trustedAccessRoles } from './generate-trusted-access.ts';
import { roleDefinitions, rolesOf } from './generate-roles.ts';
import { hasRegistry, registryOf } from './generate-registry.ts';
import { activityLogOf, surroundingsOf } from './generate-surroundings.ts';

export interface AzureEstateSize {
  readonly seed: number | string;
  readonly clusters: number;
  /** Clusters are dealt out over the subscriptions in turn; one unless told. */
  readonly subscriptions?: number;
}

/**
 * An estate of any size, the same for the same seed. Each variant of API access and of security rules comes in
 * turn, so that a dozen clusters show them all.
 */
export function generateAzureEstate({ seed, clusters, subscriptions = 1 }: AzureEstateSize): AzureEstate {
  const random = seeded(seed).fork('azure');
  return {
    subscriptions: Array.from({ length: subscriptions }, (_, at) => {
      const mine = Array.from({ length: clusters }, (_item, index) => index).filter(
        (index) => index % subscriptions === at,
      );
      return generateSubscription(random.fork(`subscription ${at}`), at, mine);
    }),
  };
}

function generateSubscription(random: Seeded, at: number, indexes: readonly number[]): AzureSubscriptionEstate {
  const subscriptionId = uuid(random);
  const tenantId = uuid(random.fork('tenant'));
  const clusters: ManagedCluster[] = [];
  const networks: GeneratedNetwork[] = [];
  for (const index of indexes) {
    const part = random.fork(`cluster ${index}`);
    const subnetId = nodeSubnetOf(subscriptionId, index);
    const cluster = generateCluster(part, { subscriptionId, index, subnetId, access: accessOf(index) });
    const { location, nodeResourceGroup: nodeGroup = '' } = cluster;
    clusters.push(cluster);
    networks.push(generateNetwork(part.fork('network'), { subscriptionId, index, location, nodeGroup }));
  }
  const registries = indexes
    .filter(hasRegistry)
    .map((index) => registryOf(random.fork(`registry ${index}`), { subscriptionId, index }));
  return {
    subscription: {
      id: `/subscriptions/${subscriptionId}`,
      subscriptionId,
      displayName: `subscription-${at + 1}`,
      tenantId,
      state: 'Enabled',
      subscriptionPolicies: {
        locationPlacementId: 'Public_2014-09-01',
        quotaId: 'EnterpriseAgreement_2014-09-01',
        spendingLimit: 'Off',
      },
      authorizationSource: 'RoleBased',
      tags: { environment: at % 2 === 0 ? 'prod' : 'dev' },
    },
    managedClusters: clusters,
    networkSecurityGroups: networks.flatMap((it) => it.networkSecurityGroups),
    virtualNetworks: networks.map((it) => it.virtualNetwork),
    networkInterfaces: networks.flatMap((it) => it.networkInterfaces),
    publicIPAddresses: networks.flatMap((it) => it.publicIPAddresses),
    virtualMachineScaleSets: networks.map((it) => it.scaleSet),
    disks: clusters.map((cluster, nth) => diskOf(random.fork(`disk ${nth}`), cluster)),
    registries,
    ...surroundingsOf(random.fork('surroundings'), { subscriptionId, clusters, indexes, registries }),
    diagnosticSettings: [
      activityLogOf(subscriptionId),
      ...clusters.flatMap(({ id = '' }, nth) => diagnosticsOf(id, indexes[nth] ?? 0)),
      ...registries.flatMap(({ id = '' }, nth) => registryDiagnosticsOf(id, nth)),
    ],
    diagnosticCategories,
    registryCategories,
    defenderPlans: plansOn,
    ...identitiesOf(subscriptionId, clusters),
    trustedAccess: trustedAccessOf(subscriptionId, clusters),
    trustedAccessRoles,
    meshRevisions: offeredRevisions,
    roleDefinitions,
    roleAssignments: rolesOf(random.fork('roles'), subscriptionId, clusters),
    kubernetesVersions,
    kubeconfigs: Object.fromEntries(clusters.map((cluster) => [cluster.id ?? '', kubeconfig(cluster)])),
  };
}

function accessOf(index: number): (typeof apiAccessVariants)[number] {
  return apiAccessVariants[index % apiAccessVariants.length] ?? 'open';
}

/** As AKS writes it for an Entra cluster: the login comes from an exec plugin, no credential lies in it. */
function kubeconfig({ name = '', fqdn, privateFqdn }: ManagedCluster): string {
  const cluster = { server: `https://${fqdn ?? privateFqdn ?? ''}:443` };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster }],
    users: [
      {
        name: 'clusterUser',
        user: { exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command: 'kubelogin' } },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: 'clusterUser' } }],
    'current-context': name,
  });
}

function uuid(random: Seeded): string {
  return [random.hex(8), random.hex(4), `4${random.hex(3)}`, `8${random.hex(3)}`, random.hex(12)].join('-');
}
