import type { ResourceRef } from '#model';
import { isRegion, partsOf, withoutDots, type Names } from './words.ts';

/** What stands in ids of every estate and names nothing of it. Whatever is not here becomes a pseudonym. */
const common: ReadonlySet<string> = new Set([
  ...['arn', 'aws', 'aws-cn', 'aws-us-gov', 'azure', 'gcp', 'k8s', 'files', 'global', 'core', 'apps', '_cluster'],
  ...['eks', 'ec2', 'ecr', 'iam', 'kms', 'inspector2', 'projects', 'locations', 'zones', 'regions', 'namespaces'],
  ...['subscriptions', 'resourcegroups', 'providers', 'managedclusters', 'agentpools', 'registries'],
  ...[
    'system',
    'root',
    'node',
    'nodes',
    'user',
    'group',
    'api',
    'masters',
    'authenticated',
    'unauthenticated',
    'serviceaccount',
  ],
  ...['serviceaccounts', 'default', 'kube-system', 'kube-public', 'kube-node-lease'],
  ...['role', 'policy', 'oidc-provider', 'key', 'repository', 'cluster', 'clusters', 'batch'],
]);

const patterns: readonly RegExp[] = [
  /^v\d+(?:(?:alpha|beta)\d+)?$/,
  isRegion,
  /^microsoft\.[a-z]+$/,
  /^[a-z.]+\.(?:k8s\.io|googleapis\.com|x-k8s\.io)$/,
  /^(?:cve|ghsa)-[\w-]+$/,
  /^\d{1,5}$/,
];

/** Whether a part of an id says what kind of thing it is, and nothing of which one. */
const isCommon = (part: string, type: string): boolean => {
  const plain = part.replaceAll(/[^a-z]/g, '');
  const kind = type.slice(type.lastIndexOf('.') + 1).replaceAll(/[^a-z]/g, '');
  return (
    common.has(part) ||
    patterns.some((it) => it.test(part)) ||
    (kind !== '' && plain.startsWith(kind) && plain.length <= kind.length + 3)
  );
};

/** Collects what names something of an estate, or somebody. */
export interface Gathering extends Names {
  /** The names in an id, a name or a path; of an object of that type. */
  addId(text: string | undefined, type?: string): void;
  addWho(text: string | undefined): void;
  addResource(it: ResourceRef): void;
  /** The people and groups whom RBAC names in a value, however deep. */
  addSubjects(value: unknown): void;
}

export function gathering(): Gathering {
  const ids = new Set<string>();
  const principals = new Set<string>();
  const addId = (text: string | undefined, type = ''): void => {
    for (const part of partsOf((text ?? '').toLowerCase())) {
      const name = withoutDots(part);
      if (name !== '' && !isCommon(name, type)) ids.add(name);
    }
  };
  const addWho = (text: string | undefined): void => {
    for (const part of partsOf(whoIs((text ?? '').toLowerCase()))) if (!isCommon(part, '')) principals.add(part);
  };
  return {
    ...{ ids, principals, addId, addWho },
    addResource({ id, name, target, type }) {
      for (const text of [id, name]) addId(text, type);
      addId(target);
    },
    addSubjects(value) {
      subjectsIn(value, addWho);
    },
  };
}

/** Of an ARN, what comes after the account and the kind. */
const whoIs = (text: string): string => (text.startsWith('arn:') ? text.slice(text.indexOf('/') + 1) : text);

const subjectKinds: ReadonlySet<unknown> = new Set(['User', 'Group']);

function subjectsIn(value: unknown, tell: (name: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('kind' in value && 'name' in value && subjectKinds.has(value.kind) && typeof value.name === 'string') {
    if (!value.name.startsWith('system:')) tell(value.name);
  }
  for (const one of Object.values(value)) subjectsIn(one, tell);
}
