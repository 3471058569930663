import { z } from 'zod';
import { narrowNetworks, updateRemoteNetworks } from '#clouds/aws/eks/cluster/remote-network-actions';
import { isBroad, nameNetworks, remoteNetworks } from '#clouds/aws/eks/cluster/remote-network-facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { parseAddressList } from '#lib/address-list';
import { cidrList, count } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-hybrid-node-networks-broad',
  on: eksCluster,
  title: 'The networks of hybrid nodes are as small as they can be',
  severity: 'low',
  grades: ['high'],
  control: 'network-planned-for-the-cluster',
  why: 'The control plane sends logs, exec and webhook traffic to every address of these networks.',
  fix: 'Name the networks of the nodes and of their pods only; nodes outside of them lose logs, exec and webhooks.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html'],
  params: z.object({ minPrefix: count(12), allowedCidrs: cidrList() }),

  evaluate({ config }, { params }) {
    const { networks, unread } = remoteNetworks(config);
    if (networks.length === 0) return unread ?? notApplicable('it takes no hybrid nodes');
    const open = networks.filter(({ isPublic }) => isPublic);
    const seen = open.map((one) => one.seen);
    const grave = fail(`It takes nodes or pods of public networks: ${nameNetworks(open)}.`, seen, { grade: 'high' });
    if (open.length > 0) return grave;
    const allowed = parseAddressList(params.allowedCidrs).set;
    const broad = networks.filter((one) => isBroad(one, params.minPrefix, allowed));
    const message = `Networks of hybrid nodes or pods are broad: ${nameNetworks(broad)}.`;
    if (broad.length > 0)
      return fail(
        message,
        broad.map((one) => one.seen),
      );
    return unread ?? pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateRemoteNetworks],
    plan: (it, { params }) => narrowNetworks(it, params),
  },
});
