import { defineAction, wire, type Action, type Evidence, type Type, type Wire } from '#model';
import { clusterRoleBinding } from '../cluster-role-binding/resource.ts';
import { roleBinding } from '../role-binding/resource.ts';
import type { OpenGrants } from './anonymous-facts.ts';
import type { Binding } from './facts.ts';

type Subjects = Binding['config']['subjects'];

/** A JSON patch of subjects: each is compared before it is removed, the last one first. */
export type SubjectPatch = readonly (
  | { readonly op: 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
)[];

export const removeClusterSubjects = removeSubjects(clusterRoleBinding, 'clusterrolebindings');
export const removeRoleSubjects = removeSubjects(roleBinding, 'rolebindings');
export const deleteClusterBinding = deleteBinding(clusterRoleBinding, 'clusterrolebindings');
export const deleteRoleBinding = deleteBinding(roleBinding, 'rolebindings');

/** All changes to bindings. */
export const bindingActions = [
  removeClusterSubjects,
  removeRoleSubjects,
  deleteClusterBinding,
  deleteRoleBinding,
] as const;

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
  plural: string,
) {
  return defineAction({
    name: `${type.name}-remove-subjects`,
    on: type,
    kind: 'cas',
    permissions: [`patch ${plural}.rbac.authorization.k8s.io`],
    writes: ['subjects'],
    request: wire<SubjectPatch>(),
    simulate: (subject, patch) => [
      { put: { ...subject, config: { ...subject.config, subjects: without(subject.config.subjects ?? [], patch) } } },
    ],
  });
}

function deleteBinding<N extends string, C, K extends string>(type: Type<N, C, K>, plural: string) {
  return defineAction({
    name: `${type.name}-delete`,
    on: type,
    kind: 'cas',
    permissions: [`delete ${plural}.rbac.authorization.k8s.io`],
    writes: ['subjects'],
    request: wire<Record<never, never>>(),
    simulate: ({ id }) => [{ remove: id }],
  });
}

function without<S>(subjects: readonly S[], patch: Wire<SubjectPatch>): readonly S[] {
  const removed = new Set(patch.flatMap((step) => (step.op === 'remove' ? [step.path] : [])));
  return subjects.filter((_, index) => !removed.has(`/subjects/${index}`));
}
