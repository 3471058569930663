import { trailSelectors } from '#clouds/aws/cloudtrail/trail-selectors/resource';
import { trailStatus } from '#clouds/aws/cloudtrail/trail-status/resource';
import { trails } from '#clouds/aws/cloudtrail/trails/resource';
import { addonVersions } from '#clouds/aws/eks/addon-versions/resource';
import { eksCapability } from '#clouds/aws/eks/capability/resource';
import { fargateProfile } from '#clouds/aws/eks/fargate-profile/resource';
import { identityProvider } from '#clouds/aws/eks/identity-provider/resource';
import { eksInsights } from '#clouds/aws/eks/insights/resource';
import { logGroup } from '#clouds/aws/logs/log-group/resource';
import type { AwsAccount, AwsRegion } from '../../sim/aws/estate.ts';
import { addonsInUse } from './aws-links.ts';
import { item, type Item } from './readings.ts';

/** What EKS keeps for clusters beside nodes, add-ons and entries, in a region. */
export function partItems(target: string, held: AwsRegion): readonly Item[] {
  const { capabilities, insights, identityProviders, fargateProfiles, logGroups } = held;
  const [, account = '', region = ''] = target.split(':');
  return [
    ...capabilities.map((it) => item(eksCapability, it.arn, it, it.capabilityName, it.createdAt)),
    ...Object.entries(insights).map(([clusterName, own]) =>
      item(eksInsights, `arn:aws:eks:${region}:${account}:cluster/${clusterName}/insights`, {
        clusterName,
        insights: own.map((it) => ({ ...it, lastRefreshTime: undefined })),
      }),
    ),
    ...identityProviders.map((it) =>
      item(identityProvider, it.identityProviderConfigArn, it, it.identityProviderConfigName),
    ),
    ...fargateProfiles.map((it) => item(fargateProfile, it.fargateProfileArn, it, it.fargateProfileName, it.createdAt)),
    ...logGroups.map((it) => item(logGroup, it.logGroupArn, it, it.logGroupName)),
    ...addonsInUse(held).map(({ addonName, kubernetesVersion, offered }) =>
      item(addonVersions, `${target}/${addonVersions.name}/${kubernetesVersion}/${addonName}`, {
        ...{ addonName, kubernetesVersion, addonVersions: offered },
      }),
    ),
  ];
}

/** The trails of an account that reach whichever region is asked, with what is asked about each. */
export function trailItems(target: string, { trails: all = [] }: AwsAccount): readonly Item[] {
  const seen = all.filter(({ trail }) => trail.IsMultiRegionTrail);
  return [
    item(trails, `${target}/${trails.name}`, { trailList: seen.map(({ trail }) => trail) }),
    ...seen.flatMap(({ trail: { TrailARN = '' }, status, selectors }) => [
      item(trailStatus, `${target}/${trailStatus.name}/${TrailARN}`, { TrailARN, ...status }),
      item(trailSelectors, `${target}/${trailSelectors.name}/${TrailARN}`, { TrailARN, ...selectors }),
    ]),
  ];
}
