import type { TrustedAccessRole } from '@azure/arm-containerservice';
import type { ResourceOf, Unknown, Wire } from '#model';
import { unknown } from '#rule';
import { armId, subscriptionOf } from '../../address.ts';
import type { trustedAccess } from './resource.ts';

/** A service of Azure that may act in a cluster. */
export interface TrustedSource {
  readonly binding: string;
  /** Where the binding stands. */
  readonly at: string;
  /** The ARM id of the service's object, as it is spelled. */
  readonly source: string;
  /** Whether it lies in the subscription of the cluster. */
  readonly isBeside: boolean;
  /** `Microsoft.DataProtection/backupVaults/backup-operator`, each with the type of the sources that it is for. */
  readonly roles: readonly { readonly name: string; readonly sourceType: string }[];
}

/**
 * The services of Azure that may act in a cluster by trusted access.
 * Source: https://learn.microsoft.com/azure/aks/trusted-access-feature
 */
export const sourcesIn = ({ id, target, config }: ResourceOf<typeof trustedAccess>): readonly TrustedSource[] =>
  config.value.map(({ name = '', sourceResourceId: source, roles }, i) => ({
    ...{ binding: name, at: `${id}#value[${i}]`, source },
    isBeside: subscriptionOf(source) === target,
    roles: roles.map((role) => ({ name: role, sourceType: role.replace(/\/[^/]*$/, '') })),
  }));

/** The gravest thing that a role allows in a cluster, by the roles of its location; undefined where it allows nothing grave. */
export function powerOf(role: string, listed: readonly Wire<TrustedAccessRole>[]): string | undefined | Unknown {
  const found = listed.find((it) => armId(`${it.sourceResourceType ?? ''}/${it.name ?? ''}`) === armId(role));
  if (!found?.rules) return unknown('not-found', `What the role ${role} allows is not listed.`);
  const { rules } = found;
  const power = powers.find(({ verbs, group, resources }) =>
    rules.some(
      (rule) => holds(rule.apiGroups, [group]) && holds(rule.resources, resources) && holds(rule.verbs, verbs),
    ),
  );
  if (power) return power.what;
  const whole = rules.find(({ verbs }) => verbs?.includes('*'));
  return whole && `do everything with ${[...(whole.resources ?? []), ...(whole.nonResourceURLs ?? [])].join(', ')}`;
}

const holds = (allowed: readonly string[] | undefined = [], any: readonly string[]): boolean =>
  allowed.some((it) => it === '*' || any.includes(it));

/** Whoever may write what makes pods has the pods that they like. */
const writing: readonly string[] = ['create', 'update', 'patch'];

/** What makes an administrator of whoever may do it, gravest first. */
const powers: readonly {
  readonly what: string;
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resources: readonly string[];
}[] = [
  {
    what: 'write RBAC',
    verbs: ['create', 'update', 'patch', 'bind', 'escalate'],
    group: 'rbac.authorization.k8s.io',
    resources: ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
  },
  { what: 'read secrets', verbs: ['get', 'list', 'watch'], group: '', resources: ['secrets'] },
  { what: 'act as others', verbs: ['impersonate'], group: '', resources: ['users', 'groups', 'serviceaccounts'] },
  {
    what: 'make tokens of service accounts',
    verbs: ['create'],
    group: '',
    resources: ['serviceaccounts/token', '*/token'],
  },
  // A command is begun by a GET as well as by a POST.
  {
    what: 'run commands in pods',
    verbs: ['create', 'get'],
    group: '',
    resources: ['pods/exec', '*/exec', 'pods/attach', '*/attach', 'nodes/proxy', '*/proxy'],
  },
  {
    what: 'run commands in pods',
    verbs: ['update', 'patch'],
    group: '',
    resources: ['pods/ephemeralcontainers', '*/ephemeralcontainers'],
  },
  { what: 'create pods', verbs: ['create'], group: '', resources: ['pods'] },
  { what: 'create pods', verbs: writing, group: '', resources: ['replicationcontrollers'] },
  {
    what: 'create pods',
    verbs: writing,
    group: 'apps',
    resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'],
  },
  { what: 'create pods', verbs: writing, group: 'batch', resources: ['jobs', 'cronjobs'] },
];
