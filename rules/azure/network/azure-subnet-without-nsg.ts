import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { groupOn, subnetsInUse } from '#clouds/azure/aks/cluster/subnet-facts';
import { virtualNetwork } from '#clouds/azure/network/virtual-network/resource';
import { defineRule, fail, fieldMissing, isUnread, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'azure-subnet-without-nsg',
  on: aksCluster,
  uses: [virtualNetwork],
  title: 'The subnets of the pools of an AKS cluster have a network security group',
  severity: 'low',
  grades: ['medium'],
  control: 'network-planned-for-the-cluster',
  why: 'Nothing but the group that AKS keeps on its nodes then stands between them and the rest of the network.',
  fix: 'Put a network security group on the subnet that lets in what nodes, pods and the API server need.',
  references: [
    'https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview',
    'https://learn.microsoft.com/azure/aks/concepts-network',
  ],
  peers: ['prowler:network_subnet_nsg_associated'],

  evaluate({ config }, { find }) {
    if (!config.agentPoolProfiles) return fieldMissing('agentPoolProfiles');
    const used = subnetsInUse(config);
    if (used.length === 0) return notApplicable('its pools stand on a network that AKS made');
    return used.map(({ id, network: address, pools, isExposed, at }) => {
      const network = find(virtualNetwork, address);
      if (isUnread(network)) return network;
      const name = id.split('/').at(-1) ?? id;
      const group = network === 'absent' ? undefined : groupOn(network, id);
      if (!group) return unknown('not-found', `The subnet ${name} was not found.`);
      if (group.isThere) return pass();
      const seen = [group.seen, ...at.map((path) => ({ at: path, actual: id }))];
      const words = `The subnet ${name} of the ${pools.length > 1 ? 'pools' : 'pool'} ${pools.join(', ')}`;
      const more = isExposed ? ', and nodes on it have public addresses' : '';
      const options = { key: id, grade: isExposed ? ('medium' as const) : undefined };
      return fail(`${words} has no network security group${more}.`, seen, options);
    });
  },
});
