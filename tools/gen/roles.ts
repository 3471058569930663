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

/** The reader of each platform: exactly the permissions that reading the types needs. */
export function readerRoles(types: readonly Type[]): Generated[] {
  return [
    json('docs/roles/aws-reader-policy.gen.json', awsPolicy(reads(types, 'aws-global', 'aws-region'))),
    json('docs/roles/azure-reader-role.gen.json', azureRole(reads(types, 'azure-subscription'))),
    yaml('docs/roles/gcp-reader-role.gen.yaml', gcpRole(reads(types, 'gcp-project'))),
    yaml('docs/roles/kubernetes-reader.gen.yaml', clusterRole(reads(types, 'cluster'))),
  ];
}

const reads = (types: readonly Type[], ...scopes: readonly Scope[]): readonly string[] =>
  types.filter(({ scope }) => scopes.includes(scope)).flatMap((type) => type.reads);

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort(compareText);

const awsPolicy = (actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ShoalwatchReader',
      Effect: 'Allow',
      Action: sorted([...actions, ...discovery.aws]),
      Resource: '*',
    },
  ],
});

const azureRole = (actions: readonly string[]) => ({
  Name: 'Shoalwatch Reader',
  IsCustom: true,
  Description: 'Reads what Shoalwatch audits.',
  Actions: sorted([...actions, ...discovery.azure]),
  NotActions: [],
  DataActions: [],
  NotDataActions: [],
  AssignableScopes: ['/subscriptions/00000000-0000-0000-0000-000000000000'],
});

const gcpRole = (permissions: readonly string[]) => ({
  title: 'Shoalwatch Reader',
  description: 'Reads what Shoalwatch audits.',
  stage: 'GA',
  includedPermissions: sorted([...permissions, ...discovery.gcp]),
});

/** `list deployments.apps` is the verb list on deployments of the group apps; `get /version` a path. */
function clusterRole(permissions: readonly string[]) {
  const asked = sorted(permissions).map((text) => text.split(' '));
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
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'shoalwatch-reader' },
    rules: [...rules, ...(paths.length > 0 ? [{ nonResourceURLs: paths, verbs: ['get'] }] : [])],
  };
}

const json = (path: string, value: object): Generated => ({ path, text: `${JSON.stringify(value, null, 2)}\n` });

const yaml = (path: string, value: object): Generated => ({ path, text: head + stringify(value) });
