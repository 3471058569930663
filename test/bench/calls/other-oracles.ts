import type { AzureEstate } from '../../sim/azure/estate.ts';
import type { GcpEstate, GcpProjectEstate, GkeCluster } from '../../sim/gcp/estate.ts';
import { textAt, type JsonObject } from '../../sim/json.ts';
import { pages } from './aws-oracle.ts';
import { surroundingCalls, surroundingInventory } from './azure-surroundings-oracle.ts';

/** The fewest calls that read an estate, and how many objects of each type it holds. */
export interface Expected {
  readonly calls: number;
  readonly inventory: ReadonlyMap<string, number>;
}

/**
 * One list per subscription of clusters, of security groups, of networks, of disks and of registries, one of role
 * assignments and one of roles, one of the plans of Defender for Cloud, one of user-assigned
 * identities and one of whom each of them trusts, one of trusted access per cluster, one of its roles and one of versions per
 * location in use, one of revisions of Istio per location that uses it, one of scale sets per node resource group, which ARM lists by group alone, one of diagnostic settings per cluster and registry, and
 * one of categories per such object whose settings send a group other than that of all logs. ARM documents no page size:
 * the provider's own is given. What stands around clusters is counted in a file of its own.
 */
export function azureOracle({ subscriptions }: AzureEstate, pageSize: number): Expected {
  const inUse = subscriptions.filter(({ managedClusters }) => managedClusters.length > 0);
  const groups = inUse.map(
    ({ managedClusters }) => new Set(managedClusters.map(({ nodeResourceGroup }) => nodeResourceGroup)),
  );
  const locations = inUse.map(({ managedClusters }) => new Set(managedClusters.map(({ location }) => location)));
  const listed = (count: number): number => pages(count, pageSize);
  const nodes = inUse.flatMap(({ subscription, managedClusters, virtualMachineScaleSets }) => {
    const own = new Set(managedClusters.map(({ nodeResourceGroup = '' }) => nodeResourceGroup.toLowerCase()));
    const places = [...own].map((group) => `${subscription.id ?? ''}/resourceGroups/${group}/`.toLowerCase());
    return virtualMachineScaleSets.filter(({ id = '' }) => places.some((it) => id.toLowerCase().startsWith(it)));
  });
  const diagnostics = inUse.flatMap((it) => {
    const { managedClusters, registries, diagnosticSettings, diagnosticCategories, registryCategories = [] } = it;
    const sending = [
      ...managedClusters.map(({ id = '' }) => ({ id, categories: diagnosticCategories })),
      ...registries.map(({ id = '' }) => ({ id, categories: registryCategories })),
    ];
    return sending.map(({ id, categories }) => {
      const own = diagnosticSettings.filter((one) => one.id?.toLowerCase().startsWith(`${id.toLowerCase()}/`));
      const groups = own.flatMap(({ logs = [] }) =>
        logs.flatMap((one) => (one.enabled ? (one.categoryGroup ?? []) : [])),
      );
      const opened = groups.length > 0 && !groups.includes('allLogs');
      return { calls: listed(own.length) + (opened ? listed(categories.length) : 0), opened };
    });
  });
  const calls =
    listed(subscriptions.length) +
    sum(subscriptions, ({ managedClusters }) => listed(managedClusters.length)) +
    sum(inUse, (it) => listed(it.networkSecurityGroups.length) + listed(it.virtualNetworks.length)) +
    sum(inUse, ({ disks, registries }) => listed(disks.length) + listed(registries.length)) +
    sum(inUse, (it) => listed(it.roleAssignments?.length ?? 0) + listed(it.roleDefinitions?.length ?? 0)) +
    sum(diagnostics, ({ calls: own }) => own) +
    sum(inUse, (it) => surroundingCalls(it, pageSize)) +
    sum(inUse, (it) => meshed(it).size + identityCalls(it, listed) + trustedAccessCalls(it, listed)) +
    sum(locations, ({ size }) => size) +
    sum(groups, ({ size }) => size) +
    inUse.length;
  return {
    calls,
    inventory: new Map([
      ['aks.cluster', sum(inUse, (it) => it.managedClusters.length)],
      ['azure.nsg', sum(inUse, (it) => it.networkSecurityGroups.length)],
      ['azure.virtual-network', sum(inUse, (it) => it.virtualNetworks.length)],
      ['azure.scale-set', nodes.length],
      ['azure.disk', sum(inUse, ({ disks }) => disks.length)],
      ['azure.defender-plans', inUse.length],
      ['aks.trusted-access', sum(inUse, ({ managedClusters }) => managedClusters.length)],
      ['aks.mesh-revisions', sum(inUse, (it) => meshed(it).size)],
      ['aks.trusted-access-roles', sum(locations, ({ size }) => size)],
      ['azure.federated-credentials', sum(inUse, ({ identities = [] }) => identities.length)],
      ...surroundingInventory(inUse),
      ['acr.registry', sum(inUse, ({ registries }) => registries.length)],
      ['azure.diagnostic-settings', diagnostics.length],
      ['azure.diagnostic-categories', diagnostics.filter(({ opened }) => opened).length],
      ['aks.versions', sum(locations, ({ size }) => size)],
      ['azure.role-assignment', sum(inUse, ({ roleAssignments = [] }) => roleAssignments.length)],
      ['azure.role-definition', sum(inUse, ({ roleAssignments = [] }) => rolesNamed(roleAssignments).size)],
    ]),
  };
}

