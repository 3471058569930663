import { z } from 'zod';
import { planEksNetworks, updateEndpoint } from '#clouds/aws/eks/cluster/actions';
import { eksReadReach } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { parseAddressList } from '#lib/address-list';
import { countV4, covers, coversHalf, publicPart, widestV6Prefix } from '#lib/addresses';
import { cidrList, count } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-endpoint-public-cidr-open',
  on: eksCluster,
  uses: [eksReadReach],
  title: 'The API endpoint of an EKS cluster is closed to unknown networks',
  severity: 'critical',
  grades: ['medium'],
  control: 'api-endpoint-closed-to-the-internet',
  why: 'Whoever reaches the endpoint can try stolen tokens and unpatched API server bugs.',
  fix: 'Turn private access on, then close public access or limit it to known networks.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html'],
  peers: [
    'kube-bench:eks-1.8.0/5.4.1',
    'kubescape:C-0227',
    'prowler:eks_cluster_not_publicly_accessible',
    'prowler:eks_control_plane_endpoint_access_restricted',
    'trivy:AVD-AWS-0041',
  ],
  params: z.object({ allowedCidrs: cidrList(), maxPublicAddresses: count(65_536), maxV6Prefix: count(32) }),

  evaluate(cluster, { fact, params }) {
    const { reach, more } = fact(eksReadReach, cluster);
    if (isUnread(reach)) return reach;
    if (reach.is === 'elsewhere') return notApplicable(reach.why);
    if (reach.is === 'private') return pass();
    const seen = { at: reach.at, actual: reach.actual };
    if (coversHalf(reach.sources)) return fail('The API endpoint is open to the whole internet.', seen);

    const open = publicPart(reach.sources);
    const found = (message: string) => fail(message, { ...seen, expected: params.allowedCidrs }, { grade: 'medium' });
    if (countV4(open) > params.maxPublicAddresses) return found(`${countV4(open)} public addresses may call the API.`);
    const widest = widestV6Prefix(open) ?? 128;
    if (widest < params.maxV6Prefix) return found(`An IPv6 range as wide as /${widest} may call the API.`);
    if (params.allowedCidrs.length === 0 || covers(parseAddressList(params.allowedCidrs).set, reach.sources))
      return more ?? pass();
    return found('Networks outside the allowed ones may call the API.');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateEndpoint],
    plan: (cluster, { params: { allowedCidrs } }) => planEksNetworks(cluster, allowedCidrs),
  },
});
