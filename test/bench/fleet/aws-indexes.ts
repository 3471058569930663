import type { AwsEstate, AwsRegion } from '../../sim/aws/estate.ts';

const mediaType = 'application/vnd.oci.image.index.v1+json';
const imageDigest = `sha256:${'1d'.repeat(32)}`;

/** The estate with a multi-platform image in the first repository of each region: its index names the image that was there first. */
export const withIndexes = ({ accounts, ...rest }: AwsEstate): AwsEstate => ({
  ...rest,
  accounts: mapped(accounts, (account) => ({ ...account, regions: mapped(account.regions, withIndex) })),
});

function withIndex(held: AwsRegion): AwsRegion {
  const [{ repositoryName: name = '' } = {}] = held.repositories;
  const [first, ...others] = held.ecrImages[name] ?? [];
  if (!first) return held;
  const index = {
    ...first,
    imageDigest,
    imageManifestMediaType: mediaType,
    artifactMediaType: undefined,
    imageTags: [],
  };
  const child = { digest: first.imageDigest, platform: { os: 'linux', architecture: 'amd64' } };
  const manifest = { imageId: { imageDigest }, imageManifest: JSON.stringify({ manifests: [child] }) };
  return {
    ...held,
    ecrImages: { ...held.ecrImages, [name]: [first, ...others, index] },
    manifests: { ...held.manifests, [imageDigest]: manifest },
  };
}

const mapped = <T>(all: Readonly<Record<string, T>>, change: (one: T) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).map(([key, one]) => [key, change(one)]));
