import { z } from 'zod';
import { aksSentLogs, unsent } from '#clouds/azure/aks/cluster/log-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { addedLogs, putLogs } from '#clouds/azure/monitor/diagnostic-settings/actions';
import { diagnosticSettings, diagnosticSettingsOf } from '#clouds/azure/monitor/diagnostic-settings/resource';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, passBecause } from '#rule';

export default defineRule({
  id: 'aks-control-plane-logs-off',
  on: aksCluster,
  uses: [aksSentLogs, diagnosticSettings],
  title: 'The control plane of an AKS cluster sends its logs somewhere',
  severity: 'high',
  grades: ['low'],
  control: 'control-plane-logged',
  why: 'Without the audit log nobody can say who did what in a cluster, before or after a break-in.',
  fix: 'Add the categories to a diagnostic setting of the cluster, or make one to a Log Analytics workspace in resource-specific mode; kube-audit-admin costs far less than kube-audit. A setting holds groups or categories, never both.',
  references: [
    'https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs',
    'https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings',
    'https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/list',
  ],
  peers: ['kube-bench:aks-1.8/2.1.1', 'kubescape:C-0254', 'trivy:AVD-AZU-0040'],
  params: z.object({
    requiredCategories: nameList(['kube-audit-admin', 'guard']),
    recommendedCategories: nameList(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler']),
  }),

  evaluate(cluster, { fact, params }) {
    const logs = fact(aksSentLogs, cluster);
    if (isUnread(logs)) return logs;
    if (logs.isNone) return fail('No diagnostic setting sends the logs of the control plane anywhere.', logs.seen);
    const required = unsent(params.requiredCategories, logs, cluster.config);
    const recommended = unsent(params.recommendedCategories, logs, cluster.config);
    const missing = required.length > 0 ? required : recommended;
    if (missing.length === 0) return passBecause('Every log that is asked for is sent somewhere.');
    if (logs.unread) return logs.unread;
    const grade = required.length > 0 ? undefined : ('low' as const);
    return fail(`No diagnostic setting sends ${missing.join(', ')}.`, { ...logs.seen, expected: missing }, { grade });
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [putLogs],
    plan(cluster, { fact, find, params }) {
      const logs = fact(aksSentLogs, cluster);
      const settings = find(diagnosticSettings, diagnosticSettingsOf(cluster.id));
      if (isUnread(logs) || settings === 'absent' || isUnread(settings))
        return cannotPlan('its settings were not read');
      const asked = [...params.requiredCategories, ...params.recommendedCategories];
      return addedLogs(settings, unsent(asked, logs, cluster.config));
    },
  },
});
