import type { AwsEstate, AwsRegion } from '../../sim/aws/estate.ts';
import { keysInUse, rotatedKeys } from '../../bench/fleet/aws-links.ts';
import { withParts } from './parts-estate.ts';
import { generateAwsEstate } from '../../sim/aws/generate.ts';

const generated = generateAwsEstate({ seed: 7, clusters: 3, accounts: 1, regions: ['eu-central-1'] });

/** The one account of the estate. */
export const [account = ''] = Object.keys(generated.accounts);

/** The digest of the image for two platforms. */
export const indexDigest = `sha256:${'1'.repeat(64)}`;

/** A small estate with an image index and an image whose entry tells of a clean scan. */
export const estate = withParts(withMore(generated), account, 'eu-central-1');
export const held = estate.accounts[account]!;
/** The one region with clusters. */
export const here = held.regions['eu-central-1']!;

export const images = Object.values(here.ecrImages).flat();
export const usedKeys = keysInUse(here);
export const rotated = rotatedKeys(here);
export const referredLists = new Set(
  here.securityGroups.flatMap(({ IpPermissions = [], IpPermissionsEgress = [] }) =>
    [...IpPermissions, ...IpPermissionsEgress].flatMap(({ PrefixListIds = [] }) =>
      PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
    ),
  ),
);

function withMore(base: AwsEstate): AwsEstate {
  const own = base.accounts[account]!;
  const region = own.regions['eu-central-1']!;
  const [name = ''] = Object.keys(region.ecrImages);
  const images = region.ecrImages[name] ?? [];
  const clean = { ...images[0], imageDigest: `sha256:${'2'.repeat(64)}`, imageTags: ['clean'] };
  const index = { ...images[0], imageDigest: indexDigest, imageTags: ['multi'] };
  const manifests = [
    { digest: `sha256:${'3'.repeat(64)}`, size: 1, platform: { os: 'linux', architecture: 'arm64' } },
    {
      digest: `sha256:${'4'.repeat(64)}`,
      size: 1,
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': 'sha256:3' },
    },
  ];
  const changed: AwsRegion = {
    ...region,
    ecrImages: {
      ...region.ecrImages,
      [name]: [
        ...images,
        { ...index, imageManifestMediaType: 'application/vnd.oci.image.index.v1+json' },
        {
          ...clean,
          imageScanStatus: { status: 'COMPLETE' },
          imageScanFindingsSummary: { imageScanCompletedAt: new Date(0), findingSeverityCounts: {} },
        },
      ],
    },
    manifests: {
      ...region.manifests,
      [indexDigest]: {
        repositoryName: name,
        imageId: { imageDigest: indexDigest },
        imageManifest: JSON.stringify({ schemaVersion: 2, manifests }),
      },
    },
  };
  return { ...base, accounts: { [account]: { ...own, regions: { ...own.regions, 'eu-central-1': changed } } } };
}
