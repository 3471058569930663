import type { V1PodSpec } from '@kubernetes/client-node';
import { canonicalJson } from '#lib/canonical';
import type { Wire } from '#model';
import { listAt, objectAt, textAt, type Json } from '../../json.ts';

/**
 * Whether a pod takes no more of its node than the template of its controller says, for all containers together: its
 * namespaces and its kernel settings. Containers are compared one by one at the controller. Volumes do not count:
 * webhooks add them to every pod.
 */
export function keepsToTemplate(spec: Wire<V1PodSpec> | undefined, controller: unknown): boolean {
  const template = objectAt(controller, 'spec', 'template', 'spec');
  const told = new Set(takenBy(template));
  return (
    takenBy({ ...spec }).every((one) => told.has(one)) && textAt(spec, 'os', 'name') === textAt(template, 'os', 'name')
  );
}

const takenBy = (spec: Json): readonly string[] => [
  ...['hostPID', 'hostIPC', 'hostNetwork'].filter((flag) => spec[flag] === true),
  ...listAt(spec, 'securityContext', 'sysctls').map(canonicalJson),
];
