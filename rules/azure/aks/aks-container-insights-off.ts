import { addonOf } from '#clouds/azure/aks/cluster/addon-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-container-insights-off',
  on: aksCluster,
  title: 'Azure Monitor keeps logs or metrics of an AKS cluster',
  severity: 'low',
  control: 'workloads-observed',
  why: 'Without them nobody can tell afterwards what ran in the cluster, and what it said.',
  fix: 'Turn on Container insights or managed Prometheus with a workspace; waive it where another agent does the work.',
  references: [
    'https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable',
    'https://learn.microsoft.com/azure/aks/monitor-aks',
  ],
  peers: [
    'powerpipe:kubernetes_cluster_logging_enabled',
    'prowler:aks_cluster_azure_monitor_enabled',
    'trivy:AVD-AZU-0040',
  ],

  evaluate({ config }) {
    const { containerInsights, metrics } = config.azureMonitorProfile ?? {};
    if (addonOf(config, 'omsagent').isOn || containerInsights?.enabled === true || metrics?.enabled === true)
      return pass();
    const seen = [
      saidAt(config, 'azureMonitorProfile.containerInsights.enabled'),
      saidAt(config, 'azureMonitorProfile.metrics.enabled'),
    ];
    return fail('Azure Monitor keeps neither logs nor metrics of what runs in the cluster.', seen);
  },
});
