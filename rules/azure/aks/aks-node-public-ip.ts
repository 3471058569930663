import { ownPools, publicAddresses, uncovered } from '#clouds/azure/aks/cluster/pool-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'aks-node-public-ip',
  on: aksCluster,
  title: 'Nodes of an AKS cluster have no public addresses of their own',
  severity: 'high',
  control: 'nodes-private',
  why: 'A node with a public address can be tried from the whole internet as soon as a security group lets it.',
  fix: 'Add a pool without node public IPs, drain the old one and delete it: the setting of a pool cannot be changed.',
  references: ['https://learn.microsoft.com/azure/aks/use-node-public-ips'],
  peers: [
    'kube-bench:aks-1.8/5.4.3',
    'kubescape:C-0248',
    'powerpipe:kubernetes_cluster_node_restrict_public_access',
    'prowler:aks_clusters_created_with_private_nodes',
  ],

  evaluate({ config }) {
    const own = ownPools(config);
    if (isUnread(own)) return own;
    const note = uncovered(config);
    const pools = own.filter(({ profile }) => profile.mode?.toLowerCase() !== 'gateway');
    const open = pools.filter(({ profile }) => profile.enableNodePublicIP === true);
    if (open.length > 0)
      return open.map((pool) => {
        const said = `Each node of the pool ${pool.name} has a public address.${note && ` ${note}`}`;
        return fail(said, publicAddresses(pool), { key: pool.name });
      });
    if (pools.length === 0) return notApplicable(`AKS hosts the pools, or they are gateways.${note && ` ${note}`}`);
    return note ? passBecause(note) : pass();
  },
});
