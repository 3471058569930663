import { compareText } from '#lib/text';
import { defineFact } from '#model';
import { fieldMissing, isUnread, type Evidence, type Unknown } from '#rule';
import { userOf } from '../aws/eks/access-entry/principal-facts.ts';
import { accessEntry } from '../aws/eks/access-entry/resource.ts';
import { whyNoEntries } from '../aws/eks/cluster/facts.ts';
import { saidAt } from '../azure/aks/cluster/said-facts.ts';
import { staticCredential } from '../gcp/gke/cluster/static-credential-facts.ts';
import { managedClusters } from './resource.ts';

/** Credentials of a cluster that no sign-in stands behind and that stay valid until somebody ends them. */
export interface StaticAccess {
  readonly is: 'users' | 'local-accounts' | 'password' | 'certificate';
  /** The IAM users, for EKS. */
  readonly users: readonly string[];
  readonly seen: readonly Evidence[];
}

/**
 * The static credentials of a cluster; undefined where it has none. On EKS they are access entries of IAM users, whose
 * keys do not expire: the aws-auth ConfigMap is no static credential, and what it maps is not read. AKS hands out local
 * accounts until they are disabled.
 * Sources: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html,
 * https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad
 */
export const staticAccess = defineFact({
  name: 'managed-cluster.static-access',
  of: managedClusters,
  uses: [accessEntry],
  work(cluster, { list }): StaticAccess | Unknown | undefined {
    if (cluster.type === 'aks.cluster') {
      if (cluster.config.disableLocalAccounts === true) return undefined;
      return { is: 'local-accounts', users: [], seen: [saidAt(cluster.config, 'disableLocalAccounts')] };
    }
    if (cluster.type === 'gke.cluster') {
      const held = staticCredential(cluster.config);
      return held === undefined || isUnread(held) ? held : { is: held.is, users: [], seen: [held.seen] };
    }
    const none = whyNoEntries(cluster.config);
    if (none) return isUnread(none) ? none : undefined;
    if (cluster.config.name === undefined) return fieldMissing('name');
    const { items, unread } = list(accessEntry, { cluster: cluster.config.name });
    const told = items.map(({ id, config }) => userIn(config, id));
    const found = told.flatMap((it) => (it === undefined || isUnread(it) ? [] : [it]));
    const users = found.toSorted((one, other) => compareText(one.user, other.user));
    if (users.length === 0) return unread ?? told.find((it) => it !== undefined && isUnread(it));
    return { is: 'users', users: users.map(({ user }) => user), seen: users.map(({ seen }) => seen) };
  },
});

type Entry = typeof accessEntry.config;

/** The IAM user that an access entry lets in; undefined for anything else. */
function userIn({ principalArn, type }: Entry, id: string): { user: string; seen: Evidence } | Unknown | undefined {
  if (principalArn === undefined) return fieldMissing(`${id}#principalArn`);
  const user = userOf(principalArn);
  if (user === undefined) return undefined;
  if (type === undefined) return fieldMissing(`${id}#type`);
  return type === 'STANDARD' ? { user, seen: { at: `${id}#principalArn`, actual: principalArn } } : undefined;
}
