import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import type { AddonInfo, Cluster, FargateProfile } from '@aws-sdk/client-eks';
import { daysAgo, type ClusterPlan } from './plan.ts';

/** The pods of a cluster that run on Fargate: in most none. */
export function fargateProfiles(plan: ClusterPlan): readonly FargateProfile[] {
  const { account, region, name: clusterName, random } = plan;
  const own = random.fork('fargate');
  if (!own.chance(0.3)) return [];
  const selectors = own.pick([
    [{ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }],
    [{ namespace: 'batch-*', labels: {} }],
    [{ namespace: 'default', labels: {} }],
  ]);
  return [
    {
      fargateProfileName: 'serverless',
      fargateProfileArn: `arn:aws:eks:${region}:${account}:fargateprofile/${clusterName}/serverless/${own.hex(8)}`,
      clusterName,
      createdAt: daysAgo(120),
      podExecutionRoleArn: `arn:aws:iam::${account}:role/${clusterName}-${region}-fargate`,
      subnets: [],
      selectors,
      status: 'ACTIVE',
      tags: {},
      health: { issues: [] },
    },
  ];
}

/** Where the control plane writes to; a cluster that never logged has none. */
export function controlPlaneLogs(plan: ClusterPlan, { logging }: Cluster): readonly LogGroup[] {
  if (!logging?.clusterLogging?.some(({ enabled }) => enabled)) return [];
  const { account, region, name, random } = plan;
  const logGroupName = `/aws/eks/${name}/cluster`;
  const logGroupArn = `arn:aws:logs:${region}:${account}:log-group:${logGroupName}`;
  const retentionInDays = random.fork('retention').pick([0, 30, 365, 731]);
  return [
    {
      logGroupName,
      logGroupArn,
      arn: `${logGroupArn}:*`,
      creationTime: daysAgo(200).getTime(),
      // One that keeps everything for ever names no days.
      ...(retentionInDays > 0 && { retentionInDays }),
      metricFilterCount: 0,
      storedBytes: 1_234_567,
      logGroupClass: 'STANDARD',
    },
  ];
}

const versions = {
  'vpc-cni': ['v1.21.1-eksbuild.1', 'v1.20.5-eksbuild.1', 'v1.20.4-eksbuild.2', 'v1.20.4-eksbuild.1'],
  coredns: ['v1.13.1-eksbuild.1', 'v1.12.4-eksbuild.1', 'v1.12.3-eksbuild.1'],
};

/** The versions of the add-ons that clusters have, newest first as EKS answers them, of which it takes the second. */
export const addonVersions: readonly AddonInfo[] = Object.entries(versions).map(([addonName, own]) => ({
  addonName,
  type: 'networking',
  publisher: 'eks',
  owner: 'aws',
  addonVersions: own.map((addonVersion, at) => ({
    addonVersion,
    architecture: ['amd64', 'arm64'],
    compatibilities: ['1.35', '1.34', '1.33', '1.32', '1.31', '1.30', '1.29'].map((clusterVersion) => ({
      ...{ clusterVersion, platformVersions: ['*'], defaultVersion: at === 1 },
    })),
    requiresConfiguration: false,
    requiresIamPermissions: false,
  })),
}));
