import { describe, expect, test } from 'vitest';
import { ecrAddressOf, imageBeside, isRepositoryOf, repositoryPathOf } from '#clouds/aws/ecr/image/address-facts';
import { imageFor, newestImage, platformImages } from '#clouds/aws/ecr/image/facts';
import { worstHazard } from '#clouds/aws/ecr/image/hazard-facts';
import { isUnread } from '#rule';
import { basicScan, imageId, imageWith, indexWith } from '../../../../support/aws/ecr.ts';
import { answerOf } from '../../../../support/aws/fact.ts';

const address = (host: string) => ecrAddressOf({ repository: `${host}/team/app`, digest: 'sha256:1' });
const arn = (place: string, partition = 'aws') =>
  `arn:${partition}:ecr:${place}:111122223333:repository/team/app@sha256:1`;

describe('the address of an image', () => {
  const hosts: Readonly<Record<string, string>> = {
    '111122223333.dkr.ecr.eu-west-1.amazonaws.com': arn('eu-west-1'),
    '111122223333.DKR.ECR.eu-west-1.amazonaws.com': arn('eu-west-1'),
    '111122223333.dkr.ecr-fips.us-east-1.amazonaws.com': arn('us-east-1'),
    '111122223333.dkr-ecr.eu-west-1.on.aws': arn('eu-west-1'),
    '111122223333.dkr-ecr-fips.us-gov-west-1.on.aws': arn('us-gov-west-1', 'aws-us-gov'),
    '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn': arn('cn-north-1', 'aws-cn'),
    '111122223333.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn': arn('cn-north-1', 'aws-cn'),
  };
  test.each(Object.entries(hosts))('%s', (host, expected) => {
    expect(address(host)).toBe(expected);
  });

  test.each(['public.ecr.aws', 'docker.io', '1.dkr.ecr.eu-west-1.amazonaws.com', 'x111122223333.dkr.ecr.e.on.aws'])(
    '%s is no private ECR registry',
    (host) => {
      expect(address(host)).toBeUndefined();
    },
  );

  test('a registry alone is no repository', () => {
    expect(ecrAddressOf({ repository: '111122223333.dkr.ecr.e.on.aws/', digest: 'd' })).toBeUndefined();
    expect(ecrAddressOf({ repository: '111122223333.dkr.ecr.e.on.aws', digest: 'd' })).toBeUndefined();
  });

  test('names its repository', () => {
    expect(repositoryPathOf(arn('eu-west-1'))).toBe('team/app');
    expect(imageBeside(arn('eu-west-1'), 'sha256:2')).toBe(arn('eu-west-1').replace(/1$/, '2'));
    expect(isRepositoryOf('111122223333.dkr-ecr.eu-west-1.on.aws/team/app', arn('eu-west-1'))).toBe(true);
    expect(isRepositoryOf('111122223333.dkr-ecr.eu-west-1.on.aws/team/other', arn('eu-west-1'))).toBe(false);
    expect(isRepositoryOf('docker.io/team/app', arn('eu-west-1'))).toBe(false);
  });
});

describe('the newest image of a repository', () => {
  const newest = (...images: readonly ReturnType<typeof imageWith>[]) => {
    const [first = imageWith(), ...others] = images;
    return answerOf(newestImage, first, others);
  };
  const at = '2026-10-02T00:00:00.000Z';

  test('was pushed last', () => {
    expect(newest(imageWith('a'), imageWith('b', { imagePushedAt: at }))).toBe(imageId('b'));
    expect(newest(imageWith('b', { imagePushedAt: at }), imageWith('a'))).toBe(imageId('b'));
  });

  test('of one second is the index, then the tagged one, then the one with the greatest digest', () => {
    const tagged = imageWith('b', { imageTags: ['1'] });
    const [index] = indexWith('a', {});
    expect(newest(index, tagged, imageWith('c'))).toBe(imageId('a'));
    expect(newest(imageWith('c'), tagged)).toBe(imageId('b'));
    expect(newest(imageWith('b'), imageWith('c'), imageWith('a'))).toBe(imageId('c'));
  });

  test('is a container image', () => {
    const chart = { imagePushedAt: at, artifactMediaType: 'application/vnd.cncf.helm.config.v1+json' };
    expect(newest(imageWith('a'), imageWith('b', chart))).toBe(imageId('a'));
  });

  test('of another repository does not count', () => {
    expect(newest(imageWith('a'), imageWith('b', { imagePushedAt: at, repositoryName: 'other' }))).toBe(imageId('a'));
  });
});

describe('the platforms of an image', () => {
  const beside = [imageWith('b'), imageWith('c'), basicScan([], 'b')];
  const [index, manifests] = indexWith('a', { b: 'amd64', c: 'windows/amd64', d: 'unknown/unknown' });
  const images = answerOf(platformImages, index, [manifests, ...beside]);

  test('are those of the index without attestations', () => {
    expect(isUnread(images) ? images : images.map(({ platform }) => platform)).toEqual([
      { os: 'linux', architecture: 'amd64' },
      { os: 'windows', architecture: 'amd64' },
    ]);
  });

  test('of an image that is no index are one without a name', () => {
    const own = answerOf(platformImages, imageWith('b'), beside);
    expect(isUnread(own) ? own : own.map(({ platform }) => platform)).toEqual([{}]);
    expect(isUnread(imageFor(own, { os: 'linux', architecture: 'riscv64' }))).toBe(false);
  });

  test('are told apart by what is known of the node', () => {
    const chosen = (os?: string, architecture?: string) =>
      imageFor(images, { ...(os && { os }), ...(architecture && { architecture }) });
    expect(chosen('windows')).toMatchObject([{ platform: { os: 'windows' } }]);
    expect(chosen('linux', 'amd64')).toMatchObject([{ platform: { os: 'linux' } }]);
    expect(chosen(undefined, 'amd64')).toMatchObject({ reason: 'not-found' });
    expect(chosen('linux', 'arm64')).toMatchObject({ reason: 'not-found' });
    expect(imageFor(images)).toMatchObject({ reason: 'not-found' });
  });
});

test('the evidence of a hazard holds the ten gravest', () => {
  const findings = Array.from({ length: 12 }, (_, i) => `CVE-${i + 10} ${i === 11 ? 'CRITICAL' : 'HIGH'}`);
  const tolerance = {
    minSeverity: 'HIGH',
    maxFindings: 0,
    denyCves: [],
    ignoreUnfixed: false,
    maxScanAgeDays: 30,
  } as const;
  const images = answerOf(platformImages, imageWith(), [basicScan(findings)]);
  const worst = worstHazard(images, tolerance, '2026-11-01T00:00:00Z');
  const seen = worst && !isUnread(worst) ? worst.seen : [];
  expect(seen).toHaveLength(10);
  expect(seen[0]).toEqual({
    at: `${imageId()}/scan#imageScanFindings.findings[11]`,
    actual: 'CVE-21 (CRITICAL)',
  });
  expect(seen[1]?.actual).toBe('CVE-10 (HIGH)');
});
