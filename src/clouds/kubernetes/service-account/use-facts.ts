import { defineFact, type Unknown } from '#model';
import { isUnread } from '#rule';
import { clusterRoleBinding } from '../cluster-role-binding/resource.ts';
import { roleBinding } from '../role-binding/resource.ts';
import { livePods } from '../workload/live-facts.ts';
import { namespaceWorkloads } from '../workload/namespace-workloads.ts';
import { workloadName } from '../workload/pod-template.ts';
import { workloads } from '../workload/resource.ts';
import { serviceAccount } from './resource.ts';
import { apiToken, bindingsOf, groupsOfAccounts, type FoundBindings } from './token-facts.ts';

/** What a service account is used for. */
export interface AccountUse {
  /** The bindings that name it. */
  readonly bound: FoundBindings;
  /** Those that name a group that it is part of. */
  readonly byGroup: FoundBindings;
  /** The workloads whose pods are given its token, such as `Deployment web`. */
  readonly holders: readonly string[];
  /** Those of them that are given it whatever the account says. */
  readonly insisting: readonly string[];
  /** Why there may be more holders. */
  readonly unread: Unknown | undefined;
}

/** Who holds the token of a service account, and which bindings name it. */
export const accountUse = defineFact({
  name: 'k8s.account-use',
  of: serviceAccount,
  uses: [...workloads, livePods, apiToken, clusterRoleBinding, roleBinding],
  work({ config }, look): AccountUse {
    const { namespace = 'default', name = '' } = config.metadata ?? {};
    const { items, unread } = namespaceWorkloads(namespace, look);
    const tokens = items.map((it) => ({ it, token: look.fact(apiToken, it) }));
    const own = tokens.filter(({ token }) => token.account === name);
    const holding = own.filter(({ token }) => token.mounted === true);
    return {
      bound: bindingsOf([`ServiceAccount:${namespace}/${name}`], look),
      byGroup: bindingsOf(groupsOfAccounts(namespace), look),
      holders: holding.map(({ it }) => workloadName(it)),
      insisting: holding.filter(({ token }) => token.isOwn).map(({ it }) => workloadName(it)),
      unread: [unread, ...own.map(({ token }) => token.mounted)].find(isUnread),
    };
  },
});
