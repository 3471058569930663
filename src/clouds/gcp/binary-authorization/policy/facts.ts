import type { Found, ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import type { admissionPolicy } from './resource.ts';

type Policy = ResourceOf<typeof admissionPolicy>;

/** What a policy does with the images of a cluster: lets in all, only writes down what it would do, or asks. */
export interface Admission {
  readonly is: 'open' | 'dry-run' | 'asking';
  readonly seen: Evidence;
  /** The patterns by which it lets in every image of the world or of a public registry, unasked. */
  readonly wide: readonly string[];
  readonly widePatterns: Evidence;
}

/**
 * What a policy does with the images of a cluster, given by its full name: by the cluster's own rule, else by the one
 * for all. Every project has a policy.
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
  const isDry = enforcementMode === 'DRYRUN_AUDIT_LOG_ONLY';
  const is = evaluationMode === 'ALWAYS_ALLOW' ? 'open' : isDry ? 'dry-run' : 'asking';
  const wide = wideIn(policy);
  return { is, seen, wide, widePatterns: { at: `${id}#admissionWhitelistPatterns`, actual: wide } };
}

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
