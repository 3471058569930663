import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import type { Cluster, FargateProfile } from '@aws-sdk/client-eks';
import type { AwsRegion } from '../../sim/aws/estate.ts';
import { endsIn2027, endsIn2056 } from '../../support/certificates.ts';

/**
 * What stands around two clusters: the first keeps its logs for a month, runs all of default on Fargate, has an add-on that
 * EKS offers no more and an authority that ends soon. With the second nothing of that is wrong.
 */
export function withSurroundings(account: string, region: string, held: AwsRegion): AwsRegion {
  const [wrong, right] = held.clusters.map(({ name = '' }) => name);
  if (wrong === undefined || right === undefined) throw new RangeError(`there are no two clusters in ${region}`);
  const trusting = (cluster: Cluster, pem: string): Cluster => ({
    ...cluster,
    certificateAuthority: { data: Buffer.from(pem).toString('base64') },
  });
  const audited: Cluster['logging'] = { clusterLogging: [{ types: ['api', 'audit'], enabled: true }] };
  const log = (cluster: string, retentionInDays: number): LogGroup => {
    const logGroupName = `/aws/eks/${cluster}/cluster`;
    const logGroupArn = `arn:aws:logs:${region}:${account}:log-group:${logGroupName}`;
    return { logGroupName, logGroupArn, arn: `${logGroupArn}:*`, retentionInDays, storedBytes: 1 };
  };
  const profile = (clusterName: string, namespace: string): FargateProfile => ({
    clusterName,
    fargateProfileName: 'taken',
    fargateProfileArn: `arn:aws:eks:${region}:${account}:fargateprofile/${clusterName}/taken/0a1b2c3d`,
    selectors: [{ namespace }],
    status: 'ACTIVE',
  });
  return {
    ...held,
    clusters: held.clusters.map((it) =>
      it.name === wrong
        ? trusting(it, endsIn2027)
        : it.name === right
          ? { ...trusting(it, endsIn2056), logging: audited }
          : it,
    ),
    logGroups: [log(wrong, 30), log(right, 365)],
    fargateProfiles: [profile(wrong, 'default'), profile(right, 'batch')],
    addons: held.addons.map((it) =>
      it.clusterName === wrong && it.addonName === 'vpc-cni' ? { ...it, addonVersion: 'v1.19.0-eksbuild.1' } : it,
    ),
  };
}
