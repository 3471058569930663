import { vpc } from '#clouds/aws/ec2/vpc/resource';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { defineRule, fail, fieldMissing, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'eks-default-vpc',
  on: eksCluster,
  uses: [vpc],
  title: 'An EKS cluster stands in a VPC that was made for it',
  severity: 'low',
  control: 'network-planned-for-the-cluster',
  why: 'The default VPC has public subnets only, and whatever else is started without care lands beside the nodes.',
  fix: 'Make a VPC with private subnets and build the cluster again there: its VPC cannot be changed.',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html',
  ],
  peers: ['powerpipe:eks_cluster_no_default_vpc', 'trivy:AVD-AWS-0101'],

  evaluate({ config }, { list }) {
    if (config.connectorConfig) return notApplicable(registered);
    const id = config.resourcesVpcConfig?.vpcId;
    if (id === undefined) return fieldMissing('resourcesVpcConfig.vpcId');
    const { items, unread } = list(vpc, { id });
    const [found] = items;
    if (!found) return unread ?? unknown('outside', `The VPC ${id} is not among those that the account sees.`);
    const { IsDefault } = found.config;
    if (IsDefault === undefined) return fieldMissing(`${found.id}#IsDefault`);
    return IsDefault
      ? fail(`It stands in the default VPC ${id}.`, { at: `${found.id}#IsDefault`, actual: true })
      : pass();
  },
});
