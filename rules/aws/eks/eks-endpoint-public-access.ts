import { z } from 'zod';
import { updateEndpoint } from '#clouds/aws/eks/cluster/actions';
import { eksApiReach, exemptingTag } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { coversHalf } from '#lib/addresses';
import { flag } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-endpoint-public-access',
  on: eksCluster,
  uses: [eksApiReach],
  title: 'The API endpoint of an EKS cluster is private',
  severity: 'high',
  grades: ['medium'],
  control: 'api-endpoint-private',
  why: 'A public endpoint is one stolen token or one unpatched bug away from the whole cluster.',
  fix: 'Turn private access on and public access off, and call the API from the VPC or a connected network.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html'],
  peers: [
    'eks-bpg:security/iam',
    'kube-bench:eks-1.8.0/5.4.2',
    'kubescape:C-0228',
    'prowler:eks_cluster_not_publicly_accessible',
    'prowler:eks_endpoints_not_publicly_accessible',
    'securityhub:EKS.1',
    'trivy:AVD-AWS-0040',
  ],
  params: z.object({ acceptRestricted: flag(false), exemptTags: z.record(z.string(), z.string()).default({}) }),

  evaluate(cluster, { fact, params }) {
    const reach = fact(eksApiReach, cluster);
    if (isUnread(reach)) return reach;
    if (reach.is === 'elsewhere') return notApplicable(reach.why);
    if (reach.is === 'private') return pass();
    const tag = exemptingTag(cluster.config, params.exemptTags);
    if (tag !== undefined) return notApplicable(`policy exempts clusters with the tag ${tag}`);
    const seen = { at: 'resourcesVpcConfig.endpointPublicAccess', actual: true, expected: false };
    if (coversHalf(reach.sources)) return fail('The API has a public endpoint that accepts any address.', seen);
    const restricted = fail('The API has a public endpoint that limits who may call it.', seen, { grade: 'medium' });
    return params.acceptRestricted ? pass() : restricted;
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateEndpoint],
    plan: (cluster) => [updateEndpoint(cluster, { endpointPublicAccess: false, endpointPrivateAccess: true })],
  },
});
