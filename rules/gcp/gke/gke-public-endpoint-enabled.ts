import { publicCallers, publicEndpointAt } from '#clouds/gcp/gke/cluster/endpoint-facts';
import { gkeApiReach } from '#clouds/gcp/gke/cluster/facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { updatePublicEndpoint } from '#clouds/gcp/gke/cluster/update-actions';
import { cannotPlan, defineRule, fail, isUnread, passBecause } from '#rule';

export default defineRule({
  id: 'gke-public-endpoint-enabled',
  on: gkeCluster,
  uses: [gkeApiReach],
  title: 'The control plane of a GKE cluster has no public address',
  severity: 'high',
  grades: ['medium'],
  control: 'api-endpoint-private',
  why: 'A public address lets whoever finds a hole in the list of networks, or in the API server, try it.',
  fix: 'Reach the control plane by its DNS endpoint or from the VPC, then turn the public endpoint off.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation'],
  peers: ['kube-bench:gke-1.9.0/5.6.4', 'kubescape:C-0228', 'trivy:AVD-GCP-0053', 'trivy:AVD-GCP-0059'],

  evaluate(cluster, { fact }) {
    const reach = fact(gkeApiReach, cluster);
    if (isUnread(reach)) return reach;
    if (reach.is !== 'public') return passBecause(reach.why);
    const callers = publicCallers(reach.sources);
    const seen = seenAt(cluster.config, publicEndpointAt(cluster.config));
    const isOpen = callers === 'everyone' || callers > 65_536 || reach.words.length > 0;
    if (isOpen) return fail('The control plane has a public endpoint.', seen);
    const limited = 'The control plane has a public endpoint, which known networks may call.';
    return fail(limited, seen, { grade: 'medium' });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updatePublicEndpoint],
    plan(cluster) {
      if (cluster.config.privateClusterConfig?.peeringName)
        return cannotPlan('the control plane is peered with the VPC: such clusters may refuse it');
      const ipEndpointsConfig = { enablePublicEndpoint: false };
      return [updatePublicEndpoint(cluster, { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig } })];
    },
  },
});