/**
 * One call per project for clusters, one per cluster for its support and one per location in use for what is offered,
 * one for the policy of a project whose clusters ask it, pages of 500 for networks, subnetworks and firewalls, one for what is in force on each network,
 * pages of 1000 for the images that were analysed and, where there are some, for what was found in them, and one for the keys of each account that nodes run as.
 */
export function gcpOracle({ projects }: GcpEstate): Expected {
  const inUse = projects.filter(({ clusters }) => clusters.length > 0);
  const gke = sum(inUse, ({ clusters }) => clusters.length);
  const locations = sum(inUse, ({ clusters }) => new Set(clusters.map(({ location }) => location)).size);
  const policies = inUse.filter(({ clusters }) => clusters.some(asksPolicy)).length;
  const repositories = sum(inUse, (it) => it.repositories.length);
  const keys = sum(inUse, (it) => namedKeys(it).size);
  const keyRings = sum(
    inUse,
    (it) => new Set([...namedKeys(it)].map((key) => key.replace(/\/cryptoKeys\/.*/, ''))).size,
  );
  // Where Artifact Registry is, what is in each place, who may do what in the project, and what Compute Engine says of it.
  const registries = sum(inUse, (it) => pages(it.registryLocations.length, 100) + it.registryLocations.length + 2);
  const used = inUse.map(({ clusters }) => ({
    networks: new Set(clusters.map(({ network }) => network)).size,
    regions: new Set(clusters.map((it) => `${it.network ?? ''} ${(it.location ?? '').replace(/-[a-z]$/, '')}`)).size,
  }));
  return {
    calls:
      pages(projects.length, 500) +
      projects.length +
      gke +
      locations +
      policies +
      registries +
      repositories +
      sum(inUse, analysisCalls) +
      sum(inUse, accountsOf) +
      2 * keys +
      keyRings +
      sum(inUse, (it) => pages(it.networks.length, 500) + pages(it.subnetworks.length, 500)) +
      sum(inUse, (it) => pages(it.firewalls.length, 500)) +
      sum(used, ({ networks, regions }) => networks + regions),
    inventory: new Map([
      ['gke.cluster', gke],
      ['gke.upgrade-info', gke],
      ['gke.server-config', locations],
      ['gcp.admission-policy', policies],
      ['gcp.artifact-registry', repositories],
      ['gcp.artifact-registry-policy', repositories],
      ['gcp.project-policy', inUse.length],
      ['gcp.compute-project', inUse.length],
      ['gcp.service-account-keys', sum(inUse, accountsOf)],
      ['gcp.image-analysis', sum(inUse, (it) => occurrencesOf(it, 'DISCOVERY'))],
      ['gcp.kms-key', keys],
      ['gcp.kms-policy', keys + keyRings],
      ['gcp.network', sum(inUse, ({ networks }) => networks.length)],
      ['gcp.subnetwork', sum(inUse, ({ subnetworks }) => subnetworks.length)],
      ['gcp.firewall', sum(inUse, ({ firewalls }) => firewalls.length)],
      ['gcp.effective-firewalls', sum(used, ({ networks }) => networks)],
      ['gcp.region-effective-firewalls', sum(used, ({ regions }) => regions)],
    ]),
  };
}

