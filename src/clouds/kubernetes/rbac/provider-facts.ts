import { isUnread, unknown } from '#rule';
import type { Found, Unknown } from '#model';
import { isSystemNamespace } from '../namespace/system-facts.ts';
import type { Grant } from './facts.ts';
import type { KnownSubject } from './subject-facts.ts';

/** A binding that a provider makes in each of its clusters. */
export interface ProviderBinding {
  readonly provider: 'any' | 'eks' | 'aks' | 'gke';
  readonly binding: string;
  readonly role: string;
  readonly subjects: readonly string[];
}

/** Stands for each of the Entra groups that administer an AKS cluster. */
export const adminGroups = 'Group:<adminGroupObjectIDs>';

/** The bindings of cluster-admin that providers make. */
export const providerBindings: readonly ProviderBinding[] = [
  { provider: 'any', binding: 'cluster-admin', role: 'cluster-admin', subjects: ['Group:system:masters'] },
  { provider: 'eks', binding: 'eks:addon-cluster-admin', role: 'cluster-admin', subjects: ['User:eks:addon-manager'] },
  {
    provider: 'aks',
    binding: 'aks-cluster-admin-binding',
    role: 'cluster-admin',
    subjects: ['User:clusterAdmin', 'User:clusterUser'],
  },
  { provider: 'aks', binding: 'aks-cluster-admin-binding-aad', role: 'cluster-admin', subjects: [adminGroups] },
  {
    provider: 'gke',
    binding: 'storage-version-migration-migrator-v2',
    role: 'cluster-admin',
    subjects: ['User:system:storageversionmigrator'],
  },
];

/** The rows that speak about a binding: the name and role are those of the row, and so is the provider, where known. */
const rowsAbout = (rows: readonly ProviderBinding[], grant: Grant): readonly ProviderBinding[] =>
  rows.filter(
    ({ provider, binding, role }) =>
      binding === grant.binding &&
      role === grant.role.name &&
      (provider === 'any' || grant.provider === undefined || provider === grant.provider),
  );

/** Whether the admin groups of an AKS cluster have to be known to judge a binding. */
export const asksForGroups = (rows: readonly ProviderBinding[], grant: Grant): boolean =>
  grant.provider === 'aks' && rowsAbout(rows, grant).some(({ subjects }) => subjects.includes(adminGroups));

/** Who of the subjects of a binding is an outsider. */
export interface Outsiders {
  readonly outsiders: readonly KnownSubject[];
  /** Why it cannot be said of a subject, where none is known to be one. */
  readonly unsure: Unknown | undefined;
}

/** The part of an AKS cluster's answer that names its admin groups, by their object ids. */
interface EntraCluster {
  readonly config: { readonly aadProfile?: { readonly adminGroupObjectIDs?: readonly string[] } };
}

/** Sorts the subjects of a binding by the rows about it. `cluster` tells the admin groups where rows ask for them. */
export function outsidersOf(
  subjects: readonly KnownSubject[],
  grant: Grant,
  rows: readonly ProviderBinding[],
  cluster: Found<EntraCluster>,
): Outsiders {
  const groups = groupsOf(cluster);
  const about = rowsAbout(rows, grant);
  const answers = subjects.map((it) => ({
    it,
    system: it.system === true || isProvided(it.text, grant, about, groups) || it.system,
  }));
  const outsiders = answers.flatMap(({ it, system }) => (system === false ? [it] : []));
  return {
    outsiders,
    unsure: outsiders.length === 0 ? answers.map(({ system }) => system).find(isUnread) : undefined,
  };
}

/** How grave it is that outsiders have full rights; undefined for high, unread where what decides was missed. */
export function gradeOf(
  { namespace }: Grant,
  outsiders: readonly KnownSubject[],
): 'critical' | 'medium' | Unknown | undefined {
  if (namespace !== undefined) return isSystemNamespace(namespace) ? undefined : 'medium';
  if (outsiders.some(({ mounted }) => mounted === true)) return 'critical';
  return outsiders.map(({ mounted }) => mounted).find(isUnread);
}

function groupsOf(cluster: Found<EntraCluster>): readonly string[] | Unknown {
  if (isUnread(cluster)) return cluster;
  return cluster === 'absent' ? [] : (cluster.config.aadProfile?.adminGroupObjectIDs ?? []);
}

function isProvided(
  text: string,
  { provider }: Grant,
  rows: readonly ProviderBinding[],
  groups: readonly string[] | Unknown,
): boolean | Unknown {
  const isGroup = text.startsWith('Group:');
  const row = rows.find(({ subjects }) => subjects.includes(text) || (isGroup && subjects.includes(adminGroups)));
  if (!row) return false;
  if (provider === undefined && row.provider !== 'any') {
    const message = `The files do not say whose cluster it is: the binding may be one that ${row.provider} makes.`;
    return unknown('not-in-files', message);
  }
  if (row.subjects.includes(text)) return true;
  return isUnread(groups) ? groups : groups.includes(text.replace('Group:', ''));
}
