import type { Capability, InsightSummary, OidcIdentityProviderConfig } from '@aws-sdk/client-eks';
import { daysAgo, type ClusterPlan } from './plan.ts';

/** The capabilities of a cluster: most have none. */
export function capabilities(plan: ClusterPlan): readonly Capability[] {
  const random = plan.random.fork('capabilities');
  const kinds = random.pick<readonly ('ARGOCD' | 'ACK' | 'KRO')[]>([['ARGOCD'], ['ACK'], [], [], []]);
  return kinds.map((type) => capability(plan, type, random.chance(0.5)));
}

function capability(plan: ClusterPlan, type: 'ARGOCD' | 'ACK' | 'KRO', isPrivate: boolean): Capability {
  const { account, region, name: clusterName, random } = plan;
  const capabilityName = type.toLowerCase();
  const id = random.fork(`capability ${type}`).hex(8);
  const networkAccess = { vpceIds: isPrivate ? [`vpce-${random.fork('vpce').hex(17)}`] : [] };
  return {
    capabilityName,
    clusterName,
    arn: `arn:aws:eks:${region}:${account}:capability/${clusterName}/${capabilityName}/${capabilityName}/${id}`,
    type,
    roleArn: `arn:aws:iam::${account}:role/${clusterName}-${region}-cart`,
    status: 'ACTIVE',
    version: '3.1.8-eks-1',
    configuration: type === 'ARGOCD' ? { argoCd: { namespace: 'argocd', networkAccess } } : {},
    tags: {},
    health: { issues: [] },
    createdAt: daysAgo(90),
    modifiedAt: daysAgo(30),
    deletePropagationPolicy: 'RETAIN',
  };
}

/** What EKS found in its checks of a cluster. */
export function insights({ name, random }: ClusterPlan): readonly InsightSummary[] {
  const own = random.fork('insights');
  const status = own.pick(['PASSING', 'PASSING', 'PASSING', 'WARNING', 'ERROR'] as const);
  return [
    insight(`${name} apis`, 'Deprecated APIs removed in Kubernetes v1.35', status),
    insight(`${name} health`, 'Cluster health issues', 'PASSING'),
  ].map((it) => ({ ...it, id: own.fork(it.id).hex(32) }));
}

const insight = (id: string, name: string, status: 'PASSING' | 'WARNING' | 'ERROR') => ({
  id,
  name,
  category: 'UPGRADE_READINESS' as const,
  kubernetesVersion: '1.35',
  lastRefreshTime: daysAgo(1),
  lastTransitionTime: daysAgo(9),
  description: 'Checks for what an upgrade would break.',
  insightStatus: { status, reason: status === 'PASSING' ? 'No usage was detected.' : 'Usage was detected.' },
});

/** The provider that people of some clusters sign in with. */
export function identityProviders(plan: ClusterPlan): readonly OidcIdentityProviderConfig[] {
  const { account, region, name: clusterName, random } = plan;
  const own = random.fork('identity providers');
  if (!own.chance(0.3)) return [];
  const prefixes = own.chance(0.5) ? { usernamePrefix: 'sso:', groupsPrefix: 'sso:' } : {};
  return [
    {
      identityProviderConfigName: 'sso',
      identityProviderConfigArn: `arn:aws:eks:${region}:${account}:identityproviderconfig/${clusterName}/oidc/sso/${own.hex(8)}`,
      clusterName,
      issuerUrl: 'https://login.example.com/realms/staff',
      clientId: 'kubernetes',
      usernameClaim: 'sub',
      groupsClaim: 'groups',
      ...prefixes,
      requiredClaims: {},
      tags: {},
      status: 'ACTIVE',
    },
  ];
}
