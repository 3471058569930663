import type { Found, ResourceOf, Unknown } from '#model';
import { isMissed, isUnread } from '#rule';
import { addressRootOf, apiAddress, objectAddress } from '../address.ts';
import type { namespace } from '../namespace/resource.ts';
import { securityLabels } from '../namespace/security-facts.ts';
import type { Binding, Grant, RuleAt } from './facts.ts';
import type { Holder } from './holder-facts.ts';
import { hitsOf, isFarReaching, rightOf, ungraded, type Right } from './right-facts.ts';

const streams = ['pods/exec', 'pods/attach', 'pods/portforward'];

const entered = [
  { group: '', resources: streams, verbs: ['create'] },
  { group: '', resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] },
  { group: '', resources: ['pods/proxy'], verbs: ['create', 'get'] },
];

/** The first version that asks for `create` where a stream is opened by WebSocket, which is a `get`. */
const asksForCreate = 35;

/**
 * The right to enter running pods. Before 1.35 `get` opened a stream by WebSocket; from then on, and for files, whose
 * version is taken to be the newest, it opens none. Holders and version are asked for only where they decide.
 * Source: https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
 */
export function podEntry(
  rules: readonly RuleAt[],
  grant: Grant,
  holdersOf: () => readonly Holder[],
  minorOf: () => number | Unknown,
): Right<'high' | 'low'> | undefined {
  const hits = hitsOf(rules, ...entered);
  if (hits.length > 0) return rightOf(hits, gradeOf(grant, holdersOf()));
  const looked = hitsOf(rules, { group: '', resources: streams, verbs: ['get'] });
  if (looked.length === 0) return undefined;
  const minor = minorOf();
  if (isMissed(minor)) return ungraded(looked, minor);
  const opens = !isUnread(minor) && minor < asksForCreate;
  return rightOf(looked, opens ? gradeOf(grant, holdersOf()) : 'low');
}

function gradeOf(grant: Grant, holders: readonly Holder[]): 'high' | undefined {
  const byAccount = holders.some(({ text, unsure }) => unsure === undefined && isAccount(text));
  return isFarReaching(grant) && (grant.namespace !== undefined || byAccount) ? 'high' : undefined;
}

const isAccount = (text: string): boolean => /^(ServiceAccount:|Group:system:serviceaccounts:)/.test(text);

const writing = ['create', 'update', 'patch'];

const created = [
  { group: '', resources: ['pods'], verbs: ['create'] },
  { group: '', resources: ['replicationcontrollers'], verbs: writing },
  { group: 'apps', resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], verbs: writing },
  { group: 'batch', resources: ['cronjobs', 'jobs'], verbs: writing },
];

/** The address of what the cluster of a binding answers about itself. */
export const apiBehind = ({ target }: Binding): string => apiAddress(target);

/** The address of the namespace that a grant is limited to. */
export const grantNamespace = ({ target }: Binding, { namespace: name }: Grant): string | undefined =>
  name === undefined
    ? undefined
    : objectAddress({
        cluster: addressRootOf(target),
        group: 'core',
        version: 'v1',
        namespace: undefined,
        plural: 'namespaces',
        name,
      });

/**
 * The right to have pods made, or to change those that run. It weighs less where the namespace of the grant refuses
 * pods that reach the node; files need not hold the namespace.
 * Source: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation
 */
export function podCreation(
  rules: readonly RuleAt[],
  place: () => Found<ResourceOf<typeof namespace>>,
): Right<'low'> | undefined {
  const hits = hitsOf(rules, ...created);
  if (hits.length === 0) return rightOf(hitsOf(rules, { group: '', resources: ['pods'], verbs: changing }), 'low');
  const found = place();
  if (isMissed(found)) return ungraded(hits, found);
  const refuses = found !== 'absent' && !isUnread(found) && !securityLabels(found.config.metadata?.labels).open;
  return rightOf(hits, refuses ? 'low' : undefined);
}

const changing = ['update', 'patch'];
