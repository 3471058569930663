import { updatePoolNetwork } from '#clouds/gcp/gke/cluster/pool-actions';
import { isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { privateByDefault, publicPools } from '#clouds/gcp/gke/cluster/private-nodes-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { updateDefaultPrivateNodes } from '#clouds/gcp/gke/cluster/update-actions';
import { cannotPlan, defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'gke-private-nodes-off',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster have no external addresses',
  severity: 'high',
  control: 'nodes-private',
  why: 'A node with an external address is one open firewall rule away from the internet.',
  fix: 'Give private nodes a way out through Cloud NAT, then turn private nodes on for the cluster and each pool.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation'],
  peers: ['kube-bench:gke-1.9.0/5.6.5', 'kubescape:C-0229', 'trivy:AVD-GCP-0059'],

  evaluate({ config }) {
    if ((config.nodePools ?? []).length === 0) {
      if (privateByDefault(config)) return pass();
      return fail('New nodes get external addresses.', seenAt(config, 'networkConfig.defaultEnablePrivateNodes', true));
    }
    const pools = publicPools(config);
    if (pools.length === 0) return pass();
    const names = pools.map(({ name }) => name).join(', ');
    const seen = pools.map(({ at }) => seenAt(config, at, true));
    return fail(`Nodes get external addresses in ${pools.length === 1 ? 'the pool' : 'the pools'} ${names}.`, seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateDefaultPrivateNodes, updatePoolNetwork],
    plan(cluster) {
      const pools = publicPools(cluster.config);
      if (pools.length > 0 && isAutopilot(cluster.config)) return cannotPlan('Google runs the pools of Autopilot');
      const nodeNetworkConfig = { enablePrivateNodes: true };
      return [
        updateDefaultPrivateNodes(cluster, { desiredDefaultEnablePrivateNodes: true }),
        ...pools.map(({ name }) => updatePoolNetwork(cluster, { nodePoolId: name, nodeNetworkConfig })),
      ];
    },
  },
});
