import type { Evidence, Look } from '#model';
import { isUnread, notApplicable, pass, type NotApplicable, type Pass, type Unknown } from '#rule';
import {
  bindingGrant,
  grantedRules,
  isFullAdmin,
  type Binding,
  type Grant,
  type PolicyRule,
  type RulesOf,
  type Subject,
} from './facts.ts';

/** Callers who show no credentials. */
export const unauthenticated = ['User:system:anonymous', 'Group:system:unauthenticated'] as const;

/** Everybody who has any: on GKE the first are all Google accounts. */
export const authenticated = ['Group:system:authenticated', 'Group:system:serviceaccounts'] as const;

const crowds: readonly string[] = [...unauthenticated, ...authenticated];

/** Whether a subject is nobody in particular: two rules judge such subjects, and no other rule on a binding does. */
export const isCrowd = ({ text }: Pick<Subject, 'text'>): boolean => crowds.includes(text);

/** How far a right reaches, the least first. */
const widths = ['nothing', 'health', 'discovery', 'paths', 'reading', 'most', 'everything'] as const;
export type Width = (typeof widths)[number];

/** What a binding lets a crowd do, and how far the widest of it reaches. */
export interface CrowdRight {
  /** Those of its subjects that are the crowd and that policy does not exempt. */
  readonly subjects: readonly Subject[];
  readonly width: Width;
  /** A whole sentence. */
  readonly says: string;
  readonly seen: readonly Evidence[];
}

/** What a rule on a crowd is given: its look at a binding, and what policy exempts. */
type Judging = Pick<Look<typeof bindingGrant | typeof grantedRules>, 'fact'> & {
  readonly params: { readonly exemptSubjects: readonly string[]; readonly exemptRoles: readonly string[] };
};

/**
 * What a binding lets a crowd do, or the answer where there is nothing to tell: no binding of the crowd, an exempt one, or
 * a default one that still allows no more than Kubernetes gives it.
 */
export function crowdRight(
  it: Binding,
  { fact, params: { exemptSubjects, exemptRoles } }: Judging,
  crowd: readonly string[],
): CrowdRight | Pass | NotApplicable | Unknown {
  const grant = fact(bindingGrant, it);
  const named = grant.subjects.filter(({ text }) => crowd.includes(text));
  const judged = named.filter(({ text }) => !exemptSubjects.includes(text));
  if (judged.length === 0) return named.length === 0 ? pass() : notApplicable('Policy exempts its subjects.');
  if (exemptRoles.includes(grant.role.name)) return notApplicable('Policy exempts the role.');
  const right = rightIn(grant, judged, () => fact(grantedRules, it)) ?? pass();
  return 'verdict' in right ? right : { subjects: judged, ...right };
}

/**
 * What a binding lets some of its subjects do. Undefined where it is a default one with these subjects that still
 * allows no more than Kubernetes gives it.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles
 */
function rightIn(
  grant: Grant,
  subjects: readonly Subject[],
  rulesOf: RulesOf,
): Omit<CrowdRight, 'subjects'> | Unknown | undefined {
  const who = subjects.map(({ text }) => text).join(', ');
  const named = subjects.map(({ at, text }) => ({ at, actual: text }));
  const by = `by ${grant.role.kind}/${grant.role.name}`;
  const full = isFullAdmin(grant, rulesOf);
  if (full === true)
    return { width: 'everything', says: `${who} may do everything in ${grant.where} ${by}.`, seen: named };
  const held = rulesOf();
  if (isUnread(held)) return held;
  const rules = held.map((at) => ({ at, width: widthOf(at.rule, grant.namespace === undefined) }));
  const width = widths.findLast((one) => rules.some((it) => it.width === one)) ?? 'nothing';
  if (isDefault(grant, subjects, width)) return undefined;
  if (width === 'nothing')
    return {
      width,
      says: `${who} is bound to ${grant.role.kind}/${grant.role.name}, which allows nothing.`,
      seen: named,
    };
  const widest = rules.filter((it) => it.width === width).map(({ at }) => at);
  const does = widest.map(({ rule }) => wordsOf(rule)).join('; ');
  const seen = [...named, ...widest.map(({ at, rule }) => ({ at, actual: rule }))];
  return { width, says: `${who} may ${does} in ${grant.where} ${by}.`, seen };
}

