import { updateEndpoint } from '#clouds/aws/eks/cluster/actions';
import { whyNoEndpoint } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-endpoint-private-access-disabled',
  on: eksCluster,
  title: 'Nodes of an EKS cluster reach the API over a private endpoint',
  severity: 'medium',
  control: 'api-endpoint-private',
  why: 'Without private access nodes call the API over public addresses, and the public endpoint has to stay open.',
  fix: 'Turn private access on; the VPC needs DNS hostnames and DNS support.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html'],
  peers: ['kube-bench:eks-1.8.0/5.4.2', 'prowler:eks_cluster_private_nodes_enabled'],

  evaluate({ config }) {
    const why = whyNoEndpoint(config);
    if (why !== undefined) return notApplicable(why);
    const hybrid = config.remoteNetworkConfig?.remoteNodeNetworks ?? [];
    if (hybrid.length > 0) return notApplicable('clusters with hybrid nodes use one kind of endpoint, not both');
    const at = 'resourcesVpcConfig.endpointPrivateAccess';
    const isPrivate = config.resourcesVpcConfig?.endpointPrivateAccess;
    if (isPrivate === undefined) return fieldMissing(at);
    return isPrivate ? pass() : fail('The API has no private endpoint.', { at, actual: false, expected: true });
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [updateEndpoint],
    plan: (cluster) => [updateEndpoint(cluster, { endpointPrivateAccess: true })],
  },
});
