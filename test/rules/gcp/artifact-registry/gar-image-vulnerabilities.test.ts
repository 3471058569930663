import { imageAnalysis } from '#clouds/gcp/container-analysis/image-analysis/resource';
import type { GapReason, Severity } from '#model';
import rule from '#rules/gcp/artifact-registry/gar-image-vulnerabilities';
import { analysisWith, flaw, runningWeb } from '../../../support/gcp/analysis.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = runningWeb();
const found = (...flaws: readonly string[]) => ({ on, beside: [analysisWith(flaws.map((it) => flaw(it)))] });
const rated = (...flaws: Parameters<typeof flaw>[1][]) => ({
  on,
  beside: [analysisWith(flaws.map((it) => flaw('CVE-1', it)))],
});
const discovered = (discovery: Parameters<typeof analysisWith>[1], ...flaws: readonly string[]) => ({
  on,
  beside: [
    analysisWith(
      flaws.map((it) => flaw(it)),
      discovery,
    ),
  ],
});
const state = (analysisStatus: string, reason: GapReason) => ({
  ...discovered({ analysisStatus, continuousAnalysis: 'ACTIVE' }),
  message: `Of the image the state of its analysis is ${analysisStatus}.`,
  reason,
});
const success = 'FINISHED_SUCCESS';
const fine = 'Its analysis has no findings beyond what policy tolerates.';
const many = (count: number, max = 0, least = 'HIGH') =>
  `The image has ${count === 1 ? '1 finding' : `${count} findings`} of severity ${least} or above; ${max} are tolerated.`;
const denied = (id: string, inImage = id) => ({
  components: { allow: {}, deny: { cves: [{ id, reason: 'exploited everywhere' }] } },
  message: `The image holds ${inImage}, which policy denies.`,
  grade: 'critical' as Severity,
});
const at = (repository: string) => {
  const beside = [analysisWith([flaw('CVE-1 HIGH')], undefined, repository)];
  return { on: runningWeb({ repository }), beside, message: many(1) };
};
const from = (repository: string) => ({ on: runningWeb({ repository }) });
const elsewhere = 'Which image behind its digest runs is not known: the one for linux/amd64 was analysed.';
const on64 = (platform: { os?: string; architecture?: string } | undefined) => ({
  on: runningWeb({ platform }),
  beside: [analysisWith([flaw('CVE-1 CRITICAL')])],
  reason: 'not-found' as const,
  message: elsewhere,
});

