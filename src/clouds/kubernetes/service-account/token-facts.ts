import { defineFact, type Look, type Unknown } from '#model';
import { isUnread } from '#rule';
import { addressRootOf, objectAddress } from '../address.ts';
import { clusterRoleBinding } from '../cluster-role-binding/resource.ts';
import { accountOf } from '../pod/account.ts';
import { roleBinding } from '../role-binding/resource.ts';
import { podTemplateOf, type PodSpec, type Workload } from '../workload/pod-template.ts';
import { workloads } from '../workload/resource.ts';
import { serviceAccount } from './resource.ts';

/** The token for the Kubernetes API that the pods of a workload are given. */
export interface ApiToken {
  /** The workload as `<namespace>/<name>`. */
  readonly workload: string;
  readonly namespace: string;
  /** The service account's name. */
  readonly account: string;
  /** What the pods themselves say. */
  readonly asked: boolean | 'not set';
  readonly mounted: boolean | Unknown;
  /** Whether the pods have it whatever the account says. */
  readonly isOwn: boolean;
}

/**
 * Whether the pods of a workload are given the token of their service account: unless they, or else the account, say no.
 * A volume may hold the token all the same: a running pod keeps the one that it was made with. Tokens for somebody else have
 * an audience and are no matter here. A mirror pod of a static one is given none.
 * Sources: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/,
 * https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/admission/serviceaccount/admission.go
 */
export const apiToken = defineFact({
  name: 'k8s.api-token',
  of: workloads,
  uses: [serviceAccount],
  work(it, { find }): ApiToken {
    const { namespace = 'default', name = '' } = it.config.metadata ?? {};
    const spec = podTemplateOf(it)?.spec;
    const account = accountOf(spec);
    const asked = spec?.automountServiceAccountToken ?? 'not set';
    const given = (): boolean | Unknown => {
      if (isMirror(it)) return false;
      if (projectsToken(spec)) return true;
      if (asked !== 'not set') return asked;
      const cluster = addressRootOf(it.target);
      const place = { cluster, group: 'core', version: 'v1', namespace, plural: 'serviceaccounts', name: account };
      const found = find(serviceAccount, objectAddress(place));
      return isUnread(found) ? found : found === 'absent' || givesToken(found.config);
    };
    const isOwn = asked === true || projectsToken(spec);
    return { workload: `${namespace}/${name}`, namespace, account, asked, mounted: given(), isOwn };
  },
});

const isMirror = ({ type, config }: Workload): boolean =>
  type === 'k8s.pod' && config.metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined;

/** Whether a volume holds the token for the API itself, which has no audience of its own. */
const projectsToken = (spec: PodSpec | undefined): boolean =>
  (spec?.volumes ?? []).some(({ projected }) =>
    projected?.sources?.some(({ serviceAccountToken: token }) => token && !token.audience),
  );

/** Whether an account gives its token to every pod that does not refuse it. */
export const givesToken = ({ automountServiceAccountToken }: typeof serviceAccount.config): boolean =>
  automountServiceAccountToken !== false;

/** The names of the bindings that were found, in order, and why there may be more. */
export interface FoundBindings {
  readonly names: readonly string[];
  readonly unread: Unknown | undefined;
}

/** The bindings that give rights to one of some subjects, other than those that Kubernetes makes for everybody. */
export function bindingsOf(
  subjects: readonly string[],
  { list }: Look<typeof clusterRoleBinding | typeof roleBinding>,
): FoundBindings {
  const found = subjects.flatMap((subject) => [list(clusterRoleBinding, { subject }), list(roleBinding, { subject })]);
  const items = found.flatMap((it) => [...it.items]);
  const own = items.filter(({ config }) => !forEverybody.includes(config.roleRef.name));
  return {
    names: [...new Set(own.map(({ config }) => config.metadata?.name ?? ''))].sort(),
    unread: found.map(({ unread }) => unread).find((it) => it !== undefined),
  };
}

/** The groups that every account of a namespace is part of. */
export const groupsOfAccounts = (namespace: string): readonly string[] => [
  `Group:system:serviceaccounts:${namespace}`,
  'Group:system:serviceaccounts',
  'Group:system:authenticated',
];

/** The roles by which Kubernetes lets everybody look at its API and health, and ask what they themselves may do. */
const forEverybody: readonly string[] = [
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
];

/** The bindings that reach the service account of a workload, by its name or by a group that it is part of. */
export const accountBindings = defineFact({
  name: 'k8s.account-bindings',
  of: workloads,
  uses: [apiToken, clusterRoleBinding, roleBinding],
  work(it, look): FoundBindings {
    const { namespace, account } = look.fact(apiToken, it);
    return bindingsOf([`ServiceAccount:${namespace}/${account}`, ...groupsOfAccounts(namespace)], look);
  },
});
