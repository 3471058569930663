import { groupAround } from '#clouds/azure/aks/cluster/node-group-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { usedBy } from '#clouds/azure/network/public-ip/facts';
import { publicAddress } from '#clouds/azure/network/public-ip/resource';
import { defineRule, fail, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'azure-public-ip-on-node-rg',
  on: publicAddress,
  uses: [aksCluster],
  title: 'Public addresses beside the nodes of an AKS cluster are those that the cluster asked for',
  severity: 'low',
  control: 'services-exposed-on-purpose',
  why: 'An address that somebody put beside the nodes by hand is a way in that nothing in the cluster tells of.',
  fix: 'Ask the owner, then detach the address and delete it where nobody needs it.',
  references: [
    'https://learn.microsoft.com/azure/aks/load-balancer-standard',
    'https://learn.microsoft.com/azure/aks/faq#why-are-two-resource-groups-created-with-aks',
  ],
  peers: ['trivy:AVD-AZU-0076'],

  evaluate({ id, name, config }, { listAll }) {
    const [cluster] = listAll(aksCluster, { nodeGroup: groupAround(id) }).items;
    if (!cluster) return notApplicable('it is in the node resource group of no cluster that was read');
    if (!config.ipAddress) return notApplicable('it has no address');
    const use = usedBy(config, cluster.config);
    if (use === 'cluster') return pass();
    if (use === 'balancer') return unknown('outside', `Whether AKS keeps the load balancer of ${name} is not read.`);
    if (use === 'node') return unknown('outside', `Whether ${name} is an address of a node is not read.`);
    const holder = (['ipConfiguration', 'natGateway'] as const).find((it) => config[it]?.id);
    const seen = holder ? { at: holder, actual: config[holder] } : { at: '', actual: 'no ipConfiguration' };
    return fail(
      `The public address ${config.ipAddress} beside the nodes of ${cluster.name} is none of the cluster's.`,
      seen,
    );
  },
});
