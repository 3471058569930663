import { z } from 'zod';
import { network } from '#clouds/gcp/compute/network/resource';
import { networkOf } from '#clouds/gcp/gke/cluster/network-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { defineRule, fail, fieldMissing, isUnread, pass, unknown } from '#rule';

export default defineRule({
  id: 'gke-default-network',
  on: gkeCluster,
  uses: [network],
  title: 'A GKE cluster stands in a network that was made for it',
  severity: 'medium',
  grades: ['low'],
  control: 'network-planned-for-the-cluster',
  why: 'The default network comes with rules that let SSH and RDP in from everywhere, and everything else lives there too.',
  fix: 'Build the cluster anew in a network with subnets of its own.',
  references: ['https://cloud.google.com/vpc/docs/vpc#default-network'],
  peers: [
    'powerpipe:kubernetes_cluster_no_default_network',
    'prowler:compute_network_default_in_use',
    'trivy:AVD-GCP-0010',
  ],
  params: z.object({ forbidAutoMode: flag(false) }),

  evaluate({ config }, { find, params }) {
    const own = networkOf(config);
    if (own === undefined) return fieldMissing('network');
    const { address, name, at } = own;
    const seen = seenAt(config, at);
    if (name === 'default') return fail('The cluster stands in the default network.', seen);
    if (!params.forbidAutoMode) return pass();
    const vpc = find(network, address);
    if (isUnread(vpc)) return vpc;
    if (vpc === 'absent') return unknown('not-found', `The network ${name} was not found.`);
    if (vpc.config.autoCreateSubnetworks !== true) return pass();
    const auto = { at: `${vpc.id}#autoCreateSubnetworks`, actual: true, expected: false };
    return fail<'low'>(`The network ${name} makes its subnets by itself.`, [seen, auto], { grade: 'low' });
  },
});
