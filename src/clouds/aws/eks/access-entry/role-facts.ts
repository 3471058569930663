import { defineFact, type Evidence, type Unknown } from '#model';
import { fieldMissing, isUnread } from '#rule';
import { role } from '../../iam/role/resource.ts';
import { broadRights } from './broad-facts.ts';
import { adminRights } from './facts.ts';
import { accessEntry } from './resource.ts';

/** A cluster that a role administers by an access policy, or may edit so that it comes to. */
export interface Administered {
  readonly cluster: string;
  /** The name of the policy. */
  readonly by: string;
  readonly where: string;
  readonly seen: Evidence;
}

/** A name by which the bindings of a cluster may know a role: one of its groups, or its user name. */
export interface NameInCluster {
  /** The ARN of the cluster. */
  readonly cluster: string;
  /** Such as `Group:admins`. */
  readonly subject: string;
}

/** What the access entries of a role give it, and why there may be more. `aws-auth` is not read. */
export interface RoleEntries {
  readonly administers: readonly Administered[];
  readonly names: readonly NameInCluster[];
  readonly unread: Unknown | undefined;
}

/**
 * What a role is in clusters by its access entries. A user name that holds the name of the session is another one each time.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export const roleEntries = defineFact({
  name: 'eks.role-entries',
  of: role,
  uses: [accessEntry, adminRights, broadRights],
  work(it, { listAll, fact }): RoleEntries | Unknown {
    if (it.config.Arn === undefined) return fieldMissing('Arn');
    const { items, unread } = listAll(accessEntry, { principal: it.config.Arn });
    const found = items.map((entry) => {
      const [admin, broad] = [fact(adminRights, entry), fact(broadRights, entry)];
      const grants = [
        ...(isUnread(admin) ? [] : admin.grants),
        ...(isUnread(broad) ? [] : broad.grants.filter(({ does }) => does === 'edit')),
      ];
      const { clusterName: cluster = '', kubernetesGroups = [], username } = entry.config;
      const subjects = [
        ...kubernetesGroups.map((name) => `Group:${name}`),
        ...(username === undefined || username.includes('{{') ? [] : [`User:${username}`]),
      ];
      return {
        administers: grants.map(({ policy, where, seen }) => ({ cluster, by: policy, where, seen })),
        names: subjects.map((subject) => ({ cluster: clusterOf(entry.id, cluster), subject })),
        unread: [admin, broad].find(isUnread) ?? (isUnread(admin) ? undefined : admin.unread),
      };
    });
    return {
      administers: found.flatMap(({ administers }) => administers),
      names: found.flatMap(({ names }) => names),
      unread: unread ?? found.map((one) => one.unread).find((one) => one !== undefined),
    };
  },
});

/** The cluster of an access entry, whose own ARN names it in its path. */
const clusterOf = (entry: string, name: string): string =>
  `${entry.replace(/:access-entry\/.*$/s, '')}:cluster/${name}`;
