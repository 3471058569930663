import type { Found, ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import type { AdmissionRule, admissionPolicy } from './resource.ts';

type Policy = ResourceOf<typeof admissionPolicy>;

/** What a policy does with the images of a cluster: lets in all, only writes down what it would do, or asks. */
export interface Admission {
  readonly is: 'open' | 'dry-run' | 'asking';
  readonly seen: Evidence;
  /** What it lets in unasked: images of the world or of a public registry, or whatever runs in some place. */
  readonly exempt: readonly string[];
  readonly exempting: readonly Evidence[];
  /** Why something may be exempt besides. */
  readonly unsaid?: Unknown;
}

/**
 * What a policy does with the images of a cluster, given by its full name: by the cluster's own rule, else by the one
 * for all. Rules of namespaces, service accounts and service identities stand before both, in each cluster of the
 * project. Every project has a policy.
 * Source: https://cloud.google.com/binary-authorization/docs/key-concepts#admission-rules
 */
export function admissionBy(policy: Found<Policy>, cluster: string): Admission | Unknown {
  if (isUnread(policy)) return policy;
  if (policy === 'absent') return unknown('not-found', 'The policy of the project was not read.');
  const { id, config } = policy;
  const [, location = '', name = ''] = /\/locations\/([^/]+)\/clusters\/([^/]+)$/.exec(cluster) ?? [];
  const spec = `${location}.${name}`;
  const own = config.clusterAdmissionRules?.[spec];
  const { evaluationMode, enforcementMode } = own ?? config.defaultAdmissionRule ?? {};
  const where = own ? `${id}#clusterAdmissionRules[${spec}]` : `${id}#defaultAdmissionRule`;
  if (!isSet(evaluationMode)) return fieldMissing(`${where}.evaluationMode`);
  if (!isSet(enforcementMode)) return fieldMissing(`${where}.enforcementMode`);
  const seen = own
    ? { at: `${id}#clusterAdmissionRules`, actual: { [spec]: own } }
    : { at: `${id}#defaultAdmissionRule`, actual: config.defaultAdmissionRule };
  const is = evaluationMode === 'ALWAYS_ALLOW' ? 'open' : enforcementMode === dryRun ? 'dry-run' : 'asking';
  const patterns = wideIn(policy);
  const placed = placedRules(policy);
  const lax = placed.filter(({ rule }) => rule.evaluationMode === 'ALWAYS_ALLOW' || rule.enforcementMode === dryRun);
  const vague = placed.find(({ rule }) => !isSet(rule.evaluationMode) || !isSet(rule.enforcementMode));
  return {
    is,
    seen,
    exempt: [...patterns, ...lax.map(({ what }) => what)],
    exempting: [
      ...(patterns.length > 0 ? [{ at: `${id}#admissionWhitelistPatterns`, actual: patterns }] : []),
      ...lax.map(({ at, name, rule }) => ({ at, actual: { [name]: rule } })),
    ],
    ...(vague && {
      unsaid: fieldMissing(
        `${vague.at}[${vague.name}].${isSet(vague.rule.evaluationMode) ? 'enforcementMode' : 'evaluationMode'}`,
      ),
    }),
  };
}

const dryRun = 'DRYRUN_AUDIT_LOG_ONLY';

interface PlacedRule {
  readonly at: string;
  /** As the policy spells it. */
  readonly name: string;
  /** `the namespace batch` and the like. */
  readonly what: string;
  readonly rule: AdmissionRule;
}

/** The rules for a place inside clusters. */
function placedRules({ id, config }: Policy): readonly PlacedRule[] {
  const of = (list: keyof typeof places): readonly PlacedRule[] =>
    Object.entries(config[list] ?? {}).map(([name, rule]) => {
      return { at: `${id}#${list}`, name, what: `${places[list]} ${name}`, rule };
    });
  return [
    ...of('kubernetesNamespaceAdmissionRules'),
    ...of('kubernetesServiceAccountAdmissionRules'),
    ...of('istioServiceIdentityAdmissionRules'),
  ];
}

const places = {
  kubernetesNamespaceAdmissionRules: 'the namespace',
  kubernetesServiceAccountAdmissionRules: 'the service account',
  istioServiceIdentityAdmissionRules: 'the service identity',
} as const;

/**
 * One asterisk stands for a part of a path, two for all that follows.
 * Source: https://cloud.google.com/binary-authorization/docs/policy-yaml-reference#admissionwhitelistpatterns
 */
const wideIn = ({ config }: Policy): readonly string[] =>
  (config.admissionWhitelistPatterns ?? []).flatMap(({ namePattern = '' }) =>
    /^\*{1,2}$/.test(namePattern) || isWholeRegistry(namePattern) ? [namePattern] : [],
  );

function isWholeRegistry(pattern: string): boolean {
  const [, host = ''] = /^([^/]+)\/\*\*$/.exec(pattern.toLowerCase()) ?? [];
  return publicRegistries.has(host) || /^(?:[a-z0-9-]+\.)?gcr\.io$|^[a-z0-9-]+-docker\.pkg\.dev$/.test(host);
}

/** Registries from which anybody can pull the images of many publishers. */
const publicRegistries = new Set([
  ...['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'],
  ...['quay.io', 'ghcr.io', 'registry.gitlab.com', 'public.ecr.aws'],
  ...['registry.k8s.io', 'mcr.microsoft.com', 'registry.access.redhat.com', 'nvcr.io'],
]);

const isSet = (mode: string | undefined): mode is string => mode !== undefined && !/^$|_UNSPECIFIED$/.test(mode);
