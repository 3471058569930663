import { updateServiceExternalIps } from '#clouds/gcp/gke/cluster/network-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { defineRule, fail, fieldMissing, pass } from '#rule';

export default defineRule({
  id: 'gke-service-external-ips-allowed',
  on: gkeCluster,
  title: 'Services of a GKE cluster claim no addresses at will',
  severity: 'medium',
  control: 'services-exposed-on-purpose',
  why: 'Whoever may write a Service takes the traffic to any address that it names (CVE-2020-8554).',
  fix: 'Move Services off spec.externalIPs, then block the field.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster',
    'https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#serviceexternalipsconfig',
  ],
  peers: ['trivy:AVD-KSV-0108'],

  evaluate({ config }) {
    const external = config.networkConfig?.serviceExternalIpsConfig;
    if (!external) return fieldMissing(at);
    if (external.enabled !== true) return pass();
    return fail('Services may name external addresses at will.', seenAt(config, `${at}.enabled`, false));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateServiceExternalIps],
    plan: (cluster) => [updateServiceExternalIps(cluster, { desiredServiceExternalIpsConfig: { enabled: false } })],
  },
});

const at = 'networkConfig.serviceExternalIpsConfig';
