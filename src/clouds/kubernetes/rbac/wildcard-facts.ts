import { defineFact, type ResourceOf, type Unknown } from '#model';
import { isUnread } from '#rule';
import { clusterRoleBinding } from '../cluster-role-binding/resource.ts';
import { roleBinding } from '../role-binding/resource.ts';
import { builtInGroups, isOfKubernetes } from './bootstrap-roles.ts';
import { roleRules, roles, type PolicyRule, type Role, type RuleAt } from './facts.ts';
import { knownSubjects, type KnownSubject } from './subject-facts.ts';

/** How far a wildcard reaches, were the role held by somebody. */
export type WildcardGrade = 'high' | 'medium' | 'low';

/** A rule of a role whose wildcards matter. */
export interface Wildcard extends RuleAt {
  readonly grade: WildcardGrade;
  /** What it allows, such as `get, list * in apps`. */
  readonly allows: string;
}

/** The wildcards of a role. */
export interface RoleWildcards {
  /** Without those that Kubernetes itself gives the role. */
  readonly found: readonly Wildcard[];
  readonly ofKubernetes: boolean;
  /** One rule allows everything. */
  readonly full: boolean;
}

/** Which rules of a role hold wildcards, and how far these reach. */
export const roleWildcards = defineFact({
  name: 'k8s.role-wildcards',
  of: roles,
  uses: [roleRules],
  work(it, { fact }): RoleWildcards | Unknown {
    const rules = fact(roleRules, it);
    if (isUnread(rules)) return rules;
    const all = rules.flatMap(({ rule, at }): readonly Wildcard[] => {
      const grade = gradeOf(rule);
      return grade === undefined ? [] : [{ rule, at, grade, allows: wordsOf(rule) }];
    });
    const found = all.filter(({ rule }) => !isOfKubernetes(it, rule));
    return { found, ofKubernetes: found.length < all.length, full: found.some(({ rule }) => isEverything(rule)) };
  },
});

/** Who holds a role, by any binding, and whether a binding may be missing. */
export interface RoleHolders {
  readonly holders: readonly KnownSubject[];
  readonly unread: Unknown | undefined;
}

/** The subjects of all bindings of a role. */
export const roleHolders = defineFact({
  name: 'k8s.role-holders',
  of: roles,
  uses: [clusterRoleBinding, roleBinding, knownSubjects],
  work(it, { list, fact }): RoleHolders {
    const name = it.config.metadata?.name ?? '';
    const namespace = it.config.metadata?.namespace ?? 'default';
    const listings: readonly Bindings[] =
      it.type === 'k8s.role'
        ? [list(roleBinding, { namespace, role: `Role/${name}` })]
        : [
            list(clusterRoleBinding, { role: `ClusterRole/${name}` }),
            list(roleBinding, { role: `ClusterRole/${name}` }),
          ];
    return {
      holders: listings.flatMap(({ items }) => items).flatMap((binding) => fact(knownSubjects, binding)),
      unread: listings.map(({ unread }) => unread).find((unread) => unread !== undefined),
    };
  },
});

interface Bindings {
  readonly items: readonly ResourceOf<readonly [typeof clusterRoleBinding, typeof roleBinding]>[];
  readonly unread?: Unknown;
}

/** Whether a role is the one by which Kubernetes allows everything. */
export const isClusterAdmin = ({ type, config }: Role): boolean =>
  type === 'k8s.cluster-role' && config.metadata?.name === 'cluster-admin';

/** The widest of wildcards. */
export const widestOf = (found: readonly Wildcard[]): WildcardGrade =>
  (['high', 'medium'] as const).find((one) => found.some(({ grade }) => grade === one)) ?? 'low';

const reading = ['get', 'list', 'watch'];
const harmless = ['*/status', '*/scale', '*/finalizers'];

const gradeOf = (rule: PolicyRule): WildcardGrade | undefined => gradeOfResources(rule) ?? gradeOfUrls(rule);

/** Verbs of single objects, and groups of single kinds, are the least of it, unless these are secrets. */
function gradeOfResources({ apiGroups = [], resources = [], resourceNames = [], verbs }: PolicyRule) {
  const judged = resources.filter((one) => !harmless.includes(one));
  if (verbs.length === 0 || judged.length === 0) return undefined;
  const everyVerb = verbs.includes('*');
  const everyGroup = apiGroups.includes('*');
  const everyResource = judged.some((one) => one.startsWith('*'));
  if (!everyVerb && !everyGroup && !everyResource) return undefined;
  if (apiGroups.length > 0 && !apiGroups.some((one) => builtInGroups.has(one))) return 'low';
  if (everyResource) return verbs.every((verb) => reading.includes(verb)) ? 'medium' : 'high';
  const secrets = judged.includes('secrets') && (everyGroup || apiGroups.includes(''));
  return secrets || (everyVerb && resourceNames.length === 0) ? 'medium' : 'low';
}

function gradeOfUrls({ nonResourceURLs = [], verbs }: PolicyRule) {
  if (nonResourceURLs.length === 0 || !verbs.includes('*')) return undefined;
  return nonResourceURLs.includes('*') ? 'medium' : 'low';
}

const isEverything = ({ apiGroups, resources, verbs }: PolicyRule): boolean =>
  [apiGroups, resources, verbs].every((part) => part?.includes('*') ?? false);

function wordsOf({ apiGroups = [], resources = [], nonResourceURLs = [], verbs }: PolicyRule): string {
  if (nonResourceURLs.length > 0) return `${verbs.join(', ')} ${nonResourceURLs.join(', ')}`;
  const groups = apiGroups.map((group) => (group === '' ? 'core' : group));
  return `${verbs.join(', ')} ${resources.join(', ')} in ${groups.join(', ')}`;
}
