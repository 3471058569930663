import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { flag } from '#lib/params';
import { defineRule, fail, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'aks-outbound-unrestricted',
  on: aksCluster,
  title: 'Traffic of AKS nodes to the internet passes a firewall where policy asks for it',
  severity: 'low',
  control: 'egress-limited',
  why: 'Whoever runs code in a pod can load more of it, and send data anywhere.',
  fix: 'Route the subnets of the nodes through a firewall with the rules that AKS needs, then change the outbound type.',
  references: ['https://learn.microsoft.com/azure/aks/egress-outboundtype'],
  params: z.object({ requireEgressControl: flag(false) }),

  evaluate({ config }, { params }) {
    if (!params.requireEgressControl) return notApplicable('policy asks for no control of egress');
    const type = config.networkProfile?.outboundType ?? 'loadBalancer';
    const way = ways[type.toLowerCase()];
    if (way === 'none') return pass();
    if (way === 'routes') return unknown('outside', 'Where the routes of the subnets lead is not read.');
    if (way === undefined) return unknown('malformed', `The outbound type ${type} is not one that AKS documents.`);
    const seen = saidAt(config, 'networkProfile.outboundType', 'userDefinedRouting');
    return fail(`Traffic of nodes and pods leaves through ${way}, which refuses nothing.`, seen);
  },
});

const ways: Readonly<Record<string, string>> = {
  none: 'none',
  block: 'none',
  userdefinedrouting: 'routes',
  loadbalancer: 'the load balancer of the cluster',
  managednatgateway: 'a NAT gateway of AKS',
  userassignednatgateway: 'a NAT gateway of the subnet',
};
