import type { AwsRegion } from '../../sim/aws/estate.ts';

/** What the security groups of a region refer to. */
export const prefixListsInUse = ({ securityGroups }: AwsRegion): ReadonlySet<string> =>
  new Set(
    securityGroups
      .flatMap(({ IpPermissions = [], IpPermissionsEgress = [] }) => [...IpPermissions, ...IpPermissionsEgress])
      .flatMap(({ PrefixListIds = [] }) => PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? [])),
  );

/** The launch templates that node groups are made from, with the versions in use. */
export function templatesInUse({ nodegroups }: AwsRegion): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const { launchTemplate } of nodegroups) {
    if (launchTemplate?.id === undefined) continue;
    const versions = used.get(launchTemplate.id) ?? new Set();
    used.set(launchTemplate.id, versions.add(launchTemplate.version ?? ''));
  }
  return used;
}

/** The keys that volumes are encrypted with. */
export const keysInUse = ({ volumes }: AwsRegion): ReadonlySet<string> =>
  new Set(volumes.flatMap(({ KmsKeyId }) => KmsKeyId ?? []));

/** The machine images that nodes were or will be started from. */
export function imagesInUse(region: AwsRegion): ReadonlySet<string> {
  const templates = templatesInUse(region);
  const planned = region.launchTemplateVersions
    .filter((it) => templates.get(it.LaunchTemplateId ?? '')?.has(String(it.VersionNumber)))
    .map((it) => it.LaunchTemplateData?.ImageId);
  const running = region.instances.flatMap(({ Instances = [] }) => Instances.map(({ ImageId }) => ImageId));
  return new Set([...planned, ...running].filter((id) => id?.startsWith('ami-')).map(String));
}
