import type { Action, CannotPlan, Look, ResourceOf } from '#model';
import { cannotPlan, isUnread } from '#rule';
import { updateLogging } from '../aws/eks/cluster/actions.ts';
import { addedLogs, putLogs } from '../azure/monitor/diagnostic-settings/actions.ts';
import { diagnosticSettings, diagnosticSettingsOf } from '../azure/monitor/diagnostic-settings/resource.ts';
import type { managedClusters } from './resource.ts';

/** The actions that export the audit log of a cluster. */
export const auditActions = [updateLogging, putLogs] as const;

/** Exports the audit log of a cluster; of AKS the categories that are given. */
export function planAudit(
  cluster: ResourceOf<typeof managedClusters>,
  categories: readonly string[],
  { find }: Pick<Look<typeof diagnosticSettings>, 'find'>,
): readonly Action[] | CannotPlan {
  if (cluster.type === 'eks.cluster')
    return [updateLogging(cluster, { clusterLogging: [{ types: ['audit'], enabled: true }] })];
  if (cluster.type === 'gke.cluster') return cannotPlan('the policy of its project decides what is logged');
  const settings = find(diagnosticSettings, diagnosticSettingsOf(cluster.id));
  if (settings === 'absent' || isUnread(settings)) return cannotPlan('its settings were not read');
  return addedLogs(settings, categories);
}