/** Whether a right is at least as wide as another. */
export const reaches = (width: Width, other: Width): boolean => widths.indexOf(width) >= widths.indexOf(other);

/** The default bindings to everybody, and how far each may reach. */
const defaults: Readonly<Record<string, { readonly to: readonly string[]; readonly width: Width }>> = {
  'system:public-info-viewer': {
    to: ['Group:system:authenticated', 'Group:system:unauthenticated'],
    width: 'health',
  },
  'system:discovery': { to: ['Group:system:authenticated'], width: 'discovery' },
  'system:basic-user': { to: ['Group:system:authenticated'], width: 'discovery' },
  'system:service-account-issuer-discovery': { to: ['Group:system:serviceaccounts'], width: 'discovery' },
};

function isDefault({ namespace, binding, role }: Grant, subjects: readonly Subject[], width: Width): boolean {
  const own = namespace === undefined && role.name === binding ? defaults[binding] : undefined;
  return own !== undefined && reaches(own.width, width) && subjects.every(({ text }) => own.to.includes(text));
}

const health = /^\/(?:healthz|livez|readyz|version)(?:\/.*|\*)?$/;
const discovery =
  /^\/(?:api|apis|openapi|swagger(?:\.json|-2\.0\.0\.pb-v1|api)?|openid\/v1\/jwks|\.well-known\/openid-configuration)(?:\/.*|\*)?$/;
const reviews = ['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews'];

/** Paths count where the grant holds everywhere; in a namespace they grant nothing. */
function widthOf({ verbs, resources = [], nonResourceURLs = [] }: PolicyRule, everywhere: boolean): Width {
  if (verbs.every((verb) => verb === '')) return 'nothing';
  if (resources.length > 0) {
    if (resources.every((one) => reviews.includes(one)) && verbs.every((verb) => verb === 'create')) return 'discovery';
    const reads = verbs.every((verb) => ['get', 'list', 'watch'].includes(verb));
    return reads && resources.every((one) => readable.has(one)) ? 'reading' : 'most';
  }
  if (!everywhere || nonResourceURLs.length === 0) return 'nothing';
  if (!verbs.every((verb) => verb === 'get' || verb === 'head')) return 'paths';
  if (nonResourceURLs.every((url) => health.test(url))) return 'health';
  return nonResourceURLs.every((url) => health.test(url) || discovery.test(url)) ? 'discovery' : 'paths';
}

const wordsOf = ({ verbs, resources = [], nonResourceURLs = [] }: PolicyRule): string =>
  `${verbs.join(', ')} ${[...resources, ...nonResourceURLs].join(', ')}`;

/**
 * The objects of namespaces that hold no secrets by themselves. What is not here, such as nodes and custom resources,
 * may belong to the whole cluster.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/
 */
const readable: ReadonlySet<string> = new Set(
  [
    'bindings',
    'configmaps',
    'controllerrevisions',
    'cronjobs',
    'daemonsets',
    'deployments',
    'endpoints',
    'endpointslices',
    'events',
    'horizontalpodautoscalers',
    'ingresses',
    'jobs',
    'leases',
    'limitranges',
    'networkpolicies',
    'persistentvolumeclaims',
    'poddisruptionbudgets',
    'pods',
    'podtemplates',
    'replicasets',
    'replicationcontrollers',
    'resourcequotas',
    'rolebindings',
    'roles',
    'serviceaccounts',
    'services',
    'statefulsets',
  ].flatMap((name) => [name, `${name}/status`, `${name}/scale`, `${name}/log`]),
);
