import { defineFact, type Evidence, type Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { parseArn } from '../aws/address.ts';
import { roleEntries } from '../aws/eks/access-entry/role-facts.ts';
import { whyNoEntries } from '../aws/eks/cluster/facts.ts';
import { eksCluster } from '../aws/eks/cluster/resource.ts';
import { unreadAmong } from '../aws/iam/role/cluster-right-facts.ts';
import { roleClusterRights, type RolePolicy } from '../aws/iam/role/policy-facts.ts';
import { role } from '../aws/iam/role/resource.ts';
import { clusterRoleBinding } from '../kubernetes/cluster-role-binding/resource.ts';
import { bindingGrant, grantedRules, isFullAdmin } from '../kubernetes/rbac/facts.ts';

/** By what a role administers a cluster, in words. */
export interface Administration {
  readonly by: string;
  readonly seen: Evidence;
}

/** What a role administers, by access policies and by bindings of its groups and its user, and why there may be more. */
export interface RoleAdministration {
  readonly administers: readonly Administration[];
  readonly unread: Unknown | undefined;
}

/**
 * The clusters that a role of AWS administers, or may come to by its policies. What `aws-auth` maps is not read: a cluster that heeds it may give the role more.
 */
export const roleAdministration = defineFact({
  name: 'managed-cluster.role-administration',
  of: role,
  uses: [roleEntries, roleClusterRights, eksCluster, clusterRoleBinding, bindingGrant, grantedRules],
  work(it, { fact, listAll }): RoleAdministration | Unknown {
    const entries = fact(roleEntries, it);
    if (isUnread(entries)) return entries;
    const bound = entries.names.flatMap(({ cluster, subject }) => {
      const { items, unread } = listAll(clusterRoleBinding, { subject });
      const own = items.filter(({ target }) => target === `k8s:${cluster}`);
      const full = own.map((one) => ({
        one,
        is: isFullAdmin(fact(bindingGrant, one), () => fact(grantedRules, one)),
      }));
      return [{ subject, full, unread: unread ?? full.map(({ is }) => is).find(isUnread) }];
    });
    const clusters = listAll(eksCluster, {}).items.filter(({ config }) => !config.connectorConfig);
    const home = parseArn(it.config.Arn ?? it.id)?.account;
    const beside = clusters.find(({ id, config }) => parseArn(id)?.account === home && !whyNoEntries(config));
    const rights = beside ? fact(roleClusterRights, it) : [];
    const entering = isUnread(rights) ? undefined : enteringBy(rights);
    const heeding = clusters.find(({ config }) => config.accessConfig?.authenticationMode !== 'API');
    return {
      administers: [
        ...entries.administers.map(({ by, where, cluster, seen }) => ({ by: `${by} in ${where} of ${cluster}`, seen })),
        ...bound.flatMap(({ subject, full }) =>
          full.flatMap(({ one: { id, name, config }, is }) =>
            is === true
              ? [
                  {
                    by: `the binding ${name} of ${subject}`,
                    seen: { at: `${id}#roleRef.name`, actual: config.roleRef.name },
                  },
                ]
              : [],
          ),
        ),
        ...(beside && entering
          ? [{ by: `rights to make itself an administrator of ${beside.name}`, seen: entering }]
          : []),
      ],
      unread:
        entries.unread ??
        bound.map((one) => one.unread).find((one) => one !== undefined) ??
        (isUnread(rights) ? rights : unreadAmong(rights).any[0]) ??
        (heeding && mapped(heeding.name)),
    };
  },
});

const entering = ['eks:CreateAccessEntry', 'eks:AssociateAccessPolicy'];

/** The policy by which a role makes itself an administrator of every cluster of its account, AWS's own included. */
function enteringBy(policies: readonly RolePolicy[]): Evidence | undefined {
  const held = policies.flatMap(({ powers, at, arn, name }) =>
    isUnread(powers) ? [] : powers.map(({ action }) => ({ action, seen: { at, actual: arn ?? name } })),
  );
  return entering.every((one) => held.some(({ action }) => action === one))
    ? held.find(({ action }) => action === entering[0])?.seen
    : undefined;
}

const mapped = (cluster: string): Unknown =>
  unknown('outside', `The aws-auth ConfigMap of ${cluster} may let it in, and is not read.`);
