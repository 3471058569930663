import { isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { defineRule, fail, fieldMissing, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'gke-vpc-native-off',
  on: gkeCluster,
  title: 'The pods of a GKE cluster have addresses of the VPC',
  severity: 'low',
  control: 'network-planned-for-the-cluster',
  why: 'With routes instead of alias addresses, the VPC cannot tell a pod from an address that somebody made up.',
  fix: 'Build the cluster anew with alias addresses; no cluster can be moved to them.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips'],
  peers: ['kube-bench:gke-1.9.0/5.6.2', 'trivy:AVD-GCP-0049'],

  evaluate({ config }) {
    if (isAutopilot(config)) return notApplicable('Autopilot clusters are always VPC-native');
    const policy = config.ipAllocationPolicy;
    if (!policy) return fieldMissing('ipAllocationPolicy');
    if (policy.useIpAliases === true) return pass();
    if (policy.useRoutes === true) return fail(routes, seenAt(config, 'ipAllocationPolicy.useRoutes', false));
    const ranged = config.nodePools?.some(({ networkConfig }) => networkConfig?.podRange);
    if (policy.clusterSecondaryRangeName || ranged)
      return unknown('malformed', 'The answer names a range for pods, and says that they have no alias addresses.');
    return fail(routes, seenAt(config, 'ipAllocationPolicy.useIpAliases', true));
  },
});

const routes = 'Pods are reached by routes.';
