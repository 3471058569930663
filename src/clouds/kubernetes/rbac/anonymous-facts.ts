import { defineFact, type Unknown } from '#model';
import { isUnread } from '#rule';
import { providerOf } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { clusterRoleBinding } from '../cluster-role-binding/resource.ts';
import { roleBinding } from '../role-binding/resource.ts';
import { bindingGrant, grantedRules, type Binding, type Grant, type PolicyRule, type RuleAt } from './facts.ts';

/** A binding that lets callers without a credential of the cluster do more than look at its health and API. */
export interface OpenGrant {
  readonly binding: Binding;
  /** `User:system:anonymous`, `Group:system:unauthenticated` or `Group:system:authenticated`. */
  readonly subject: string;
  /** The path to the subject, with the binding's address. */
  readonly at: string;
  /** The first thing that is too much, such as `get secrets`. */
  readonly allows: string;
}

/** What bindings let such callers do, and what of it could not be read. */
export interface OpenGrants {
  /** To callers who show nothing at all. */
  readonly unauthenticated: readonly OpenGrant[];
  /** To all who are authenticated. EKS and AKS let in only identities of the cloud account: there it is empty. */
  readonly authenticated: readonly OpenGrant[];
  readonly unread: Unknown | undefined;
}

const nobody = ['User:system:anonymous', 'Group:system:unauthenticated'];
const anybody = 'Group:system:authenticated';

/**
 * What an unauthenticated caller may do, and what all authenticated ones may, beyond health, version and discovery.
 * The bindings that Kubernetes makes for itself count only where their roles were widened.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles
 */
export const openGrants = defineFact({
  name: 'k8s.open-grants',
  of: kubernetesApi,
  uses: [clusterRoleBinding, roleBinding, bindingGrant, grantedRules],
  work({ target }, { list, fact }): OpenGrants {
    const anybodyCounts = !['eks', 'aks'].includes(providerOf(target) ?? '');
    const everywhere = list(clusterRoleBinding);
    const within = list(roleBinding);
    const found: OpenGrant[] = [];
    const unread = [everywhere.unread, within.unread];
    for (const binding of [...everywhere.items, ...within.items]) {
      const grant = fact(bindingGrant, binding);
      const open = grant.subjects.filter(({ text }) => nobody.includes(text) || (anybodyCounts && text === anybody));
      if (open.length === 0) continue;
      const rules = fact(grantedRules, binding);
      if (isUnread(rules)) unread.push(rules);
      const allows = isUnread(rules) ? undefined : tooMuch(grant, rules);
      if (allows === undefined) continue;
      for (const { text, at } of open) found.push({ binding, subject: text, at: `${binding.id}#${at}`, allows });
    }
    return {
      unauthenticated: found.filter(({ subject }) => subject !== anybody),
      authenticated: found.filter(({ subject }) => subject === anybody),
      unread: unread.find((it) => it !== undefined),
    };
  },
});

function tooMuch(grant: Grant, rules: readonly RuleAt[]): string | undefined {
  const reviews = grant.namespace === undefined && grant.binding === ownReviews && grant.role.name === ownReviews;
  for (const { rule } of rules) {
    const url = grant.namespace === undefined ? (rule.nonResourceURLs ?? []).find((it) => !isPublic(it)) : undefined;
    if (url !== undefined) return `${rule.verbs.join(', ')} ${url}`;
    const resource = (rule.resources ?? []).find((it) => !(reviews && isOwnReview(rule, it)));
    if (resource !== undefined && rule.verbs.length > 0) return `${rule.verbs.join(', ')} ${resource}`;
  }
  return undefined;
}

/** Health, version and discovery, with what lies under them; of `/healthz*` the API serves nothing else. */
const isPublic = (url: string): boolean =>
  /^\/(?:healthz|livez|readyz|version|api|apis|openapi|swagger(?:\.json|-2\.0\.0\.pb-v1|api)?)(?:\/.*|\*)?$/.test(url);

/** The binding and role by which Kubernetes lets callers ask what they themselves may do. */
const ownReviews = 'system:basic-user';

const isOwnReview = ({ verbs }: PolicyRule, resource: string): boolean =>
  ['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews'].includes(resource) &&
  verbs.every((verb) => verb === 'create');
