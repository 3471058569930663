import type { Grant, RuleAt } from './facts.ts';
import { hitsOf, isBuiltIn, rightOf, type Asked, type Hit, type Right } from './right-facts.ts';

const rbac = 'rbac.authorization.k8s.io';
const authentication = 'authentication.k8s.io';

/**
 * What lets a grant give more rights than its holder has. In a namespace that is any role of the namespace, and any
 * cluster role to bind there.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 */
export function raising({ namespace }: Pick<Grant, 'namespace'>): readonly Asked[] {
  const bound = { group: rbac, resources: ['roles', 'clusterroles'], verbs: ['bind'] };
  const escalated = namespace === undefined ? ['roles', 'clusterroles'] : ['roles'];
  return [bound, { group: rbac, resources: escalated, verbs: ['escalate'] }];
}

/**
 * Whom a grant lets its holder be. Users, groups and what else makes an identity are of the cluster; accounts are of
 * namespaces, and `admin` and `edit` have them from the start.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
 */
function impersonated(grant: Grant): readonly Asked[] {
  const verbs = ['impersonate'];
  const accounts = isBuiltIn(grant) ? [] : [{ group: '', resources: ['serviceaccounts'], verbs }];
  if (grant.namespace !== undefined) return accounts;
  return [
    ...accounts,
    { group: '', resources: ['users', 'groups'], verbs },
    { group: authentication, resources: ['uids'], verbs },
  ];
}

/** The right to take rights that nobody granted; undefined where a grant holds none. */
export function escalation(rules: readonly RuleAt[], grant: Grant): Right<'critical' | 'low'> | undefined {
  const everywhere = grant.namespace === undefined;
  const hits = [
    ...hitsOf(rules, ...raising(grant), ...impersonated(grant)),
    ...(everywhere ? rules.flatMap(extras) : []),
    ...rules.flatMap(constrained),
  ];
  if (everywhere && hits.some(isBoundless)) return rightOf(hits, 'critical');
  return rightOf(hits, hits.every(isNarrow) ? 'low' : undefined);
}

/** The group of masters may do everything, and any role may be bound. */
const isBoundless = ({ names, verbs, resources }: Hit): boolean =>
  names === undefined &&
  ((verbs.includes('impersonate') && resources.includes('groups')) ||
    (verbs.includes('bind') && resources.includes('clusterroles')));

/** The roles and the group that lead to full rights. */
const leadToAll = ['cluster-admin', 'admin', 'system:masters'];

const isNarrow = ({ names, verbs }: Hit): boolean =>
  verbs.every((verb) => verb.includes(':')) || (names !== undefined && !names.some((name) => leadToAll.includes(name)));

/** Extra fields of an identity, each a resource of its own such as `userextras/scopes`. */
function extras(of: RuleAt): readonly Hit[] {
  const resources = of.rule.resources?.filter((one) => one.startsWith('userextras/')) ?? [];
  return resources.length === 0 ? [] : hitsOf([of], { group: authentication, resources, verbs: ['impersonate'] });
}

/** The narrower verbs, such as `impersonate:user-info`, which do nothing without one for what is done in that name. */
function constrained(of: RuleAt): readonly Hit[] {
  const { verbs, resources = [], resourceNames } = of.rule;
  const narrow = verbs.filter((verb) => /^impersonate(-on)?:/.test(verb));
  return narrow.length === 0 || verbs.includes('*')
    ? []
    : [{ of, verbs: narrow, resources, names: resourceNames?.length ? resourceNames : undefined }];
}