testRule(rule, {
  pass: {
    'an analysis without findings': { ...found(), message: fine },
    'the older word for a finished analysis': {
      ...discovered({ analysisStatus: 'COMPLETE', continuousAnalysis: 'ACTIVE' }),
      message: fine,
    },
    'findings below minSeverity': { ...found('CVE-1 MEDIUM', 'CVE-2 MINIMAL', 'CVE-3'), message: fine },
    'no more findings than maxFindings': { ...found('CVE-1 HIGH'), params: { maxFindings: 1 }, message: fine },
    'a higher minSeverity': { ...found('CVE-1 HIGH'), params: { minSeverity: 'CRITICAL' }, message: fine },
    'findings without a fix where only the others count': {
      ...rated(
        { effectiveSeverity: 'CRITICAL', fixAvailable: false },
        { effectiveSeverity: 'HIGH', fixAvailable: undefined },
      ),
      params: { onlyFixable: true },
      message: fine,
    },
    'what the distribution calls less grave': {
      ...rated({ severity: 'CRITICAL', effectiveSeverity: 'LOW' }),
      message: fine,
    },
    'a last scan of exactly maxScanAgeDays': {
      ...discovered({ analysisStatus: success, continuousAnalysis: 'INACTIVE', lastScanTime: '2026-10-02T00:00:00Z' }),
      message: fine,
    },
    'an older scan where policy allows it': {
      ...discovered({ analysisStatus: success, lastScanTime: '2026-01-01T00:00:00Z' }),
      params: { maxScanAgeDays: 365 },
      message: fine,
    },
  },
  fail: {
    'a finding at minSeverity': { ...found('CVE-1 HIGH'), message: many(1) },
    'findings above it': { ...found('CVE-1 CRITICAL', 'CVE-2 HIGH', 'CVE-3 LOW'), message: many(2) },
    'more than maxFindings': { ...found('CVE-1 HIGH', 'CVE-2 HIGH'), params: { maxFindings: 1 }, message: many(2, 1) },
    'a lower minSeverity': { ...found('CVE-1 LOW'), params: { minSeverity: 'LOW' }, message: many(1, 0, 'LOW') },
    'a severity that only the provider of the note gives': {
      ...rated({ severity: 'HIGH', effectiveSeverity: 'SEVERITY_UNSPECIFIED' }),
      message: many(1),
    },
    'a severity of the note where nothing else is said': {
      ...rated({ severity: 'CRITICAL', effectiveSeverity: undefined }),
      message: many(1),
    },
    'a finding without a fix': { ...rated({ effectiveSeverity: 'HIGH', fixAvailable: false }), message: many(1) },
    'a finding with a fix where only those count': {
      ...found('CVE-1 HIGH'),
      params: { onlyFixable: true },
      message: many(1),
    },
    'a denied one, whatever its severity and case': {
      ...found('CVE-2021-44228 LOW', 'CVE-1 CRITICAL'),
      ...denied('cve-2021-44228', 'CVE-2021-44228'),
    },
    'a denied one without a fix': {
      ...rated({ effectiveSeverity: 'LOW', fixAvailable: false }),
      params: { onlyFixable: true },
      ...denied('CVE-1'),
    },
    'what an old analysis found is there all the same': {
      ...discovered(
        { analysisStatus: success, continuousAnalysis: 'INACTIVE', lastScanTime: '2026-01-01T00:00:00Z' },
        'CVE-1 HIGH',
      ),
      message: many(1),
    },
    'what was found before the analysis ended': {
      ...discovered({ analysisStatus: 'SCANNING' }, 'CVE-1 HIGH'),
      message: many(1),
    },
    'an image in a repository for gcr.io': at('eu.gcr.io/shop-prod/web'),
    'an image of a project in a domain': at('gcr.io/example.com/shop-prod/web'),
  },
  unknown: {
    'an image that nobody analysed': {
      on,
      reason: 'not-found',
      message: 'Artifact Analysis knows nothing of the image.',
    },
    'findings of others, and no analysis of vulnerabilities': {
      on,
      beside: [{ ...analysisWith(), config: { resourceUri: analysisWith().config.resourceUri, vulnerabilities: [] } }],
      reason: 'not-ready',
      message: 'Of the image it was not analysed for vulnerabilities.',
    },
    'an analysis that waits': state('PENDING', 'in-transition'),
    'an analysis that runs': state('SCANNING', 'in-transition'),
    'an analysis that failed': state('FINISHED_FAILED', 'not-ready'),
    'an image that cannot be analysed': state('FINISHED_UNSUPPORTED', 'not-ready'),
    'an analysis without a state': {
      ...discovered({ continuousAnalysis: 'ACTIVE' }),
      reason: 'not-ready',
      message: 'Of the image the state of its analysis is not told.',
    },
    'an analysis that is no longer kept up to date': {
      ...discovered({ analysisStatus: success, continuousAnalysis: 'INACTIVE', lastScanTime: '2026-10-01T00:00:00Z' }),
      reason: 'stale',
      message: 'Flaws of after 2026-10-01T00:00:00Z are not added to its analysis.',
    },
    'an analysis that does not say when it was made': {
      ...discovered({ analysisStatus: success }),
      reason: 'not-ready',
      message: 'Of the image when it was last analysed is not told.',
    },
    'a node of another processor': on64({ os: 'linux', architecture: 'arm64' }),
    'a node of another system': on64({ os: 'windows', architecture: 'amd64' }),
    'nodes that are not known': on64(undefined),
    'an analysis that could not be read': { on, hidden: [imageAnalysis], reason: 'denied' },
    'a project that is not watched': { ...from('europe-west1-docker.pkg.dev/other/shop/web'), reason: 'outside' },
  },
  notApplicable: {
    'an image of another registry': { ...from('docker.io/library/nginx'), message: 'It is in no Artifact Registry.' },
    'a host that only looks like one': {
      ...from('evil-docker.pkg.dev.example.com/shop-prod/shop/web'),
      message: 'It is in no Artifact Registry.',
    },
    'an image that GKE brings along': {
      ...from('europe-west1-docker.pkg.dev/gke-release/gke-release/fluent-bit'),
      message: 'Google builds it for GKE.',
    },
  },
});
