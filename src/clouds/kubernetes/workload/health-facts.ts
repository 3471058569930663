import { isListOfObjects, listAt, objectAt, textAt } from '../../json.ts';

/**
 * Why the pods of a workload do not follow its template: a rollout past its deadline, pods that cannot be made. Undefined
 * while they follow, and for the kinds that do not say.
 * Sources: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment,
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/replica-set-v1/#ReplicaSetStatus
 */
export function whyUnwell(config: unknown): string | undefined {
  const conditions = listAt(config, 'status', 'conditions');
  const found = isListOfObjects(conditions) ? conditions : [];
  const failed = found.find((it) => it['type'] === 'ReplicaFailure' && it['status'] === 'True');
  if (failed)
    return `its pods cannot be made: ${textAt(failed, 'message') ?? textAt(failed, 'reason') ?? 'no reason is given'}`;
  const late = found.some((it) => it['type'] === 'Progressing' && it['reason'] === 'ProgressDeadlineExceeded');
  if (!late) return undefined;
  const status = objectAt(config, 'status');
  const [all, updated, available] = ['replicas', 'updatedReplicas', 'availableReplicas'].map((it) =>
    Number(status[it] ?? 0),
  );
  return `its rollout is past its deadline: of ${all} pods ${updated} are updated and ${available} available`;
}
