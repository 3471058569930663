import { compareText } from '#lib/text';
import type { Scope, Type } from '#model';

/** A role that a person gives to Shoalwatch; each is a file of docs/roles. */
export type RoleName =
  | 'aws-reader'
  | 'aws-organization'
  | 'azure-reader'
  | 'azure-management-group'
  | 'azure-cluster'
  | 'gcp-reader'
  | 'gcp-organization'
  | 'gcp-cluster'
  | 'kubernetes-reader';

/** What each role allows, in the words of its provider, sorted and each once. */
export type Permissions = Readonly<Record<RoleName, readonly string[]>>;

/** Exactly what reading the types needs, with what finds the targets and opens the clusters. */
export function permissionsOf(types: readonly Type[]): Permissions {
  return {
    'aws-reader': sorted([...readsOf(types, 'aws-global', 'aws-region'), 'ec2:DescribeRegions']),
    'aws-organization': sorted([
      'organizations:ListAccounts',
      'organizations:ListAccountsForParent',
      'organizations:ListOrganizationalUnitsForParent',
    ]),
    'azure-reader': sorted([...readsOf(types, 'azure-subscription'), 'Microsoft.Resources/subscriptions/read']),
    'azure-management-group': ['Microsoft.Management/managementGroups/descendants/read'],
    // Source: https://learn.microsoft.com/azure/aks/control-kubeconfig-access
    'azure-cluster': ['Microsoft.ContainerService/managedClusters/listClusterUserCredential/action'],
    'gcp-reader': sorted([...readsOf(types, 'gcp-project'), 'resourcemanager.projects.get']),
    'gcp-organization': sorted(['resourcemanager.folders.list', 'resourcemanager.projects.list']),
    // Source: https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
    'gcp-cluster': ['container.clusters.connect'],
    'kubernetes-reader': sorted(readsOf(types, 'cluster').flatMap(inCluster)),
  };
}

/**
 * Whether a listed object is gone is asked by its own path, and in which version a group serves what not every cluster
 * holds is asked of the group: `/apis/cilium.io/v2`.
 */
function inCluster(read: string): readonly string[] {
  const [verb, what = ''] = read.split(' ');
  if (verb !== 'list') return [read];
  const group = what.split('.').slice(1).join('.');
  return [read, `get ${what}`, ...(everywhere.has(group) ? [] : [`get /apis/${group}/*`])];
}

/** The groups that every cluster serves in version v1. */
const everywhere: ReadonlySet<string> = new Set([
  '',
  'apps',
  'batch',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
]);

const readsOf = (types: readonly Type[], ...scopes: readonly Scope[]): readonly string[] =>
  types.filter(({ scope }) => scopes.includes(scope)).flatMap(({ reads }) => reads);

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort(compareText);
