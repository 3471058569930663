import { NotApplied, type ResourceRef, type Wire } from '#model';
import { defineApply } from '../../apply.ts';
import { required } from '../../pages.ts';
import { addressRootOf, objectAddress } from '../address.ts';
import { onlyIf } from '../apply-deletion.ts';
import { KubernetesRefusal } from '../connect/failure.ts';
import type { KubernetesWriter } from '../writer.ts';
import {
  createClusterBinding,
  createRoleBinding,
  deleteClusterBinding,
  deleteRoleBinding,
  removeClusterSubjects,
  removeRoleSubjects,
  type NewBinding,
  type SubjectPatch,
} from './actions.ts';
import type { Binding } from './facts.ts';

export const applyClusterSubjectRemoval = defineApply(removeClusterSubjects, removeSubjects);
export const applyRoleSubjectRemoval = defineApply(removeRoleSubjects, removeSubjects);
export const applyClusterBindingDeletion = defineApply(deleteClusterBinding, deleteBinding);
export const applyRoleBindingDeletion = defineApply(deleteRoleBinding, deleteBinding);
export const applyClusterBinding = defineApply(
  createClusterBinding,
  creating('clusterrolebindings', 'ClusterRoleBinding'),
);
export const applyRoleBinding = defineApply(createRoleBinding, creating('rolebindings', 'RoleBinding'));

/** Creates the binding; the API refuses a name that is taken. */
function creating(plural: string, kind: string) {
  return async (at: KubernetesWriter, { target }: ResourceRef, made: Wire<NewBinding>): Promise<void> => {
    const group = 'rbac.authorization.k8s.io';
    const { namespace, name } = made.metadata;
    await at.write({
      verb: 'create',
      address: objectAddress({ cluster: addressRootOf(target), group, version: 'v1', namespace, plural, name }),
      body: { apiVersion: `${group}/v1`, kind, ...made },
    });
  };
}

/** A JSON patch that tests the version of the binding first: an index means something else in another version. */
async function removeSubjects(at: KubernetesWriter, { id, config }: Binding, patch: SubjectPatch): Promise<void> {
  const path = '/metadata/resourceVersion';
  const value = required(config.metadata?.resourceVersion, 'metadata.resourceVersion');
  const body = [{ op: 'test', path, value }, ...patch];
  try {
    await at.write({ verb: 'patch', address: id, body, type: 'application/json-patch+json' });
  } catch (error) {
    // A test that does not hold is no conflict to the API, and only the version can be another one.
    if (!(error instanceof KubernetesRefusal) || error.status !== 422) throw error;
    throw new NotApplied('changed', `The binding has changed. ${error.message}`, { answer: '422', cause: error });
  }
}

/** Deletes the binding that was read, and no other version or successor of it. */
async function deleteBinding(at: KubernetesWriter, { id, config }: Binding): Promise<void> {
  await at.write({ verb: 'delete', address: id, body: onlyIf(config.metadata) });
}
