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

/** The keys that volumes, secrets and images are encrypted with. */
export const keysInUse = ({ volumes, clusters, repositories }: AwsRegion): ReadonlySet<string> =>
  new Set([
    ...volumes.flatMap(({ KmsKeyId }) => KmsKeyId ?? []),
    ...clusters.flatMap(({ encryptionConfig = [] }) =>
      encryptionConfig.flatMap(({ provider }) => provider?.keyArn ?? []),
    ),
    ...repositories.flatMap(({ encryptionConfiguration }) => encryptionConfiguration?.kmsKey ?? []),
  ]);

/** Those of them that can be rotated. */
export const rotatedKeys = (held: AwsRegion): readonly string[] => {
  const used = keysInUse(held);
  return held.kmsKeys
    .filter(
      ({ KeyManager, KeyState, KeySpec }) =>
        KeyManager === 'CUSTOMER' && KeyState === 'Enabled' && KeySpec === 'SYMMETRIC_DEFAULT',
    )
    .flatMap(({ Arn = '' }) => (used.has(Arn) ? Arn : []));
};

/** Those of them that are the customer's own: their policies are read. */
export const ownKeys = (held: AwsRegion): readonly string[] => {
  const used = keysInUse(held);
  return held.kmsKeys
    .filter(({ KeyManager }) => KeyManager === 'CUSTOMER')
    .flatMap(({ Arn = '' }) => (used.has(Arn) ? Arn : []));
};

/** The machine images that nodes were or will be started from. */
export function imagesInUse(region: AwsRegion): ReadonlySet<string> {
  const templates = templatesInUse(region);
  const planned = region.launchTemplateVersions
    .filter((it) => templates.get(it.LaunchTemplateId ?? '')?.has(String(it.VersionNumber)))
    .map((it) => it.LaunchTemplateData?.ImageId);
  const running = region.instances.flatMap(({ Instances = [] }) => Instances.map(({ ImageId }) => ImageId));
  return new Set([...planned, ...running].filter((id) => id?.startsWith('ami-')).map(String));
}

/** The add-ons of clusters, once for each Kubernetes version that they run on, with the versions that fit it. */
export function addonsInUse({ addons, clusters, addonVersions }: AwsRegion) {
  const versions = new Map(clusters.map(({ name, version = '' }) => [name, version]));
  const pairs = new Map(
    addons.map(({ addonName = '', clusterName }) => {
      const kubernetesVersion = versions.get(clusterName) ?? '';
      return [`${kubernetesVersion}/${addonName}`, { addonName, kubernetesVersion }];
    }),
  );
  return [...pairs.values()].map(({ addonName, kubernetesVersion }) => {
    const all = addonVersions.find((it) => it.addonName === addonName)?.addonVersions ?? [];
    const offered = all.flatMap((one) => {
      const compatibilities = (one.compatibilities ?? []).filter((it) => it.clusterVersion === kubernetesVersion);
      return compatibilities.length > 0 ? [{ ...one, compatibilities }] : [];
    });
    return { addonName, kubernetesVersion, offered };
  });
}
