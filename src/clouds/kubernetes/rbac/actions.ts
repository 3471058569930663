import {
  defineAction,
  wire,
  type Action,
  type ActionMaker,
  type Evidence,
  type ResourceOf,
  type Type,
  type Wire,
} from '#model';
import { addressRootOf, apiAddress, objectAddress } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { clusterRoleBinding } from '../cluster-role-binding/resource.ts';
import { roleBinding } from '../role-binding/resource.ts';
import type { OpenGrants } from './anonymous-facts.ts';
import type { Binding } from './facts.ts';

type Subjects = Binding['config']['subjects'];

/** A JSON patch of subjects: each is compared before it is removed, the last one first. */
export type SubjectPatch = readonly (
  | { readonly op: 'test' | 'add'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
)[];

/** A binding as it is made again. */
export interface NewBinding {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly roleRef: Binding['config']['roleRef'];
  readonly subjects?: Subjects;
}

const group = 'rbac.authorization.k8s.io';

/**
 * Who writes a binding has to hold all that it grants, or may bind its role.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-binding-creation-or-update
 */
const binding = {
  clusterrolebindings: [`bind clusterroles.${group}`],
  rolebindings: [`bind clusterroles.${group}`, `bind roles.${group}`],
} as const;

type Plural = keyof typeof binding;

export const removeClusterSubjects = removeSubjects(clusterRoleBinding, 'clusterrolebindings');
export const removeRoleSubjects = removeSubjects(roleBinding, 'rolebindings');
export const createClusterBinding = createBinding('k8s.create-cluster-role-binding', 'clusterrolebindings');
export const createRoleBinding = createBinding('k8s.create-role-binding', 'rolebindings');
export const deleteClusterBinding = deleteBinding(clusterRoleBinding, 'clusterrolebindings', createClusterBinding);
export const deleteRoleBinding = deleteBinding(roleBinding, 'rolebindings', createRoleBinding);

/** All changes to bindings. */
export const bindingActions = [
  removeClusterSubjects,
  removeRoleSubjects,
  deleteClusterBinding,
  deleteRoleBinding,
] as const;

/** Those of them to bindings for the whole cluster. */
export const clusterBindingActions = [removeClusterSubjects, deleteClusterBinding] as const;

/**
 * Takes the subjects that evidence points to (`subjects[1]`, or the same with the binding's address) out of a binding;
 * one that has no other goes whole.
 */
export function planRemoval(it: Binding, evidence: readonly Evidence[]): readonly Action[] {
  const paths = evidence.map(({ at }) => at.replace(`${it.id}#`, ''));
  const subjects = it.config.subjects ?? [];
  const taken = subjects.map((_, index) => index).filter((index) => paths.includes(`subjects[${index}]`));
  const whole = taken.length === subjects.length;
  const patch: SubjectPatch = taken.reverse().flatMap((index) => {
    const path = `/subjects/${index}`;
    return [
      { op: 'test' as const, path, value: subjects[index] },
      { op: 'remove' as const, path },
    ];
  });
  if (it.type === 'k8s.cluster-role-binding')
    return whole ? [deleteClusterBinding(it, {})] : [removeClusterSubjects(it, patch)];
  return whole ? [deleteRoleBinding(it, {})] : [removeRoleSubjects(it, patch)];
}

/** Takes the subjects that evidence points to out of every binding that has one. */
export function planRevocation(
  { unauthenticated, authenticated }: OpenGrants,
  evidence: readonly Evidence[],
): readonly Action[] {
  const found = [...unauthenticated, ...authenticated].filter(({ at }) => evidence.some((it) => it.at === at));
  return [...new Set(found.map(({ binding }) => binding))].flatMap((binding) => planRemoval(binding, evidence));
}

function removeSubjects<N extends string, C extends { readonly subjects?: Subjects }, K extends string>(
  type: Type<N, C, K>,
  plural: Plural,
) {
  return defineAction({
    name: `${type.name}-remove-subjects`,
    on: type,
    kind: 'cas',
    permissions: [`patch ${plural}.${group}`, ...binding[plural]],
    writes: ['subjects'],
    request: wire<SubjectPatch>(),
    simulate: (subject, patch) => [
      {
        put: {
          ...subject,
          config: { ...subject.config, subjects: patch.reduce(patched, subject.config.subjects ?? []) },
        },
      },
    ],
    undo: ({ config }, patch, again) => [again(inverse(config.subjects ?? [], patch))],
  });
}

function deleteBinding<N extends string, C extends Binding['config'], K extends string>(
  type: Type<N, C, K>,
  plural: Plural,
  create: Creating,
) {
  return defineAction({
    name: `${type.name}-delete`,
    on: type,
    kind: 'cas',
    permissions: [`delete ${plural}.${group}`],
    writes: ['subjects'],
    request: wire<Record<never, never>>(),
    simulate: ({ id }) => [{ remove: id }],
    undo: ({ config, target }) => [create(apiOf(target), madeAgain(config))],
    undoneBy: () => [create],
  });
}

type Creating = ActionMaker<typeof kubernetesApi, Wire<NewBinding>>;

/** Makes a binding anew; the API refuses a name that is taken. The cluster is its subject: the binding is not there. */
function createBinding(name: string, plural: Plural): Creating {
  const type = plural === 'rolebindings' ? roleBinding : clusterRoleBinding;
  const placed = (target: string, made: Wire<NewBinding>) => {
    const { namespace, name: own } = made.metadata;
    const id = objectAddress({ cluster: addressRootOf(target), group, version: 'v1', namespace, plural, name: own });
    return { id, name: namespace === undefined ? own : `${namespace}/${own}`, target, config: made };
  };
  return defineAction({
    name,
    on: kubernetesApi,
    kind: 'cas',
    permissions: [`create ${plural}.${group}`, ...binding[plural]],
    writes: [],
    request: wire<NewBinding>(),
    simulate: ({ target }, made) => [{ put: { type: type.name, ...placed(target, made) } }],
    undo: ({ target }, made) => deletedAgain(plural, placed(target, made)),
    undoneBy: () => [plural === 'rolebindings' ? deleteRoleBinding : deleteClusterBinding],
  });
}

function deletedAgain(
  plural: Plural,
  made: { readonly id: string; readonly name: string; readonly target: string; readonly config: Wire<NewBinding> },
): readonly Action[] {
  return plural === 'rolebindings'
    ? [deleteRoleBinding({ type: 'k8s.role-binding', ...made }, {})]
    : [deleteClusterBinding({ type: 'k8s.cluster-role-binding', ...made }, {})];
}

/** The API of a cluster as the subject of an action. */
const apiOf = (target: string): ResourceOf<typeof kubernetesApi> => ({
  type: kubernetesApi.name,
  id: apiAddress(target),
  name: target.split(/[/:]/).at(-1) ?? target,
  target,
  config: {},
});

function madeAgain({ metadata, roleRef, subjects }: Binding['config']): Wire<NewBinding> {
  const { name = '', namespace, labels, annotations } = metadata ?? {};
  return {
    metadata: { name, ...(namespace && { namespace }), ...(labels && { labels }), ...(annotations && { annotations }) },
    roleRef,
    ...(subjects && { subjects }),
  };
}

type Step = Wire<SubjectPatch>[number];

const indexOf = ({ path }: Step): number => Number(path.replace('/subjects/', ''));

function patched<S>(subjects: readonly S[], step: Step): readonly S[] {
  if (step.op === 'test') return subjects;
  return step.op === 'remove'
    ? subjects.toSpliced(indexOf(step), 1)
    : subjects.toSpliced(indexOf(step), 0, step.value as S);
}

/** The patch that takes a patch of these subjects back, step by step from its end. */
function inverse(subjects: readonly unknown[], [step, ...rest]: Wire<SubjectPatch>): Wire<SubjectPatch> {
  if (!step) return [];
  const { path } = step;
  const later = inverse(patched(subjects, step), rest);
  if (step.op === 'test') return later;
  if (step.op === 'remove') return [...later, { op: 'add', path, value: subjects[indexOf(step)] }];
  return [...later, { op: 'test', path, value: step.value }, { op: 'remove', path }];
}
