import { trailSelectors } from '#clouds/aws/cloudtrail/trail-selectors/resource';
import { trailStatus } from '#clouds/aws/cloudtrail/trail-status/resource';
import { trails } from '#clouds/aws/cloudtrail/trails/resource';
import { eksCapability } from '#clouds/aws/eks/capability/resource';
import { identityProvider } from '#clouds/aws/eks/identity-provider/resource';
import { eksInsights } from '#clouds/aws/eks/insights/resource';
import type { AwsAccount, AwsRegion } from '../../sim/aws/estate.ts';
import { item, type Item } from './readings.ts';

/** What EKS keeps for clusters beside nodes, add-ons and entries, in a region. */
export function partItems(target: string, { capabilities, insights, identityProviders }: AwsRegion): readonly Item[] {
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
