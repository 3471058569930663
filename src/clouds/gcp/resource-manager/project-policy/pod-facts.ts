import { lastPart } from '../../address.ts';
import { isBasicRole } from '../../gke/cluster/node-role-facts.ts';
import { poolAsGroup } from './grant-facts.ts';

/** The pods that a member of a policy stands for. */
export interface Pods {
  readonly are:
    | 'all of a pool'
    | 'all of a cluster'
    | 'all of a namespace'
    | 'without an account of their own'
    | 'of an account'
    | 'told otherwise';
  readonly namespace?: string;
  /** What a person calls them. A pool is a project's: a namespace or an account is that of any cluster of the project. */
  readonly words: string;
}

/**
 * Reads a member of a policy; undefined for one that stands for no pods of GKE.
 * Source: https://cloud.google.com/iam/docs/principal-identifiers
 */
export function podsOf(member: string): Pods | undefined {
  const [, oldPool, oldNamespace, oldAccount] =
    /^serviceAccount:([^[]+\.svc\.id\.goog)\[([^/]+)\/(.+)\]$/.exec(member) ?? [];
  if (oldPool !== undefined) return ofAccount(oldPool, oldNamespace ?? '', oldAccount ?? '');
  const whole = poolAsGroup(member);
  if (whole !== undefined) return everyPodOf(whole);
  const [, pool = '', rest] =
    /^principal(?:Set)?:\/\/iam\.googleapis\.com\/.+\/workloadIdentityPools\/([^/]+\.svc\.id\.goog)\/(.+)$/.exec(
      member,
    ) ?? [];
  if (rest === undefined) return undefined;
  if (rest === '*') return everyPodOf(pool);
  const cluster = /^kubernetes\.cluster\/(.+)$/.exec(rest)?.[1];
  if (cluster !== undefined) return { are: 'all of a cluster', words: `Every pod of the cluster ${lastPart(cluster)}` };
  const namespace = /^namespace\/([^/]+)$/.exec(rest)?.[1];
  if (namespace !== undefined)
    return { are: 'all of a namespace', namespace, words: `Every pod in ${namespace} of any cluster of ${pool}` };
  const [, within, account] = /^subject\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(rest) ?? [];
  if (within !== undefined) return ofAccount(pool, within, account ?? '');
  if (/^kubernetes\.serviceaccount\.uid\/[^/]+$/.test(rest)) return { are: 'of an account', words: member };
  return { are: 'told otherwise', words: member };
}

const everyPodOf = (pool: string): Pods => ({ are: 'all of a pool', words: `Every pod of every cluster of ${pool}` });

function ofAccount(pool: string, namespace: string, account: string): Pods {
  const where = `${namespace} of any cluster of ${pool}`;
  return account === 'default'
    ? { are: 'without an account of their own', namespace, words: `Every pod that names no account in ${where}` }
    : { are: 'of an account', namespace, words: `The account ${account} in ${where}` };
}

/**
 * Whether whoever holds a role may act as a service account: as each one of the project where the project gives it.
 * Source: https://cloud.google.com/iam/docs/service-account-permissions
 */
export const actsAsAccounts = (role: string): boolean => acting.has(role);

const acting = new Set([
  'roles/iam.workloadIdentityUser',
  'roles/iam.serviceAccountTokenCreator',
  'roles/iam.serviceAccountOpenIdTokenCreator',
  'roles/iam.serviceAccountUser',
  'roles/iam.serviceAccountKeyAdmin',
]);

/** How grave it is that pods hold a role in the whole project; undefined for one that is not known to be broad. */
export function gradeForPods(role: string): 'critical' | 'high' | undefined {
  if (isBasicRole(role)) return 'critical';
  const isBroad = actsAsAccounts(role) || role === 'roles/container.developer' || /admin(?:\.v\d+)?$/i.test(role);
  return isBroad && !isCustom(role) ? 'high' : undefined;
}

const isCustom = (role: string): boolean => !role.startsWith('roles/');
