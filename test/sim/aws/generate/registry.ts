import type { Image as ImageManifest, ImageDetail, ImageScanFinding, Repository } from '@aws-sdk/client-ecr';
import type { Finding } from '@aws-sdk/client-inspector2';
import type { Seeded } from '../../seeded.ts';
import type { ScanResult } from '../estate.ts';
import { repositoryPolicy } from './registry-policies.ts';
import { daysAgo, type ClusterPlan } from './plan.ts';

export interface Registry {
  readonly repositories: readonly Repository[];
  readonly policies: Readonly<Record<string, string>>;
  readonly images: Readonly<Record<string, readonly ImageDetail[]>>;
  readonly manifests: Readonly<Record<string, ImageManifest>>;
  readonly scans: Readonly<Record<string, ScanResult>>;
  readonly inspectorFindings: readonly Finding[];
}

const services = ['api', 'worker', 'web'];
const mediaType = 'application/vnd.oci.image.manifest.v1+json';

/** Three repositories for each cluster: two with scans, the third never scanned. */
export function registry(plan: ClusterPlan): Registry {
  const random = plan.random.fork('registry');
  const made = services.map((service, at) => {
    const name = `${plan.name}/${service}`;
    return {
      name,
      repository: repository(plan, name, at < 2),
      images: [0, 1, 2].map((age) => image(plan, name, age, random)),
      scanned: at < 2,
    };
  });
  const all = made.flatMap((each) => each.images.map((detail, age) => ({ ...each, detail, age })));
  const scans = all
    .filter((each) => each.scanned)
    .map((each) => [`${each.name}@${each.detail.imageDigest ?? ''}`, scan(plan, each.age, random)] as const);
  return {
    repositories: made.map((each) => each.repository),
    policies: Object.fromEntries(made.flatMap(({ name }, at) => repositoryPolicy(plan, name, at))),
    images: Object.fromEntries(made.map((each) => [each.name, each.images])),
    manifests: Object.fromEntries(
      all.map(({ name, detail }) => [detail.imageDigest ?? '', manifest(plan, name, detail)]),
    ),
    scans: Object.fromEntries(scans),
    inspectorFindings: all
      .filter((each) => each.scanned)
      .map(({ name, detail }) => inspected(plan, name, detail, random)),
  };
}

function repository(plan: ClusterPlan, name: string, scanOnPush: boolean): Repository {
  return {
    repositoryArn: `arn:aws:ecr:${plan.region}:${plan.account}:repository/${name}`,
    registryId: plan.account,
    repositoryName: name,
    repositoryUri: `${plan.account}.dkr.ecr.${plan.region}.amazonaws.com/${name}`,
    createdAt: daysAgo(500),
    imageTagMutability: scanOnPush ? 'IMMUTABLE' : 'MUTABLE',
    imageScanningConfiguration: { scanOnPush },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}

function image(plan: ClusterPlan, name: string, age: number, random: Seeded): ImageDetail {
  return {
    registryId: plan.account,
    repositoryName: name,
    imageDigest: `sha256:${random.hex(64)}`,
    imageTags: age === 2 ? [] : [`v${String(10 - age)}`, ...(age === 0 ? ['latest'] : [])],
    imageSizeInBytes: random.integer(20_000_000, 400_000_000),
    imagePushedAt: daysAgo(age * 30 + random.integer(1, 20)),
    imageManifestMediaType: mediaType,
    artifactMediaType: 'application/vnd.oci.image.config.v1+json',
    lastRecordedPullTime: daysAgo(1),
  };
}

function manifest(plan: ClusterPlan, name: string, { imageDigest }: ImageDetail): ImageManifest {
  const body = {
    schemaVersion: 2,
    mediaType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: imageDigest, size: 7023 },
    layers: [],
  };
  return {
    registryId: plan.account,
    repositoryName: name,
    imageId: { imageDigest },
    imageManifest: JSON.stringify(body),
    imageManifestMediaType: mediaType,
  };
}

function scan(plan: ClusterPlan, age: number, random: Seeded): ScanResult {
  if (age === 2 && random.chance(0.3)) {
    return {
      imageScanStatus: {
        status: 'FAILED',
        description: 'UnsupportedImageError: the operating system is not supported',
      },
    };
  }
  const critical = plan.faults.has('image-critical') ? random.integer(1, 3) : 0;
  const findings = [
    ...Array.from({ length: critical }, () => vulnerability('CRITICAL', random)),
    ...Array.from({ length: random.integer(1, 4) }, () =>
      vulnerability(random.pick(['HIGH', 'MEDIUM', 'LOW']), random),
    ),
  ];
  const counts: Record<string, number> = {};
  for (const { severity = 'UNDEFINED' } of findings) counts[severity] = (counts[severity] ?? 0) + 1;
  return {
    imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
    imageScanFindings: {
      imageScanCompletedAt: daysAgo(age * 30 + 1),
      vulnerabilitySourceUpdatedAt: daysAgo(age * 30 + 2),
      findingSeverityCounts: counts,
      findings,
    },
  };
}

function vulnerability(severity: NonNullable<ImageScanFinding['severity']>, random: Seeded): ImageScanFinding {
  const name = `CVE-2026-${String(random.integer(1000, 49_999))}`;
  return {
    name,
    description: `a flaw in <parse> & "print"`,
    uri: `https://nvd.nist.gov/vuln/detail/${name}`,
    severity,
    attributes: [
      { key: 'package_name', value: random.pick(['openssl', 'zlib', 'curl', 'glibc']) },
      { key: 'package_version', value: `1.${String(random.integer(0, 9))}.0` },
    ],
  };
}

function inspected(plan: ClusterPlan, name: string, detail: ImageDetail, random: Seeded): Finding {
  const vulnerabilityId = `CVE-2026-${String(random.integer(1000, 49_999))}`;
  const severity = plan.faults.has('image-critical') ? 'CRITICAL' : 'MEDIUM';
  const registryId = plan.account;
  return {
    findingArn: `arn:aws:inspector2:${plan.region}:${plan.account}:finding/${random.hex(32)}`,
    awsAccountId: plan.account,
    type: 'PACKAGE_VULNERABILITY',
    description: 'a flaw in a library',
    title: `${vulnerabilityId} - openssl`,
    remediation: { recommendation: { text: 'None Provided' } },
    severity,
    firstObservedAt: daysAgo(20),
    lastObservedAt: daysAgo(1),
    updatedAt: daysAgo(1),
    status: 'ACTIVE',
    fixAvailable: random.pick(['YES', 'NO']),
    inspectorScore: severity === 'CRITICAL' ? 9.8 : 5.5,
    resources: [
      {
        type: 'AWS_ECR_CONTAINER_IMAGE',
        id: `arn:aws:ecr:${plan.region}:${plan.account}:repository/${name}/${detail.imageDigest ?? ''}`,
        region: plan.region,
        details: {
          awsEcrContainerImage: {
            repositoryName: name,
            imageTags: detail.imageTags,
            pushedAt: detail.imagePushedAt,
            architecture: 'arm64',
            imageHash: detail.imageDigest,
            registry: registryId,
            platform: 'ALPINE_LINUX_3_20',
          },
        },
      },
    ],
    packageVulnerabilityDetails: {
      vulnerabilityId,
      source: 'NVD',
      cvss: [
        {
          version: '3.1',
          source: 'NVD',
          baseScore: 9.8,
          scoringVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        },
      ],
      vulnerablePackages: [{ name: 'openssl', version: '3.0.1', fixedInVersion: '3.0.9', packageManager: 'OS' }],
    },
  };
}
