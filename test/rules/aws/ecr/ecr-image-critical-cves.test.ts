import { ecrImage } from '#clouds/aws/ecr/image/resource';
import { ecrImageIndex } from '#clouds/aws/ecr/image-index/resource';
import { ecrImageScan } from '#clouds/aws/ecr/image-scan/resource';
import type { GapReason, Resource, Severity } from '#model';
import rule from '#rules/aws/ecr/ecr-image-critical-cves';
import * as ecr from '../../../support/aws/ecr.ts';
import { gapOn } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';
import { unwatched } from './ecr-image-critical-cves.unwatched.ts';

const { basicScan, enhanced, enhancedScan, imageId, images, imageWith, indexWith, inspected, runningWith, scanIn } =
  ecr;

const running = runningWith();
const runs = (...beside: readonly Resource[]) => ({ on: running, beside: [imageWith(), ...beside] });
const found = (...findings: readonly string[]) => runs(basicScan(findings));
const active = (...findings: Parameters<typeof enhancedScan>[0]) => runs(enhancedScan(findings));
const idle = (...findings: readonly string[]) => ({ on: imageWith(), beside: [basicScan(findings)] });
const unscanned = (status: Parameters<typeof scanIn>[0], reason: GapReason) => ({
  ...runs(scanIn(status)),
  message: `The state of its scan is ${status}.`,
  reason,
});
const one = indexWith('a', { b: 'amd64' });
const attested = indexWith('a', { b: 'amd64', c: 'arm64', d: 'attestation' });
const both = indexWith('a', { b: 'amd64', c: 'arm64' });

const fine = 'Its scan has no findings beyond what policy tolerates.';
const many = (count: number, max = 0, least = 'HIGH') =>
  `The image has ${count === 1 ? '1 finding' : `${count} findings`} of severity ${least} or above; ${max} are tolerated.`;
const oneIdle = { message: many(1), grade: 'medium' as Severity };
const denied = (id: string, inImage = id) => ({
  components: { allow: {}, deny: { cves: [{ id, reason: 'exploited everywhere' }] } },
  message: `The image holds ${inImage}, which policy denies.`,
  grade: 'critical' as Severity,
});
const exploits = (severity: string) => `CVE-1 in the image is ${severity} and has a known exploit.`;
const exploited = (severity: string, grade: Severity = 'critical') => ({ message: exploits(severity), grade });
const related = { vulnerabilityId: 'GHSA-1', relatedVulnerabilities: ['CVE-2021-44228'] };
const elsewhere = '999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop/web';
const exploit = { exploitAvailable: 'YES' };

const field = (path: string) => ({ reason: 'field-missing' as const, message: `The answer has no ${path}.` });
const missing = (message: string) => ({ reason: 'not-found' as const, message });
const from = (repository: string) => ({ on: runningWith('a', { repository }) });
const notEcr = { message: 'It is in no private ECR registry.' };

