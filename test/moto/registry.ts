import {
  CreateRepositoryCommand,
  PutImageCommand,
  PutRegistryPolicyCommand,
  PutRegistryScanningConfigurationCommand,
  SetRepositoryPolicyCommand,
  StartImageScanCommand,
  type ECRClient,
  type PutImageRequest,
} from '@aws-sdk/client-ecr';

const repositoryName = 'shop/api';
const layer = (digit: string): string => `sha256:${digit.repeat(64)}`;

const policyOf = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const rules = [
  { scanFrequency: 'SCAN_ON_PUSH' as const, repositoryFilters: [{ filter: 'shop*', filterType: 'WILDCARD' as const }] },
];

const manifestOf = (digit: string): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', size: 7023, digest: layer(digit) },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', size: 32_654, digest: layer(digit) }],
  });

/** Makes a repository with a scanned image, one that was never scanned and an index of both. */
export async function makeRegistry(ecr: ECRClient): Promise<Readonly<Record<string, object[]>>> {
  const repository = {
    repositoryName,
    imageTagMutability: 'IMMUTABLE' as const,
    imageScanningConfiguration: { scanOnPush: true },
  };
  const made = await ecr.send(new CreateRepositoryCommand(repository));
  const arn = made.repository?.repositoryArn ?? '';
  const policyText = policyOf({ Sid: 'pull', Effect: 'Allow', Principal: '*', Action: ['ecr:BatchGetImage'] });
  await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }));
  const copies = { Sid: 'copies', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:root' } };
  const registryText = policyOf({ ...copies, Action: ['ecr:ReplicateImage'], Resource: arn.replace(/[^/:]*$/, '*') });
  await ecr.send(new PutRegistryPolicyCommand({ policyText: registryText }));
  await ecr.send(new PutRegistryScanningConfigurationCommand({ scanType: 'BASIC', rules }));
  const put = async (imageTag: string, imageManifest: string): Promise<string> => {
    const request: PutImageRequest = { repositoryName, imageTag, imageManifest };
    return (await ecr.send(new PutImageCommand(request))).image?.imageId?.imageDigest ?? '';
  };
  const scanned = await put('scanned', manifestOf('1'));
  const unscanned = await put('unscanned', manifestOf('2'));
  const manifests = [
    { digest: scanned, size: 1, platform: { os: 'linux', architecture: 'amd64' } },
    { digest: unscanned, size: 1, platform: { os: 'linux', architecture: 'arm64' } },
  ];
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const index = await put('index', JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
  await ecr.send(new StartImageScanCommand({ repositoryName, imageId: { imageDigest: scanned } }));
  return {
    'ecr.repository': [{ ...repository, repositoryArn: arn }],
    'ecr.repository-policy': [{ repositoryName, policyText }],
    'ecr.registry-policy': [{ policyText: registryText }],
    'ecr.registry-scanning': [{ scanningConfiguration: { scanType: 'BASIC', rules } }],
    'ecr.repository-scanning': [{ repositoryArn: arn, repositoryName, scanFrequency: 'SCAN_ON_PUSH' }],
    'ecr.image': [
      { repositoryName, imageDigest: scanned, imageTags: ['scanned'] },
      { repositoryName, imageDigest: unscanned, imageTags: ['unscanned'] },
      { repositoryName, imageDigest: index, imageTags: ['index'], imageManifestMediaType: mediaType },
    ],
    'ecr.image-scan': [{ imageId: { imageDigest: scanned }, imageScanStatus: { status: 'COMPLETE' } }],
    'ecr.image-index': [{ digest: index, manifests: manifests.map(({ digest, platform }) => ({ digest, platform })) }],
  };
}
