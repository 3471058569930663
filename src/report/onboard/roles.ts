import { compareText } from '#lib/text';

/** An inline policy of IAM that allows actions everywhere. */
export const awsPolicy = (sid: string, actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: sid, Effect: 'Allow', Action: actions, Resource: '*' }],
});

/** What a custom role of Azure says beside its actions. */
export interface AzureRole {
  readonly name: string;
  readonly description: string;
  readonly actions: readonly string[];
  /** The subscriptions, or the one management group, where it can be given. */
  readonly scopes: readonly string[];
}

export const azureRole = ({ name, description, actions, scopes }: AzureRole) => ({
  Name: name,
  IsCustom: true,
  Description: description,
  Actions: actions,
  NotActions: [],
  DataActions: [],
  NotDataActions: [],
  AssignableScopes: scopes,
});

export const gcpRole = (title: string, description: string, permissions: readonly string[]) => ({
  title,
  description,
  stage: 'GA',
  includedPermissions: permissions,
});

/** One rule of a ClusterRole: objects of a group, or paths. */
export type ClusterRule =
  | {
      readonly apiGroups: readonly string[];
      readonly resources: readonly string[];
      readonly resourceNames?: readonly string[];
      readonly verbs: readonly string[];
    }
  | { readonly nonResourceURLs: readonly string[]; readonly verbs: readonly string[] };

/** The name of the reader's ClusterRole and of its binding. */
export const clusterRoleName = 'shoalwatch-reader';

export const clusterRole = (permissions: readonly string[], name = clusterRoleName) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name },
  rules: clusterRules(permissions),
});

/**
 * `list deployments.apps` is the verb list on deployments of the group apps; `get /version` a path; `get configmaps/one`
 * the verb get on objects of that name alone. Objects of a group that are read with the same verbs make one rule.
 */
export function clusterRules(permissions: readonly string[]): readonly ClusterRule[] {
  const every = permissions.map(parse);
  const paths = every.flatMap((it) => ('path' in it ? [it.path] : []));
  const objects = every.flatMap((it) => ('plural' in it ? [it] : []));
  const plain = objects.filter(({ name }) => name === undefined);
  const byObject = [...Map.groupBy(plain, ({ group, plural }) => `${group}/${plural}`).values()].map((own) => ({
    group: own[0]?.group ?? '',
    plural: own[0]?.plural ?? '',
    verbs: sorted(own.map(({ verb }) => verb)),
  }));
  const byVerbs = Map.groupBy(byObject, ({ group, verbs }) => `${group}/${verbs.join()}`);
  return [
    ...[...byVerbs.values()].map((own) => ({
      apiGroups: [own[0]?.group ?? ''],
      resources: sorted(own.map(({ plural }) => plural)),
      verbs: own[0]?.verbs ?? [],
    })),
    ...objects.flatMap(({ verb, group, plural, name }) =>
      name === undefined ? [] : [{ apiGroups: [group], resources: [plural], resourceNames: [name], verbs: [verb] }],
    ),
    ...(paths.length > 0 ? [{ nonResourceURLs: sorted(paths), verbs: ['get'] }] : []),
  ];
}

interface Asked {
  readonly verb: string;
  readonly group: string;
  readonly plural: string;
  readonly name: string | undefined;
}

function parse(permission: string): Asked | { readonly path: string } {
  const [verb = '', what = ''] = permission.split(' ');
  if (what.startsWith('/')) return { path: what };
  const [resource = '', name] = what.split('/');
  const [plural = '', ...group] = resource.split('.');
  return { verb, group: group.join('.'), plural, name };
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort(compareText);
