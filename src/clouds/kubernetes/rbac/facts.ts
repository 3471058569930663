import type { V1PolicyRule } from '@kubernetes/client-node';
import { defineFact, type ResourceOf, type Unknown, type Wire } from '#model';
import { isUnread } from '#rule';
import { addressRootOf, clusterIdOf, objectAddress, providerOf, type KubernetesProvider } from '../address.ts';
import { clusterRoleBinding } from '../cluster-role-binding/resource.ts';
import { clusterRole } from '../cluster-role/resource.ts';
import { selects } from '../label-selector.ts';
import { roleBinding } from '../role-binding/resource.ts';
import { role } from '../role/resource.ts';
import { isStored } from '../stored.ts';
import { subjectText } from '../subject.ts';

/** Both kinds of binding. */
export const bindings = [clusterRoleBinding, roleBinding] as const;

/** Either kind of binding. */
export type Binding = ResourceOf<typeof bindings>;

/** Both kinds of role. */
export const roles = [clusterRole, role] as const;

/** Either kind of role. */
export type Role = ResourceOf<typeof roles>;

/** One rule of a role. */
export type PolicyRule = Wire<V1PolicyRule>;

/** A rule, and the path to it: in the role, or in the one that an aggregated role takes it from. */
export interface RuleAt {
  readonly rule: PolicyRule;
  readonly at: string;
}

/** Which role a binding grants, to whom, and where. */
export interface Grant {
  readonly binding: string;
  readonly role: { readonly kind: string; readonly name: string };
  /** The namespace that a role binding is limited to; undefined where the grant holds everywhere. */
  readonly namespace: string | undefined;
  /** The same in words: `the cluster`, or `the namespace shop`. */
  readonly where: string;
  readonly subjects: readonly Subject[];
  readonly provider: KubernetesProvider | undefined;
  /** The cloud id of the cluster; undefined for files, which do not name it. */
  readonly cluster: string | undefined;
}

/** A subject as `ServiceAccount:<namespace>/<name>`, `User:<name>` or `Group:<name>`, and the path to it. */
export interface Subject {
  readonly text: string;
  readonly at: string;
}

/**
 * The rules of a role. Of an aggregated one the controller keeps the union in its rules; for one that no cluster
 * answered with the union is made here.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
 */
export const roleRules = defineFact({
  name: 'k8s.role-rules',
  of: roles,
  uses: [clusterRole],
  work(it, { list }): readonly RuleAt[] | Unknown {
    if (it.type === 'k8s.role' || !isOpenUnion(it)) return rulesIn(it.config.rules, '');
    const { items, unread } = list(clusterRole);
    return unread ?? partsOf(it, items).flatMap(({ id, config }) => rulesIn(config.rules, `${id}#`));
  },
});

type ClusterRole = ResourceOf<typeof clusterRole>;

/** Whether the rules of a role are those of others, and no controller has written them down. */
const isOpenUnion = ({ config }: ClusterRole): boolean => Boolean(config.aggregationRule) && !isStored(config);

/** The roles whose own rules an aggregated role has. One that it takes may be aggregated in turn, and they may be a ring. */
function partsOf(whole: ClusterRole, all: readonly ClusterRole[]): readonly ClusterRole[] {
  const taken = new Set([whole]);
  for (const one of taken) {
    if (!isOpenUnion(one)) continue;
    const selectors = one.config.aggregationRule?.clusterRoleSelectors ?? [];
    const isPart = ({ config }: ClusterRole) => selectors.some((it) => selects(it, config.metadata?.labels ?? {}));
    for (const part of all.filter(isPart)) taken.add(part);
  }
  return [...taken].filter((one) => !isOpenUnion(one));
}

const rulesIn = (rules: readonly PolicyRule[] | undefined, root: string): readonly RuleAt[] =>
  (rules ?? []).map((rule, index) => ({ rule, at: `${root}rules[${index}]` }));

/**
 * Which role a binding grants.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export const bindingGrant = defineFact({
  name: 'k8s.binding-grant',
  of: bindings,
  uses: [],
  work(it): Grant {
    const { roleRef, metadata, subjects } = it.config;
    const namespace = it.type === 'k8s.role-binding' ? (metadata?.namespace ?? 'default') : undefined;
    return {
      binding: metadata?.name ?? '',
      role: { kind: roleRef.kind, name: roleRef.name },
      namespace,
      where: namespace === undefined ? 'the cluster' : `the namespace ${namespace}`,
      subjects: (subjects ?? []).map((subject, index) => ({
        text: subjectText(subject, namespace),
        at: `subjects[${index}]`,
      })),
      provider: providerOf(it.target),
      cluster: clusterIdOf(it.target),
    };
  },
});

/**
 * The rules that a binding grants, each with the address of the role that holds it. None where the role does not exist:
 * such a binding grants nothing.
 */
export const grantedRules = defineFact({
  name: 'k8s.granted-rules',
  of: bindings,
  uses: [clusterRole, role, roleRules, bindingGrant],
  work(it, { find, fact }): readonly RuleAt[] | Unknown {
    const { kind, name } = it.config.roleRef;
    const { namespace } = fact(bindingGrant, it);
    const where = { cluster: addressRootOf(it.target), group: 'rbac.authorization.k8s.io', version: 'v1', name };
    const found =
      kind === 'Role'
        ? find(role, objectAddress({ ...where, namespace, plural: 'roles' }))
        : find(clusterRole, objectAddress({ ...where, namespace: undefined, plural: 'clusterroles' }));
    if (isUnread(found)) return found;
    if (found === 'absent') return [];
    const rules = fact(roleRules, found);
    return isUnread(rules)
      ? rules
      : rules.map(({ rule, at }) => ({ rule, at: at.includes('#') ? at : `${found.id}#${at}` }));
  },
});

/** Gives the rules of a grant, which are read only then. */
export type RulesOf = () => readonly RuleAt[] | Unknown;

/** Whether a grant allows everything: it is of cluster-admin, or one rule has a wildcard in all its parts. */
export function isFullAdmin({ role: { kind, name } }: Grant, rulesOf: RulesOf): boolean | Unknown {
  if (kind === 'ClusterRole' && name === 'cluster-admin') return true;
  const rules = rulesOf();
  if (isUnread(rules)) return rules;
  return rules.some(({ rule }) =>
    [rule.apiGroups, rule.resources, rule.verbs].every((part) => part?.includes('*') ?? false),
  );
}

/** A request to the API for a resource. */
export interface Wish {
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  /** With its subresource, such as `pods/exec`. */
  readonly resource: string;
  readonly name?: string;
}

/**
 * Whether a rule allows a request. `pods` does not include `pods/exec`, and `pods/*` matches nothing. Names limit a
 * rule to requests that carry one of them.
 */
export function allows({ verbs, apiGroups, resources, resourceNames }: PolicyRule, wish: Wish): boolean {
  const subresource = wish.resource.split('/')[1];
  const wanted = [wish.resource, '*', ...(subresource === undefined ? [] : [`*/${subresource}`])];
  return (
    (verbs.includes(wish.verb) || verbs.includes('*')) &&
    ((apiGroups ?? []).includes(wish.group) || (apiGroups ?? []).includes('*')) &&
    (resources ?? []).some((resource) => wanted.includes(resource)) &&
    (!resourceNames?.length || (wish.name !== undefined && resourceNames.includes(wish.name)))
  );
}
