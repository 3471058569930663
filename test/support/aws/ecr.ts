import { ecrImage } from '#clouds/aws/ecr/image/resource';
import { ecrImageIndex } from '#clouds/aws/ecr/image-index/resource';
import { ecrImageScan } from '#clouds/aws/ecr/image-scan/resource';
import { ecrPolicyScope } from '#clouds/aws/ecr/policy-scope/resource';
import { ecrRegistryPolicy } from '#clouds/aws/ecr/registry-policy/resource';
import { ecrRepositoryPolicy } from '#clouds/aws/ecr/repository-policy/resource';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { inspectorFinding } from '#clouds/aws/inspector/finding/resource';
import { runningImage } from '#clouds/kubernetes/image/resource';
import { make, type Draft } from '../build.ts';
import { policyText } from './kms.ts';

type Scan = typeof ecrImageScan.config;
type Enhanced = NonNullable<NonNullable<Scan['imageScanFindings']>['enhancedFindings']>[number];

/** The registry path and the ARN of the repository shop/web, and digests by a letter. */
export const repository = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web';
export const repositoryArn = 'arn:aws:ecr:eu-west-1:111122223333:repository/shop/web';
export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
export const imageId = (letter = 'a'): string => `${repositoryArn}@${digest(letter)}`;

const index = 'application/vnd.oci.image.index.v1+json';

/** An image of shop/web. */
export const imageWith = (letter = 'a', config: Draft<typeof ecrImage.config> = {}) =>
  make(ecrImage, imageId(letter), {
    repositoryName: 'shop/web',
    imageDigest: digest(letter),
    imagePushedAt: '2026-10-01T00:00:00.000Z',
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactMediaType: 'application/vnd.oci.image.config.v1+json',
    ...config,
  });

/** Several images of shop/web. */
export const images = (...letters: readonly string[]) => letters.map((letter) => imageWith(letter));

const attestation = {
  platform: { os: 'unknown', architecture: 'unknown' },
  annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
};

/** An index of shop/web with its manifests, by letter: `arm64`, `windows/amd64`, or `attestation`. */
export const indexWith = (letter: string, manifests: Readonly<Record<string, string>>) =>
  [
    imageWith(letter, { imageManifestMediaType: index, artifactMediaType: undefined }),
    make(ecrImageIndex, `${imageId(letter)}/index`, {
      digest: digest(letter),
      manifests: Object.entries(manifests).map(([child, platform]) => {
        if (platform === 'attestation') return { ...attestation, digest: digest(child) };
        const [architecture, os = 'linux'] = platform.split('/').reverse();
        return { digest: digest(child), platform: { os, architecture } };
      }),
    }),
  ] as const;

/** A basic scan that ended on a day, with findings as `CVE-1 HIGH`. */
export const basicScan = (findings: readonly string[] = [], letter = 'a', scannedAt = '2026-10-20') =>
  scanWith(
    {
      imageScanStatus: { status: 'COMPLETE' },
      imageScanFindings: {
        imageScanCompletedAt: `${scannedAt}T00:00:00.000Z`,
        findings: findings.map((text) => {
          const [name, severity] = text.split(' ');
          return { name, severity: severity as 'HIGH' };
        }),
      },
    },
    letter,
  );

/** An enhanced scan with findings. */
export const enhancedScan = (enhancedFindings: readonly Draft<Enhanced>[], letter = 'a') =>
  scanWith({ imageScanStatus: { status: 'ACTIVE' }, imageScanFindings: { enhancedFindings } }, letter);

/** A scan of an image of shop/web. */
export const scanWith = (config: Draft<Scan>, letter = 'a') =>
  make(ecrImageScan, `${imageId(letter)}/scan`, { imageId: { imageDigest: digest(letter) }, ...config });

type State = NonNullable<NonNullable<Scan['imageScanStatus']>['status']>;

/** A scan in a state without findings, with the moment of its end where one is given. */
export const scanIn = (status: State, imageScanCompletedAt?: string) =>
  scanWith({
    imageScanStatus: { status },
    ...(imageScanCompletedAt !== undefined && { imageScanFindings: { imageScanCompletedAt } }),
  });

/** A finding of the enhanced scan or of Inspector. */
export const enhanced = (vulnerabilityId: string, severity: string, more: Draft<Enhanced> = {}): Draft<Enhanced> => ({
  severity,
  status: 'ACTIVE',
  packageVulnerabilityDetails: { vulnerabilityId },
  ...more,
});

/** A finding of Inspector on an image of shop/web. */
export const inspected = (vulnerabilityId: string, severity: 'CRITICAL' | 'HIGH' | 'LOW', letter = 'a') =>
  make(inspectorFinding, `arn:aws:inspector2:eu-west-1:111122223333:finding/${vulnerabilityId}`, {
    severity,
    status: 'ACTIVE',
    packageVulnerabilityDetails: { vulnerabilityId },
    resources: [{ details: { awsEcrContainerImage: { imageHash: digest(letter) } } }],
  });

/** An image that runs in the cluster shop. */
export const runningWith = (letter = 'a', config: Draft<typeof runningImage.config> = {}) => {
  const from = config.repository ?? repository;
  const cluster = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop';
  return make(runningImage, `${cluster}/core/v1/_cluster/images/${from}@${digest(letter)}`, {
    digest: digest(letter),
    repository: from,
    reference: `${from}:1`,
    platform: { os: 'linux', architecture: 'amd64' },
    workloads: ['shop/web'],
    ...config,
  });
};

/** The repository shop/web. */
export const repositoryWith = (config: Draft<typeof ecrRepository.config> = {}) =>
  make(ecrRepository, repositoryArn, {
    registryId: '111122223333',
    repositoryArn,
    repositoryName: 'shop/web',
    repositoryUri: repository,
    ...config,
  });

/** Who may use the repository shop/web. */
export const repositoryPolicyWith = (...statements: readonly object[]) =>
  make(ecrRepositoryPolicy, `${repositoryArn}/policy`, { policyText: policyText(...statements) });

const region = 'aws:111122223333:eu-west-1';

/** Who may use the registry, and what its policy governs. */
export const registryPolicyWith = (...statements: readonly object[]) =>
  make(ecrRegistryPolicy, `${region}/ecr.registry-policy`, {
    registryId: '111122223333',
    policyText: policyText(...statements),
  });
export const policyScope = (value?: string) =>
  make(ecrPolicyScope, `${region}/ecr.policy-scope`, { name: 'REGISTRY_POLICY_SCOPE', value });
