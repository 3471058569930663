import { z } from 'zod';
import { publicCallers } from '#clouds/gcp/gke/cluster/endpoint-facts';
import { gkeApiReach, gkeGoogleTold } from '#clouds/gcp/gke/cluster/facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { planGkeNetworks, updateAuthorizedNetworks } from '#clouds/gcp/gke/cluster/update-actions';
import { parseAddressList } from '#lib/address-list';
import { covers, publicPart } from '#lib/addresses';
import { cidrList, count } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-authorized-networks-off',
  on: gkeCluster,
  uses: [gkeApiReach, gkeGoogleTold],
  title: 'The public API endpoint of a GKE cluster is closed to unknown networks',
  severity: 'critical',
  grades: ['medium'],
  control: 'api-endpoint-closed-to-the-internet',
  why: 'Whoever reaches the endpoint can try stolen tokens and unpatched API server bugs.',
  fix: 'Turn authorized networks on, list the networks that may call, or turn the public endpoint off.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks'],
  peers: ['kube-bench:gke-1.9.0/5.6.3', 'kubescape:C-0227', 'trivy:AVD-GCP-0053', 'trivy:AVD-GCP-0061'],
  params: z.object({ allowedCidrs: cidrList(), maxPublicAddresses: count(65_536) }),

  evaluate(cluster, { fact, params }) {
    const reach = fact(gkeApiReach, cluster);
    if (isUnread(reach)) return reach;
    if (reach.is !== 'public') return notApplicable(reach.why);
    const seen = { at: reach.at, actual: reach.actual };
    const callers = publicCallers(reach.sources);
    if (callers === 'everyone') return fail('The public API endpoint is open to the whole internet.', seen);
    const found = (message: string) => fail(message, { ...seen, expected: params.allowedCidrs }, { grade: 'medium' });
    if (callers > params.maxPublicAddresses) return found(`${callers} public addresses may call the API.`);
    const allowed = parseAddressList(params.allowedCidrs).set;
    const isInside = params.allowedCidrs.length === 0 || covers(allowed, publicPart(reach.sources));
    if (!isInside) return found('Networks outside the allowed ones may call the API.');
    const told = fact(gkeGoogleTold, cluster);
    return isUnread(told) ? told : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateAuthorizedNetworks],
    plan: (cluster, { params: { allowedCidrs } }) => planGkeNetworks(cluster, allowedCidrs),
  },
});