testRule(rule, {
  pass: {
    'a scan without findings': { ...found(), message: fine },
    'findings below minSeverity': { ...found('CVE-1 MEDIUM', 'CVE-2 UNDEFINED'), message: fine },
    'no more findings than maxFindings': { ...found('CVE-1 HIGH'), params: { maxFindings: 1 }, message: fine },
    'a higher minSeverity': { ...found('CVE-1 HIGH'), params: { minSeverity: 'CRITICAL' }, message: fine },
    'findings that are no longer active': {
      ...active(
        enhanced('CVE-1', 'CRITICAL', { status: 'CLOSED' }),
        enhanced('CVE-2', 'HIGH', { status: 'SUPPRESSED' }),
      ),
      message: fine,
    },
    'findings without a fix where policy ignores them': {
      ...active(enhanced('CVE-1', 'CRITICAL', { fixAvailable: 'NO', ...exploit })),
      params: { ignoreUnfixed: true },
      message: fine,
    },
    'a basic scan of exactly maxScanAgeDays': { ...runs(basicScan([], 'a', '2026-10-02')), message: fine },
    'an older scan where policy allows it': {
      ...runs(basicScan([], 'a', '2026-01-01')),
      params: { maxScanAgeDays: 365 },
      message: fine,
    },
    'an enhanced scan has no age': { ...active(), message: fine },
    'a known exploit of little severity': { ...active(enhanced('CVE-1', 'MEDIUM', exploit)), message: fine },
    'of an index only the platform of the node counts': {
      on: running,
      beside: [...both, ...images('b', 'c'), basicScan([], 'b'), basicScan(['CVE-1 HIGH'], 'c')],
      message: fine,
    },
    'the newest image of a repository that no cluster uses': { ...idle(), message: fine },
    ...unwatched.pass,
  },
  fail: {
    'a finding at minSeverity': { ...found('CVE-1 HIGH'), message: many(1) },
    'findings above it': { ...found('CVE-1 CRITICAL', 'CVE-2 HIGH', 'CVE-3 LOW'), message: many(2) },
    'more than maxFindings': { ...found('CVE-1 HIGH', 'CVE-2 HIGH'), params: { maxFindings: 1 }, message: many(2, 1) },
    'a lower minSeverity': {
      ...found('CVE-1 INFORMATIONAL'),
      params: { minSeverity: 'INFORMATIONAL' },
      message: many(1, 0, 'INFORMATIONAL'),
    },
    'an active enhanced finding': { ...active(enhanced('CVE-1', 'HIGH')), message: many(1) },
    'a partial fix is a fix': {
      ...active(enhanced('CVE-1', 'HIGH', { fixAvailable: 'PARTIAL' })),
      params: { ignoreUnfixed: true },
      message: many(1),
    },
    'a basic scan knows no fixes': { ...found('CVE-1 HIGH'), params: { ignoreUnfixed: true }, message: many(1) },
    'a known exploit of a grave one': {
      ...active(enhanced('CVE-1', 'HIGH', exploit), enhanced('CVE-2', 'CRITICAL')),
      ...exploited('HIGH'),
    },
    'a denied one, whatever its severity and case': {
      ...found('CVE-2021-44228 LOW'),
      ...denied('cve-2021-44228', 'CVE-2021-44228'),
    },
    'a denied one under a related name': {
      ...active(enhanced('GHSA-1', 'LOW', { packageVulnerabilityDetails: related })),
      ...denied('CVE-2021-44228', 'GHSA-1'),
    },
    'a suppressed one is in the image all the same': {
      ...active(enhanced('CVE-1', 'LOW', { status: 'SUPPRESSED' })),
      ...denied('CVE-1'),
    },
    'an index by the platform of the node': {
      on: runningWith('a', { platform: { os: 'linux', architecture: 'arm64' } }),
      beside: [...attested, ...images('b', 'c', 'd'), basicScan([], 'b'), basicScan(['CVE-1 HIGH'], 'c')],
      message: many(1),
    },
    'an index of one platform needs no node': {
      on: runningWith('a', { platform: undefined }),
      beside: [...one, imageWith('b'), basicScan(['CVE-1 HIGH'], 'b')],
      message: many(1),
    },
    "Inspector's findings where the scan could not be read": {
      ...runs(inspected('CVE-1', 'HIGH')),
      hidden: [ecrImageScan],
      message: many(1),
    },
    "Inspector's findings where the scan does not hold them": {
      ...runs(scanIn('ACTIVE'), inspected('CVE-1', 'CRITICAL')),
      message: many(1),
    },
    'an idle image, one level lower': { ...idle('CVE-1 HIGH'), ...oneIdle },
    'an idle image with a denied one': { ...idle('CVE-1 LOW'), ...denied('CVE-1'), grade: 'high' },
    'an idle image with an exploited one': {
      on: imageWith(),
      beside: [enhancedScan([enhanced('CVE-1', 'CRITICAL', exploit)])],
      ...exploited('CRITICAL', 'high'),
    },
    ...unwatched.fail,
    'an image in use too, with includeIdle': {
      on: imageWith(),
      beside: [basicScan(['CVE-1 HIGH']), running],
      params: { includeIdle: true },
      ...oneIdle,
    },
    'an idle index by its worst platform': {
      on: both[0],
      beside: [
        both[1],
        ...images('b', 'c'),
        basicScan([], 'b'),
        enhancedScan([enhanced('CVE-1', 'HIGH', exploit)], 'c'),
      ],
      ...exploited('HIGH', 'high'),
    },
    'a repository of the same name elsewhere is another one': {
      on: imageWith(),
      beside: [basicScan(['CVE-1 HIGH']), runningWith('b', { repository: elsewhere })],
      ...oneIdle,
    },
  },
  unknown: {
    ...unwatched.unknown,
    'a scan that waits': unscanned('PENDING', 'in-transition'),
    'a scan that runs': unscanned('IN_PROGRESS', 'in-transition'),
    'a scan that failed': unscanned('FAILED', 'not-ready'),
    'an image that cannot be scanned': unscanned('UNSUPPORTED_IMAGE', 'not-ready'),
    'findings that are not available': unscanned('FINDINGS_UNAVAILABLE', 'not-ready'),
    'a limit that was reached': unscanned('LIMIT_EXCEEDED', 'not-ready'),
    'an image that is no longer scanned': unscanned('SCAN_ELIGIBILITY_EXPIRED', 'not-ready'),
    'an archived image': unscanned('IMAGE_ARCHIVED', 'not-ready'),
    'a scan without a state': { ...runs(ecr.scanWith({})), reason: 'field-missing' },
    'a complete scan without its end': {
      ...runs(scanIn('COMPLETE')),
      ...field('imageScanFindings.imageScanCompletedAt'),
    },
    'a complete scan without findings': {
      ...runs(scanIn('COMPLETE', '2026-10-20T00:00:00Z')),
      ...field('imageScanFindings.findings'),
    },
    'no scan at all': { ...runs(), ...missing('ECR has no scan of the image.') },
    'a scan that could not be read': {
      ...runs(),
      gaps: [gapOn(ecrImageScan, 'aws:111122223333:eu-west-1', `${imageId()}/scan`)],
      reason: 'denied',
    },
    "few of Inspector's findings and no scan": {
      ...runs(inspected('CVE-1', 'LOW')),
      hidden: [ecrImageScan],
      reason: 'denied',
    },
    'a basic scan older than maxScanAgeDays': {
      ...runs(basicScan(['CVE-1 CRITICAL'], 'a', '2026-10-01')),
      reason: 'stale',
      message: 'Its last scan was at 2026-10-01T00:00:00.000Z.',
    },
    'an image that is gone from its registry': { on: running, ...missing('ECR no longer holds the image.') },
    'a registry that could not be read': { on: running, hidden: [ecrImage], reason: 'denied' },
    'a registry of an account that is not watched': { ...from(elsewhere), reason: 'outside' },
    'an index whose manifests were not read': {
      on: running,
      beside: one.slice(0, 1),
      ...missing('The manifests of the image index were not read.'),
    },
    'an index whose manifests could not be read': {
      on: running,
      beside: one.slice(0, 1),
      hidden: [ecrImageIndex],
      reason: 'denied',
    },
    'a manifest that is not in the registry': {
      on: running,
      beside: one,
      ...missing(`ECR does not hold the manifest ${ecr.digest('b')}.`),
    },
    'an index of several platforms on an unknown node': {
      on: runningWith('a', { platform: undefined }),
      beside: [...both, ...images('b', 'c')],
      ...missing('Which platform of the image runs is not known.'),
    },
    'an idle index of which one platform is not scanned': {
      on: both[0],
      beside: [both[1], ...images('b', 'c'), basicScan([], 'b')],
      reason: 'not-found',
    },
    'files do not tell which image is the newest': { ...idle(), folder: 'estate', reason: 'not-in-files' },
    'an image without its time': { on: imageWith('a', { imagePushedAt: undefined }), ...field('imagePushedAt') },
  },
  notApplicable: {
    'an image of another registry': { ...from('docker.io/library/nginx'), ...notEcr },
    'an image of the public gallery': { ...from('public.ecr.aws/nginx/nginx'), ...notEcr },
    'a newer image of the repository': {
      on: imageWith(),
      beside: [basicScan(['CVE-1 HIGH']), imageWith('b', { imagePushedAt: '2026-10-02T00:00:00.000Z' })],
      message: 'It is not the newest image of its repository.',
    },
    'the repository of a running image': {
      on: imageWith(),
      beside: [basicScan(['CVE-1 HIGH']), runningWith('b')],
      message: 'A cluster runs an image of its repository.',
    },
    'the repository of a running image under another name of its registry': {
      on: imageWith(),
      beside: [basicScan([]), runningWith('b', { repository: '111122223333.dkr-ecr.eu-west-1.on.aws/shop/web' })],
      message: 'A cluster runs an image of its repository.',
    },
  },
});
