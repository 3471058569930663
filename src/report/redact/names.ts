import type { Evidence, Finding, ResourceRef, WaiverScope } from '#model';
import type { Registered } from '#engine/waivers/waiver-register';
import type { Report } from '../model.ts';
import { partsOf, withoutDots, type Names } from './words.ts';

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
  /^[a-z]{2}(?:-[a-z]+){1,2}-\d$/,
  /^[a-z]+-[a-z]+\d(?:-[a-z])?$/,
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

/** Everything in a report that names something of the estate, or somebody. */
export function namesIn({ scan, rows, waivers = [], remembered = [] }: Report): Names {
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
  const addResource = ({ id, name, target, type }: ResourceRef): void => {
    for (const text of [id, name]) addId(text, type);
    addId(target);
  };
  const addFinding = ({ resource, key, change, evidence }: Finding): void => {
    addResource(resource);
    addId(key);
    addWho(change?.actor);
    for (const one of evidence) subjectsIn(one, addWho);
  };
  for (const { id } of scan.targets) addId(id);
  scan.resources.forEach(addResource);
  for (const it of [...scan.findings, ...rows.map(({ finding }) => finding), ...remembered]) addFinding(it);
  for (const { resource, key, evidence = [] } of scan.judgements) {
    addResource(resource);
    addId(key);
    for (const one of evidence) subjectsIn(one, addWho);
  }
  for (const { target, resource } of scan.gaps) for (const text of [target, resource]) addId(text);
  for (const { path } of scan.unreadable) addId(path.replace(/\.[a-z]+$/i, ''));
  for (const it of waivers) {
    for (const text of placesIn(it.scope)) addId(text);
    whoIn(it).forEach(addWho);
    it.hidden.forEach(addFinding);
  }
  return { ids, principals };
}

/** Of an ARN, what comes after the account and the kind. */
const whoIs = (text: string): string => (text.startsWith('arn:') ? text.slice(text.indexOf('/') + 1) : text);

const placesIn = (scope: WaiverScope): readonly (string | undefined)[] => {
  if ('cluster' in scope) return [scope.cluster];
  return 'target' in scope ? [scope.target] : [scope.resource, scope.key];
};

const whoIn = ({ said, requester, approver, ended, renewal }: Registered): readonly (string | undefined)[] => [
  ...[said.owner, requester, approver, ended?.by, ended?.asked?.owner, ended?.asked?.requester],
  ...[renewal?.owner, renewal?.requester],
];

const subjectKinds: ReadonlySet<unknown> = new Set(['User', 'Group']);

/** People and groups whom RBAC names, however deep they stand in what was found. */
function subjectsIn({ actual, expected }: Evidence, tell: (name: string) => void): void {
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('kind' in value && 'name' in value && subjectKinds.has(value.kind) && typeof value.name === 'string') {
      if (!value.name.startsWith('system:')) tell(value.name);
    }
    Object.values(value).forEach(visit);
  };
  visit(actual);
  visit(expected);
}
