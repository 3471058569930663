import { isUnread, unknown, type Unknown } from '#rule';
import type { gkeCluster } from './resource.ts';
import { nameOf } from './seen-facts.ts';

type Cluster = typeof gkeCluster.config;

/** What Binary Authorization does at a cluster: nothing, write down what it would do, or ask the policy of the project. */
export type Admitting = 'off' | 'monitoring' | 'enforcing';

const at = 'binaryAuthorization.evaluationMode';

/**
 * What Binary Authorization does at a cluster. The older switch counts only where no mode is set. The modes that begin
 * with POLICY_BINDINGS are of the beta API; alone they only monitor.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1beta1/projects.locations.clusters#evaluationmode
 */
export function admittingOf({ binaryAuthorization }: Cluster): Admitting | Unknown {
  const mode = nameOf(binaryAuthorization?.evaluationMode, at);
  if (isUnread(mode)) return mode;
  if (mode === '' || mode === 'EVALUATION_MODE_UNSPECIFIED')
    return binaryAuthorization?.enabled === true ? 'enforcing' : 'off';
  if (/(?:^|_)PROJECT_SINGLETON_POLICY_ENFORCE$/.test(mode)) return 'enforcing';
  if (mode === 'DISABLED') return 'off';
  return mode === 'POLICY_BINDINGS' ? 'monitoring' : unknown('malformed', `${at} is ${mode}, which is not known here.`);
}
