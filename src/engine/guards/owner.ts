import type { Resource } from '#model';
import { valueAt } from '../plan/steady.ts';
import { ok, stop, warn, type Guard } from './check.ts';

/** A tool that keeps an object as its own source says. */
export interface Owner {
  readonly tool: string;
  /** Its stack, release or application. */
  readonly name: string;
  /** A tag that people set by hand, and no mark that the tool itself leaves. */
  readonly hint?: true;
}

export const isOwnedBy = ({ hint }: Owner): boolean => hint === undefined;

/** A change that a tool did not make is taken back by its next run, or breaks it. */
export const ownerGuard: Guard = ({ subjects, steps, despite }) => {
  const found = new Map(
    subjects.flatMap((it) => ownersOf(it).map((owner) => [`${owner.tool} ${owner.name}`, { it, owner }])),
  );
  const unmarked = subjects.filter((it) => !showsMarks(it));
  const [blind] = unmarked;
  const unseen = blind ? warn(`${blind.name} shows no tags here: whether a tool owns it is not known`) : [];
  if (steps.some(({ action }) => !subjects.some(({ id }) => id === action.subject.id)) || subjects.length === 0) {
    return [...unseen, ...warn('not all that is changed was read: whether a tool owns it is not known')];
  }
  if (found.size === 0) return blind ? unseen : ok('no tool says that it owns what is changed');
  const known = [...found.values()].flatMap(({ it, owner }) => {
    const by = `${owner.tool}${owner.name === '' ? '' : ` ${owner.name}`}`;
    if (owner.hint) return warn(`a tag of ${it.name} speaks of ${by}: its next run may take this back`);
    if (despite !== undefined && despite.toLowerCase() === owner.tool.toLowerCase()) {
      return warn(`${it.name} is managed by ${by}: its next run may take this back`);
    }
    return stop(`${it.name} is managed by ${by}: change it there`);
  });
  return [...known, ...unseen];
};

/**
 * Whether an object that bears no mark says so: Azure, Google and Kubernetes leave the map away where it is empty; AWS
 * answers an empty one, or does not tell the tags of this type here.
 */
const showsMarks = ({ config, target }: Resource): boolean =>
  !target.startsWith('aws:')
    ? typeof config === 'object' && config !== null && Object.keys(config).length > 0
    : places.some((path) => typeof valueAt(config, path) === 'object');

/** The tools that own an object, by the marks that they leave on it. */
export function ownersOf({ config }: Pick<Resource, 'config'>): readonly Owner[] {
  const marks = new Map(places.flatMap((path) => marksAt(config, path)));
  const found = known.flatMap(({ key, tool, name, hint }) => {
    const value = marks.get(key.toLowerCase());
    const said = value === undefined ? undefined : name(value, marks);
    return said === undefined ? [] : [{ tool, name: said, ...(hint && { hint }) }];
  });
  const managedBy = valueAt(config, 'managedBy');
  const azure = typeof managedBy === 'string' && managedBy !== '' ? [{ tool: 'Azure', name: managedBy }] : [];
  const first = new Map<string, Owner>();
  for (const it of [...found, ...azure]) if (!first.has(it.tool)) first.set(it.tool, it);
  if (first.has('CDK')) first.delete('CloudFormation');
  return [...first.values()];
}

/** Where objects keep tags, labels and annotations. */
const places = [
  'tags',
  'Tags',
  'TagSet',
  'resourceLabels',
  'labels',
  'userLabels',
  'metadata.labels',
  'metadata.annotations',
];

/** The entries of a map, or of a list of keys with values, their keys in lower case. */
function marksAt(config: unknown, path: string): readonly (readonly [string, string])[] {
  const value = valueAt(config, path);
  if (typeof value !== 'object' || value === null) return [];
  const pairs: readonly (readonly [unknown, unknown])[] = Array.isArray(value)
    ? value.map((it: unknown) => [
        valueAt(it, 'Key') ?? valueAt(it, 'key'),
        valueAt(it, 'Value') ?? valueAt(it, 'value'),
      ])
    : Object.entries(value);
  return pairs.flatMap(([key, one]) =>
    typeof key === 'string' && typeof one === 'string' ? [[key.toLowerCase(), one] as const] : [],
  );
}

interface Mark {
  readonly key: string;
  readonly tool: string;
  name(value: string, marks: ReadonlyMap<string, string>): string | undefined;
  readonly hint?: true;
}

const whole = (value: string): string => value;

/**
 * Marks of tools. Sources: the tag and label references of AWS CloudFormation, AWS CDK, eksctl, Config Connector, Helm 3,
 * Argo CD and Flux; Terraform leaves none of its own, so that what people write is only a hint.
 */
const known: readonly Mark[] = [
  { key: 'aws:cdk:path', tool: 'CDK', name: (_, marks) => marks.get('aws:cloudformation:stack-name') ?? '' },
  { key: 'aws:cloudformation:stack-name', tool: 'CloudFormation', name: (it) => `stack ${it}` },
  { key: 'alpha.eksctl.io/cluster-name', tool: 'eksctl', name: whole },
  { key: 'eksctl.cluster.k8s.io/v1alpha1/cluster-name', tool: 'eksctl', name: whole },
  { key: 'cnrm.cloud.google.com/project-id', tool: 'Config Connector', name: whole },
  { key: 'managed-by-cnrm', tool: 'Config Connector', name: (it) => (it === 'true' ? '' : undefined) },
  { key: 'meta.helm.sh/release-name', tool: 'Helm', name: (it) => `release ${it}` },
  {
    key: 'app.kubernetes.io/managed-by',
    tool: 'Helm',
    name: (it, marks) =>
      it.toLowerCase() === 'helm' ? `release ${marks.get('app.kubernetes.io/instance') ?? '?'}` : undefined,
  },
  { key: 'argocd.argoproj.io/tracking-id', tool: 'Argo CD', name: (it) => `application ${it.split(':')[0] ?? it}` },
  { key: 'argocd.argoproj.io/instance', tool: 'Argo CD', name: (it) => `application ${it}` },
  { key: 'kustomize.toolkit.fluxcd.io/name', tool: 'Flux', name: (it) => `Kustomization ${it}` },
  { key: 'helm.toolkit.fluxcd.io/name', tool: 'Flux', name: (it) => `HelmRelease ${it}` },
  { key: 'terraform', tool: 'Terraform', name: (it) => (it === 'false' ? undefined : ''), hint: true },
  ...['managed-by', 'managedby', 'managed_by', 'provisioner', 'goog-terraform-provisioned'].map((key): Mark => ({
    ...{ key, tool: 'Terraform', hint: true },
    name: (it) => (/terraform|opentofu/i.test(it) || (key.startsWith('goog') && it === 'true') ? '' : undefined),
  })),
  ...['managed-by', 'managedby', 'managed_by'].map((key): Mark => ({
    ...{ key, tool: 'Bicep or ARM', hint: true },
    name: (it) => (/\b(bicep|arm template)\b/i.test(it) ? '' : undefined),
  })),
];
