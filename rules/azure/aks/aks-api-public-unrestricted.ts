import { z } from 'zod';
import { planAksNetworks, updateAuthorizedRanges } from '#clouds/azure/aks/cluster/actions';
import { aksApiReach } from '#clouds/azure/aks/cluster/facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { parseAddressList } from '#lib/address-list';
import { countPublic, coversHalf, publicPart, subtract } from '#lib/addresses';
import { cidrList, count } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'aks-api-public-unrestricted',
  on: aksCluster,
  uses: [aksApiReach],
  title: 'The API server of an AKS cluster is closed to unknown networks',
  severity: 'critical',
  control: 'api-endpoint-closed-to-the-internet',
  why: 'Whoever reaches the API server can try stolen tokens and unpatched bugs in it.',
  fix: 'Limit the API server to known networks with authorized IP ranges, or make the cluster private.',
  references: [
    'https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges',
    'https://learn.microsoft.com/azure/aks/private-clusters',
  ],
  peers: [
    'kube-bench:aks-1.8/5.4.1',
    'kubescape:C-0247',
    'powerpipe:kubernetes_cluster_authorized_ip_range_defined',
    'prowler:aks_clusters_public_access_disabled',
    'trivy:AVD-AZU-0041',
  ],
  params: z.object({ allowedCidrs: cidrList(), maxPublicAddresses: count(65_536) }),

  evaluate(cluster, { fact, params }) {
    const reach = fact(aksApiReach, cluster);
    if (isUnread(reach)) return reach;
    if (reach.is === 'elsewhere') return notApplicable(reach.why);
    if (reach.is === 'private') return pass();
    const seen = { at: reach.at, actual: reach.actual, expected: params.allowedCidrs };
    const unknownNetworks = publicPart(subtract(reach.sources, parseAddressList(params.allowedCidrs).set));
    if (coversHalf(unknownNetworks)) return fail('The API server is open to the whole internet.', seen);
    if (reach.words.length > 0) return fail(`The service tag ${reach.words.join(', ')} may call the API server.`, seen);
    const addresses = countPublic(unknownNetworks);
    if (addresses <= params.maxPublicAddresses) return pass();
    return fail(`${addresses.toString()} public addresses may call the API server.`, seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateAuthorizedRanges],
    plan: (cluster, { params: { allowedCidrs } }) => planAksNetworks(cluster, allowedCidrs),
  },
});
