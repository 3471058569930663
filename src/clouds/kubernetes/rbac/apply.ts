import { defineApply } from '../../apply.ts';
import { required } from '../../pages.ts';
import type { KubernetesWriter } from '../writer.ts';
import {
  deleteClusterBinding,
  deleteRoleBinding,
  removeClusterSubjects,
  removeRoleSubjects,
  type SubjectPatch,
} from './actions.ts';
import type { Binding } from './facts.ts';

export const applyClusterSubjectRemoval = defineApply(removeClusterSubjects, removeSubjects);
export const applyRoleSubjectRemoval = defineApply(removeRoleSubjects, removeSubjects);
export const applyClusterBindingDeletion = defineApply(deleteClusterBinding, deleteBinding);
export const applyRoleBindingDeletion = defineApply(deleteRoleBinding, deleteBinding);

/** A JSON patch that tests the version of the binding first: an index means something else in another version. */
async function removeSubjects(at: KubernetesWriter, { id, config }: Binding, patch: SubjectPatch): Promise<void> {
  const path = '/metadata/resourceVersion';
  const value = required(config.metadata?.resourceVersion, 'metadata.resourceVersion');
  const body = [{ op: 'test', path, value }, ...patch];
  await at.write({ verb: 'patch', address: id, body, type: 'application/json-patch+json' });
}

/** Deletes the binding that was read, and no other version or successor of it. */
async function deleteBinding(at: KubernetesWriter, { id, config }: Binding): Promise<void> {
  const uid = required(config.metadata?.uid, 'metadata.uid');
  const resourceVersion = required(config.metadata?.resourceVersion, 'metadata.resourceVersion');
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } };
  await at.write({ verb: 'delete', address: id, body });
}
