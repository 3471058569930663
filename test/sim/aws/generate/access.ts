import type { AccessEntry, Addon, AssociatedAccessPolicy, Cluster } from '@aws-sdk/client-eks';
import type { AwsRegion } from '../estate.ts';
import { daysAgo, type ClusterPlan } from './plan.ts';

type Held = AwsRegion['accessEntries'][number];

/** The access entries of a cluster: its nodes, those who made it and who runs it, the auditor; none by the ConfigMap alone. */
export function accessEntries(plan: ClusterPlan, { accessConfig }: Cluster): readonly Held[] {
  if (accessConfig?.authenticationMode === 'CONFIG_MAP') return [];
  const auditor = plan.random.fork('entries').pick(['AmazonEKSAdminPolicy', 'AmazonEKSViewPolicy']);
  return [
    held(plan, `role/${plan.name}-${plan.region}-node`, [], 'EC2_LINUX'),
    held(plan, 'user/auditor', [policy('AmazonEKSClusterAdminPolicy')]),
    held(plan, 'role/shoalwatch-reader', [policy(auditor)]),
    held(
      plan,
      `role/${plan.name}-${plan.region}-cart`,
      plan.random.fork('cart').chance(0.3) ? [policy('AmazonEKSAdminPolicy')] : [],
    ),
  ];
}

/** The add-ons of a cluster: as EKS sets them up, and with network policies in some. */
export function addons(plan: ClusterPlan): readonly Addon[] {
  const random = plan.random.fork('addons');
  const values = random.pick(['', '{"enableNetworkPolicy":"true"}', 'env:\n  WARM_IP_TARGET: "2"\n']);
  return [addon(plan, 'vpc-cni', 'v1.20.4-eksbuild.2', values), addon(plan, 'coredns', 'v1.12.4-eksbuild.1')];
}

const policy = (name: string): AssociatedAccessPolicy => ({
  policyArn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
  accessScope: { type: 'cluster', namespaces: [] },
  associatedAt: daysAgo(300),
  modifiedAt: daysAgo(300),
});

function held(
  { account, region, name, random }: ClusterPlan,
  principal: string,
  policies: readonly AssociatedAccessPolicy[],
  type = 'STANDARD',
): Held {
  const [kind = '', called = ''] = principal.split('/');
  const id = random.fork(`entry ${principal}`).hex(8);
  const principalArn = `arn:aws:iam::${account}:${principal}`;
  const entry: AccessEntry = {
    clusterName: name,
    principalArn,
    kubernetesGroups: type === 'STANDARD' ? [] : ['system:nodes'],
    accessEntryArn: `arn:aws:eks:${region}:${account}:access-entry/${name}/${kind}/${account}/${called}/${id}`,
    createdAt: daysAgo(300),
    modifiedAt: daysAgo(300),
    tags: {},
    username: principalArn,
    type,
  };
  return { entry, policies };
}

function addon(plan: ClusterPlan, addonName: string, addonVersion: string, configurationValues = ''): Addon {
  const { account, region, name, random } = plan;
  const id = random.fork(`add-on ${addonName}`).hex(8);
  return {
    addonName,
    clusterName: name,
    status: 'ACTIVE',
    addonVersion,
    health: { issues: [] },
    addonArn: `arn:aws:eks:${region}:${account}:addon/${name}/${addonName}/${id}`,
    createdAt: daysAgo(200),
    modifiedAt: daysAgo(100),
    serviceAccountRoleArn: `arn:aws:iam::${account}:role/${name}-${region}-${addonName}`,
    tags: {},
    ...(configurationValues !== '' && { configurationValues }),
  };
}
