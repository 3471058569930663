import { defineFact } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { enabledLogTypes } from '../aws/eks/cluster/actions.ts';
import { registered } from '../aws/eks/cluster/facts.ts';
import { aksSentLogs } from '../azure/aks/cluster/log-facts.ts';
import { projectOf } from '../gcp/address.ts';
import { accessLogs } from '../gcp/resource-manager/project-policy/audit-facts.ts';
import { projectPolicy, projectPolicyOf } from '../gcp/resource-manager/project-policy/resource.ts';
import { managedClusters } from './resource.ts';

/** What a cluster exports of the audit log of its API. */
export interface AuditLog {
  /** Whether what the rule of its cloud asks for is exported: on GKE, which keeps changes by itself, what is read and written. */
  readonly isKept: boolean;
  /** Whether it tells who read a Secret. */
  readonly hasReads: boolean;
  /** What is off here may be turned on above the project. */
  readonly mayBeAbove: boolean;
  readonly seen: Evidence;
}

/**
 * The audit log of the API of a cluster. `kube-audit-admin` of AKS leaves out what is read.
 * Sources: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html,
 * https://learn.microsoft.com/azure/aks/monitor-aks#azure-monitor-resource-logs,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/audit-logging
 */
export const auditLog = defineFact({
  name: 'managed-cluster.audit-log',
  of: managedClusters,
  uses: [aksSentLogs, projectPolicy],
  work(cluster, { fact, find }): AuditLog | Unknown {
    if (cluster.type === 'eks.cluster') {
      if (cluster.config.connectorConfig) return unknown('outside', `No log of it is known: ${registered}.`);
      if (!cluster.config.logging?.clusterLogging) return fieldMissing('logging.clusterLogging');
      const enabled = enabledLogTypes(cluster.config);
      const isKept = enabled.includes('audit');
      const seen = { at: 'logging.clusterLogging', actual: enabled, expected: ['audit'] };
      return { isKept, hasReads: isKept, mayBeAbove: false, seen };
    }
    if (cluster.type === 'aks.cluster') {
      const logs = fact(aksSentLogs, cluster);
      if (isUnread(logs)) return logs;
      const { categories, unread } = logs;
      const isSent = (name: string): boolean => !logs.isNone && (categories === 'all' || categories.has(name));
      const hasReads = isSent('kube-audit');
      if (!hasReads && unread) return unread;
      return { isKept: hasReads || isSent('kube-audit-admin'), hasReads, mayBeAbove: false, seen: logs.seen };
    }
    const at = projectPolicyOf(projectOf(cluster.id)?.slice('gcp:'.length) ?? '');
    const policy = find(projectPolicy, at);
    if (isUnread(policy)) return policy;
    if (policy === 'absent') return unknown('not-found', 'The policy of its project was not read.');
    const logs = accessLogs(policy.config);
    return {
      isKept: logs.every(({ isOn }) => isOn),
      hasReads: logs.some(({ kind, isOn }) => kind === 'DATA_READ' && isOn),
      mayBeAbove: true,
      seen: {
        at: `${at}#`,
        actual: logs.filter(({ isOn }) => isOn).map(({ kind }) => kind),
        expected: ['DATA_READ', 'DATA_WRITE'],
      },
    };
  },
});

/** What is off in a project, where nothing says that nothing is turned on above it. */
export const maybeAbove = unknown(
  'outside',
  'The policy of the project turns on no such logs of GKE; what is turned on above it is not read.',
);
