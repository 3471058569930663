import { z } from 'zod';
import { updateMonitoring } from '#clouds/gcp/gke/cluster/monitoring-actions';
import { measuredComponents } from '#clouds/gcp/gke/cluster/monitoring-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, pass } from '#rule';

export default defineRule({
  id: 'gke-monitoring-incomplete',
  on: gkeCluster,
  title: 'A GKE cluster measures its system',
  severity: 'low',
  control: 'workloads-observed',
  why: 'Without metrics of the system nobody sees that a node starves or that something unusual runs on it.',
  fix: 'Turn monitoring on for the components of the system.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/configure-metrics'],
  peers: ['kube-bench:gke-1.9.0/5.7.1', 'powerpipe:kubernetes_cluster_monitoring_enabled', 'trivy:AVD-GCP-0052'],
  params: z.object({ requireManagedPrometheus: flag(false) }),

  evaluate({ config }, { params }) {
    const measured = measuredComponents(config);
    if (isUnread(measured)) return measured;
    const seen = seenAt(config, measured.at);
    if (config.monitoringService === 'none') return fail('It measures nothing.', seen);
    if (!measured.components.includes('SYSTEM_COMPONENTS')) return fail('It does not measure its system.', seen);
    const prometheus = config.monitoringConfig?.managedPrometheusConfig?.enabled === true;
    if (!params.requireManagedPrometheus || prometheus) return pass();
    const at = seenAt(config, 'monitoringConfig.managedPrometheusConfig.enabled', true);
    return fail('Managed Service for Prometheus is off.', at);
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateMonitoring],
    plan(cluster, { params }) {
      const { monitoringConfig: stands } = cluster.config;
      if (!stands) return cannotPlan('what else is set for monitoring is not told');
      const components = new Set([...(stands.componentConfig?.enableComponents ?? []), 'SYSTEM_COMPONENTS' as const]);
      const wish = { ...stands, componentConfig: { ...stands.componentConfig, enableComponents: [...components] } };
      const managedPrometheusConfig = { ...stands.managedPrometheusConfig, enabled: true };
      const whole = params.requireManagedPrometheus ? { ...wish, managedPrometheusConfig } : wish;
      return [updateMonitoring(cluster, { desiredMonitoringConfig: whole })];
    },
  },
});
