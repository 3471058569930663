import { stringify } from 'yaml';
import { compareText } from '#lib/text';
import type { Scope, Type } from '#model';
import type { Generated } from './generated.ts';

const head = '# Written by `npm run gen` from the resource types. Do not edit.\n';

/** What finding the targets needs besides the types. */
const discovery = {
  aws: ['ec2:DescribeRegions'],
  azure: ['Microsoft.Resources/subscriptions/read'],
  gcp: ['resourcemanager.projects.get'],
};

/** What finding the targets of an organisation, of management groups and of folders needs where these are managed. */
const above = {
  aws: [
    'organizations:ListAccounts',
    'organizations:ListAccountsForParent',
    'organizations:ListOrganizationalUnitsForParent',
  ],
  azure: ['Microsoft.Management/managementGroups/descendants/read'],
  gcp: ['resourcemanager.folders.list', 'resourcemanager.projects.list'],
};

/** The reader of each platform: exactly the permissions that reading the types needs. */
export function readerRoles(types: readonly Type[]): Generated[] {
  return [
    json(
      'docs/roles/aws-reader-policy.gen.json',
      awsPolicy('ShoalwatchReader', [...reads(types, 'aws-global', 'aws-region'), ...discovery.aws]),
    ),
    json('docs/roles/aws-organization-policy.gen.json', awsPolicy('ShoalwatchOrganization', above.aws)),
    json(
      'docs/roles/azure-reader-role.gen.json',
      azureRole({
        name: 'Shoalwatch Reader',
        description: 'Reads what Shoalwatch audits.',
        actions: [...reads(types, 'azure-subscription'), ...discovery.azure],
        scope: '/subscriptions/00000000-0000-0000-0000-000000000000',
      }),
    ),
    json(
      'docs/roles/azure-management-group-role.gen.json',
      azureRole({
        name: 'Shoalwatch Management Group Reader',
        description: 'Lists the subscriptions that Shoalwatch audits.',
        actions: above.azure,
        scope: '/providers/Microsoft.Management/managementGroups/00000000-0000-0000-0000-000000000000',
      }),
    ),
    yaml(
      'docs/roles/gcp-reader-role.gen.yaml',
      gcpRole('Shoalwatch Reader', 'Reads what Shoalwatch audits.', [...reads(types, 'gcp-project'), ...discovery.gcp]),
    ),
    yaml(
      'docs/roles/gcp-organization-role.gen.yaml',
      gcpRole('Shoalwatch Organization Reader', 'Lists the projects that Shoalwatch audits.', above.gcp),
    ),
    yaml('docs/roles/kubernetes-reader.gen.yaml', clusterRole(reads(types, 'cluster'))),
  ];
}

const reads = (types: readonly Type[], ...scopes: readonly Scope[]): readonly string[] =>
  types.filter(({ scope }) => scopes.includes(scope)).flatMap((type) => type.reads);

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort(compareText);

const awsPolicy = (sid: string, actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: sid, Effect: 'Allow', Action: sorted(actions), Resource: '*' }],
});

interface AzureRole {
  readonly name: string;
  readonly description: string;
  readonly actions: readonly string[];
  /** Stands for the place that gives the role. */
  readonly scope: string;
}

const azureRole = ({ name, description, actions, scope }: AzureRole) => ({
  Name: name,
  IsCustom: true,
  Description: description,
  Actions: sorted(actions),
  NotActions: [],
  DataActions: [],
  NotDataActions: [],
  AssignableScopes: [scope],
});

const gcpRole = (title: string, description: string, permissions: readonly string[]) => ({
  title,
  description,
  stage: 'GA',
  includedPermissions: sorted(permissions),
});

/**
 * `list deployments.apps` is the verb list on deployments of the group apps; `get /version` a path; `get configmaps/one`
 * the verb get on objects of that name alone.
 */
function clusterRole(permissions: readonly string[]) {
  const every = sorted(permissions).map((text) => text.split(' '));
  const isNamed = ([, what = '']: readonly string[]): boolean => what.indexOf('/') > 0;
  const asked = every.filter((it) => !isNamed(it));
  const paths = asked.filter(([, what = '']) => what.startsWith('/')).map(([, what = '']) => what);
  const byGroup = Map.groupBy(
    asked.filter(([, what = '']) => !what.startsWith('/')),
    ([, what = '']) => what.split('.').slice(1).join('.'),
  );
  const rules = [...byGroup].map(([group, own]) => ({
    apiGroups: [group],
    resources: sorted(own.map(([, what = '']) => what.split('.')[0] ?? '')),
    verbs: sorted(own.map(([verb = '']) => verb)),
  }));
  const named = every.filter(isNamed).map(([verb = '', what = '']) => {
    const [resource = '', name = ''] = what.split('/');
    const [plural = '', ...group] = resource.split('.');
    return { apiGroups: [group.join('.')], resources: [plural], resourceNames: [name], verbs: [verb] };
  });
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'shoalwatch-reader' },
    rules: [...rules, ...named, ...(paths.length > 0 ? [{ nonResourceURLs: paths, verbs: ['get'] }] : [])],
  };
}

const json = (path: string, value: object): Generated => ({ path, text: `${JSON.stringify(value, null, 2)}\n` });

const yaml = (path: string, value: object): Generated => ({ path, text: head + stringify(value) });
