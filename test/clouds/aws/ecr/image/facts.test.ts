import { describe, expect, test } from 'vitest';
import { ecrAddressOf, imageBeside, isUsed, repositoryPathOf } from '#clouds/aws/ecr/image/address-facts';
import { imageFor, newestImage, platformImages, scannedImage } from '#clouds/aws/ecr/image/facts';
import { worstHazard } from '#clouds/aws/ecr/image/hazard-facts';
import { isUnread, unknown } from '#rule';
import {
  basicScan,
  digest,
  enhanced,
  imageId,
  imageWith,
  indexWith,
  inspected,
  scanWith,
} from '../../../../support/aws/ecr.ts';
import { answerOf } from '../../../../support/aws/fact.ts';

const tolerance = {
  minSeverity: 'HIGH',
  maxFindings: 0,
  denyCves: [],
  ignoreUnfixed: false,
  maxScanAgeDays: 30,
} as const;

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

  const running = (repository: string) => ({ items: [{ config: { repository } }] });

  test('names its repository', () => {
    expect(repositoryPathOf(arn('eu-west-1'))).toBe('team/app');
    expect(imageBeside(arn('eu-west-1'), 'sha256:2')).toBe(arn('eu-west-1').replace(/1$/, '2'));
    expect(isUsed(arn('eu-west-1'), running('111122223333.dkr-ecr.eu-west-1.on.aws/team/app'), () => [])).toBe(true);
    expect(isUsed(arn('eu-west-1'), running('111122223333.dkr-ecr.eu-west-1.on.aws/team/other'), () => [])).toBe(false);
    expect(isUsed(arn('eu-west-1'), running('docker.io/team/app'), () => [])).toBe(false);
  });

  test('what was meant to be read and was not leaves open whether a cluster uses it', () => {
    const missed = unknown('denied', 'no');
    const left = unknown('outside', 'not watched');
    const none = { items: [] };
    expect(isUsed(arn('eu-west-1'), { ...none, unread: missed }, () => [])).toBe(missed);
    expect(isUsed(arn('eu-west-1'), none, () => [{}, { unread: missed }])).toBe(missed);
    expect(isUsed(arn('eu-west-1'), { ...none, unread: left }, () => [{ unread: unknown('not-in-files', '') }])).toBe(
      false,
    );
  });

  test('an image that is seen to run is used, whatever other clusters run', () => {
    const own = running('111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app');
    const asked: string[] = [];
    const clusters = () => {
      asked.push('clusters');
      return [{ unread: unknown('denied', 'no') }];
    };
    expect(isUsed(arn('eu-west-1'), own, clusters)).toBe(true);
    expect(asked).toEqual([]);
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

  test('was pushed last in UTC, however its time is written', () => {
    const [summer, noon] = ['2026-10-30T13:20:45.5+02:00', '2026-10-30T12:00:00Z'];
    const pushed = [imageWith('c', { imagePushedAt: summer }), imageWith('b', { imagePushedAt: noon })];
    expect(newest(...pushed)).toBe(imageId('b'));
    expect(newest(...pushed.toReversed())).toBe(imageId('b'));
  });

  test('is unknown where a time is no date', () => {
    const odd = imageWith('b', { imagePushedAt: 'yesterday' });
    expect(newest(imageWith('a'), odd)).toMatchObject({
      reason: 'malformed',
      message: 'imagePushedAt is no date: yesterday.',
    });
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
  const [index, manifests] = indexWith('a', { b: 'amd64', c: 'windows/amd64', d: 'attestation' });
  const images = answerOf(platformImages, index, [manifests, ...beside]);

  test('are those of the index without attestations', () => {
    expect(isUnread(images) ? images : images.map(({ platform }) => platform)).toEqual([
      { os: 'linux', architecture: 'amd64' },
      { os: 'windows', architecture: 'amd64' },
    ]);
  });

  test('of which only what says so is an attestation', () => {
    const [unnamed, listed] = indexWith('a', { b: 'unknown/unknown' });
    expect(answerOf(platformImages, unnamed, [listed, ...beside])).toMatchObject([{ platform: { os: 'unknown' } }]);
    const says = { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } };
    const runs = { digest: digest('b'), platform: { os: 'linux', architecture: 'amd64' }, ...says };
    const lying = { ...listed, config: { ...listed.config, manifests: [runs] } };
    expect(answerOf(platformImages, unnamed, [lying, ...beside])).toMatchObject([{ platform: { os: 'linux' } }]);
  });

  test.each<Readonly<Record<string, string>>>([{}, { b: 'attestation' }])(
    'of the index %j are none, which is no good scan',
    (platforms) => {
      const [bare, listed] = indexWith('a', platforms);
      const none = answerOf(platformImages, bare, [listed, ...beside]);
      expect(worstHazard(none, tolerance, '2026-11-01T00:00:00Z')).toMatchObject({
        reason: 'not-found',
        message: 'The image index names no image.',
      });
    },
  );

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

describe('a scan that counts more findings than it holds', () => {
  const findingSeverityCounts = { CRITICAL: 3, LOW: 0 };
  const imageScanCompletedAt = '2026-10-20T00:00:00.000Z';
  const enhancedFindings = [enhanced('CVE-1', 'CRITICAL'), enhanced('CVE-2', 'HIGH')];
  const scan = (
    status: 'ACTIVE' | 'COMPLETE',
    imageScanFindings: object,
    ...more: readonly ReturnType<typeof inspected>[]
  ) => {
    const one = scanWith({
      imageScanStatus: { status },
      imageScanFindings: { findingSeverityCounts, ...imageScanFindings },
    });
    return answerOf(scannedImage, imageWith(), [one, ...more]);
  };
  const short = (held: number) => ({
    reason: 'field-missing',
    message: `The scan counts 3 findings of severity CRITICAL and holds ${held}.`,
  });

  test('may have found more', () => {
    expect(scan('ACTIVE', { enhancedFindings: [] })).toMatchObject({ unread: short(0) });
    expect(scan('ACTIVE', { enhancedFindings })).toMatchObject({ unread: short(1) });
    expect(scan('COMPLETE', { findings: [], imageScanCompletedAt })).toMatchObject({ unread: short(0) });
    expect(scan('ACTIVE', {})).toMatchObject(short(0));
    expect(scan('ACTIVE', {}, inspected('CVE-1', 'CRITICAL'))).toMatchObject({ unread: short(1) });
  });

  test('says all that it found when the counts agree', () => {
    const all = ['CVE-1', 'CVE-2', 'CVE-3'];
    const held = { enhancedFindings: all.map((id) => enhanced(id, 'CRITICAL')) };
    expect(scan('ACTIVE', held)).toMatchObject({ unread: undefined });
    expect(scan('ACTIVE', {}, ...all.map((id) => inspected(id, 'CRITICAL')))).toMatchObject({ unread: undefined });
  });
});

test('the evidence of a hazard holds the ten gravest', () => {
  const findings = Array.from({ length: 12 }, (_, i) => `CVE-${i + 10} ${i === 11 ? 'CRITICAL' : 'HIGH'}`);
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