const idOf = (wire: JsonObject): string => textAt(wire, 'id') ?? '';

/** The locations of clusters with the Istio add-on. */
const meshed = ({ managedClusters }: AzureEstate['subscriptions'][number]): ReadonlySet<string> =>
  new Set(managedClusters.flatMap((it) => (it.serviceMeshProfile?.mode === 'Istio' ? it.location : [])));

function trustedAccessCalls(
  { managedClusters, trustedAccess = [], trustedAccessRoles = [] }: AzureEstate['subscriptions'][number],
  listed: (count: number) => number,
): number {
  const bound = managedClusters.map(
    ({ id = '' }) => trustedAccess.filter((it) => idOf(it).startsWith(`${id}/`)).length,
  );
  const { size } = new Set(managedClusters.map(({ location }) => location));
  return sum(bound, listed) + size * listed(trustedAccessRoles.length);
}

function identityCalls(
  { identities = [], federatedCredentials = [] }: AzureEstate['subscriptions'][number],
  listed: (count: number) => number,
): number {
  const trustedBy = identities.map(
    (identity) => federatedCredentials.filter((it) => idOf(it).startsWith(`${idOf(identity)}/`)).length,
  );
  return listed(identities.length) + sum(trustedBy, listed);
}

const occurrencesOf = ({ occurrences = [] }: GcpProjectEstate, kind: string): number =>
  occurrences.filter((it) => it['kind'] === kind).length;

function analysisCalls(project: GcpProjectEstate): number {
  const analysed = occurrencesOf(project, 'DISCOVERY');
  return pages(analysed, 1000) + (analysed > 0 ? pages(occurrencesOf(project, 'VULNERABILITY'), 1000) : 0);
}

/** How many accounts the nodes of a project run as; Autopilot without pools runs them as the default one. */
const accountsOf = ({ clusters }: GcpProjectEstate): number =>
  new Set(
    clusters.flatMap(({ nodePools = [], autopilot }) =>
      autopilot?.enabled === true && (nodePools ?? []).length === 0
        ? ['default']
        : (nodePools ?? []).map(({ config }) => config?.serviceAccount ?? 'default'),
    ),
  ).size;

const asksPolicy = ({ binaryAuthorization: it }: GkeCluster): boolean =>
  it?.enabled === true || it?.evaluationMode === 'PROJECT_SINGLETON_POLICY_ENFORCE';

/** The keys of Cloud KMS that clusters and repositories of a project name; those of the simulator are of one project. */
const namedKeys = ({ clusters, repositories }: GcpProjectEstate): ReadonlySet<string> =>
  new Set([
    ...clusters.flatMap(({ databaseEncryption: it }) => [it?.keyName ?? [], it?.decryptionKeys ?? []].flat()),
    ...repositories.flatMap(({ kmsKeyName }) => kmsKeyName ?? []),
  ]);

/** The roles that are assigned, by the last part of their ids. */
const rolesNamed = (them: readonly { readonly roleDefinitionId?: string }[]): ReadonlySet<string> =>
  new Set(them.map(({ roleDefinitionId = '' }) => roleDefinitionId.split('/').at(-1) ?? ''));

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
