import { updateMonitoring } from '#clouds/gcp/gke/cluster/monitoring-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { nameOf, seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { defineRule, fail, isUnread, pass } from '#rule';

export default defineRule({
  id: 'gke-dataplane-relay-external',
  on: gkeCluster,
  title: 'The flow relay of Dataplane V2 is not published on the internet',
  severity: 'high',
  control: 'services-exposed-on-purpose',
  why: 'The relay tells whoever reaches it which pods talk to each other.',
  fix: 'Turn the relay off or serve it inside the VPC.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/configure-dpv2-observability'],

  evaluate({ config }) {
    const mode = nameOf(config.monitoringConfig?.advancedDatapathObservabilityConfig?.relayMode, at);
    if (isUnread(mode)) return mode;
    if (mode !== 'EXTERNAL_LB') return pass();
    return fail('An external load balancer publishes the flow relay.', seenAt(config, at));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateMonitoring],
    plan(cluster) {
      const { monitoringConfig: stands } = cluster.config;
      const relay = { ...stands?.advancedDatapathObservabilityConfig, relayMode: 'INTERNAL_VPC_LB' as const };
      const wish = { ...stands, advancedDatapathObservabilityConfig: relay };
      return [updateMonitoring(cluster, { desiredMonitoringConfig: wish })];
    },
  },
});

const at = 'monitoringConfig.advancedDatapathObservabilityConfig.relayMode';
