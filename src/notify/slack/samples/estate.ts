import type { View, Lead } from '../../views.ts';
import { ben, full, payments, prodCluster, weu } from './places.ts';

const hour = 3_600_000;

const openApiLead: Lead = {
  finding: 'f-3k9d2a',
  severity: 'critical',
  says: 'The API endpoint is open to the whole internet',
  where: 'payments-prod',
  url: prodCluster.url,
  owner: 'team-payments',
  openFor: 27 * hour,
};

const leads: readonly Lead[] = [
  openApiLead,
  {
    finding: 'f-77aa01',
    severity: 'critical',
    says: 'The node group runs ami-00c5a68c79abad271, which is denied',
    where: 'payments-prod/pci',
    openFor: 9 * hour,
  },
  {
    finding: 'f-8c21d0',
    severity: 'high',
    says: 'Pods reach the credentials of their node (hop limit 2)',
    where: 'payments-prod/pci',
    owner: 'team-payments',
    openFor: 51 * hour,
  },
  {
    finding: 'f-01be7f',
    severity: 'high',
    says: 'No network policies are enforced',
    where: 'payments-prod',
    openFor: 51 * hour,
  },
  {
    finding: 'f-c0ffee',
    severity: 'high',
    says: 'The role of pod exporter may be taken by every service account',
    where: 'payments-exporter',
    openFor: 30 * hour,
  },
];

const report = { name: 'report of 21 November', url: 'https://example.slack.com/files/U0BOT/F0REPORT/report.html' };

const base = { render: 1, style: full };

const gap: Extract<View, { is: 'coverage' }> = {
  ...{ ...base, is: 'coverage', id: 'c-5d20', state: 'open', target: weu, reason: 'denied' },
  cluster: { name: 'aks-prod-weu' },
  calls: [
    {
      api: 'ManagedClusters.listClusterUserCredentials',
      permission: 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action',
    },
  ],
  detail: 'AuthorizationFailed: the client does not have authorization to perform the action',
  ...{ since: '2026-11-21T08:00:00.000Z', rulesUnknown: 23, keptOpen: 4 },
  grant:
    'az role assignment create --assignee 0b5c1f7e-52a5-4c55-9e5b-0a8f30c3c1de \\\n  --role "Shoalwatch Reader" \\\n  --scope /subscriptions/89ad703a-4c7e-4743-88c9-2daa512de134',
  may: ['recheck', 'mute-gap', 'explain'],
};

const digest: Extract<View, { is: 'digest' }> = {
  ...{ ...base, is: 'digest', id: 'd-2026-11-21', from: '2026-11-20T08:00:00.000Z', to: '2026-11-21T08:00:00.000Z' },
  ...{ opened: 6, closed: 11, open: { critical: 2, high: 9, medium: 21, low: 30 }, openBefore: 67 },
  news: [
    {
      finding: 'f-90aa11',
      severity: 'medium',
      says: 'Secrets are not encrypted with a key of your own',
      where: 'payments-dev',
    },
    { finding: 'f-90aa12', severity: 'medium', says: 'Control plane logs lack audit', where: 'payments-dev' },
  ],
  oldest: leads.slice(0, 2),
  waiting: [
    {
      plan: 'p-8kd2w1',
      does: 'limit the API to 2 networks',
      where: 'payments-prod',
      expires: '2026-11-21T13:20:00.000Z',
    },
  ],
  ending: [
    {
      waiver: 'EX-7',
      says: 'The API endpoint is open to the whole internet',
      where: 'sandbox',
      until: '2026-12-01T00:00:00.000Z',
    },
  ],
  ...{ coverage: 0.974, coverageBefore: 1, unreadTargets: 1, quiet: false, report },
  trend: [1, 1, 2, 4, 4, 3, 3, 3, 2, 2, 2, 1, 2, 2],
  may: ['report', 'routing-help'],
};

const incomplete: View = {
  ...digest,
  ...{ id: 'd-2026-11-22', closed: 0, openBefore: undefined, ending: [], trend: [], unreadTargets: 0 },
  incomplete: 'the store has lost runs/r-20261121090000000-0d4fa5.json: it lists the targets of the run',
};

const storm: Extract<View, { is: 'storm' }> = {
  ...{
    ...base,
    is: 'storm',
    id: 'b-77',
    where: 'platform-dev',
    count: 37,
    since: '2026-11-21T09:30:00.000Z',
    lasts: 4 * 60_000,
  },
  calm: false,
  byRule: [
    { rule: 'k8s-run-as-root', title: 'Containers run as another user than root', severity: 'medium', count: 19 },
    {
      rule: 'k8s-default-service-account',
      title: 'Workloads have a service account of their own',
      severity: 'low',
      count: 11,
    },
    { rule: 'eks-control-plane-logging', title: 'The control plane logs what it did', severity: 'medium', count: 6 },
    {
      rule: 'eks-endpoint-public-cidr-open',
      title: 'The API endpoint of an EKS cluster is closed to unknown networks',
      severity: 'critical',
      count: 1,
    },
  ],
  criticals: [{ ...openApiLead, where: 'platform-dev', openFor: undefined }],
  actor: { name: 'arn:aws:sts::444455556666:assumed-role/terraform-ci/run-4812', call: 'CreateCluster', share: 0.92 },
  guess: 'a cluster was created',
  list: { name: 'open findings', url: 'https://example.slack.com/files/U0BOT/F0OPEN/open.html' },
  may: ['report', 'mute-burst', 'routing-help'],
};

/** What is said about the estate and about Shoalwatch itself. */
export const estate: Readonly<Record<string, View>> = {
  'first scan': {
    ...{ ...base, is: 'baseline', id: 'b-first', targets: 4, unreadTargets: 0, clusters: 6, rules: 118 },
    ...{
      open: { critical: 2, high: 9, medium: 21, low: 30 },
      coverage: 1,
      took: 48_000,
      top: leads,
      unknown: 0,
      report,
    },
    ...{ finishedAt: '2026-11-21T08:00:48.000Z', may: ['report', 'post-top', 'routing-help'] },
  },
  'first scan, not everything read': {
    ...{ ...base, is: 'baseline', id: 'b-first', targets: 4, unreadTargets: 1, clusters: 6, rules: 118 },
    ...{ open: { critical: 2, high: 9, medium: 21, low: 0 }, coverage: 0.974, took: 48_000, top: leads, unknown: 23 },
    ...{ report: { name: 's3://shoalwatch-evidence/reports/2026-11-21/report.html' }, may: ['post-top'] },
    finishedAt: '2026-11-21T08:00:48.000Z',
  },
  digest,
  'digest, incomplete': incomplete,
  'all quiet': {
    ...{
      ...digest,
      quiet: true,
      opened: 0,
      closed: 0,
      news: [],
      waiting: [],
      ending: [],
      coverage: 1,
      coverageBefore: 1,
    },
    ...{ unreadTargets: 0, open: { critical: 0, high: 2, medium: 5, low: 9 }, oldest: [], trend: [], openBefore: 16 },
  },
  storm,
  'storm, muted': {
    ...storm,
    muted: { by: ben, at: '2026-11-21T09:35:00.000Z', until: '2026-11-21T10:35:00.000Z' },
    may: ['unmute', 'routing-help'],
  },
  'storm, calm again': { ...storm, calm: true, render: 4, lasts: 11 * 60_000, count: 52 },
  'coverage gap': gap,
  'coverage gap, muted': {
    ...gap,
    state: 'muted',
    muted: { by: ben, at: '2026-11-21T09:00:00.000Z', until: '2026-11-28T09:00:00.000Z' },
    may: ['recheck', 'unmute', 'explain'],
  },
  'coverage gap, cured': { ...gap, state: 'cured', until: '2026-11-21T11:00:00.000Z', render: 2, may: [] },
  'scan failed': {
    ...{ ...base, is: 'scan-failed', id: 'r-1a2b', state: 'failed', unwatched: [payments, weu], unwatchedCount: 4 },
    ...{ lastGood: '2026-11-21T07:00:00.000Z', since: '2026-11-21T08:00:00.000Z', run: 'run-2026-11-21T08' },
    error: { kind: 'store', says: 'The table of findings refused writes: ProvisionedThroughputExceeded' },
    log: { name: 'log', url: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1' },
    ...{ next: 'Look at the alarm ScanStale, and run shoalwatch doctor --stack Shoalwatch', may: ['recheck'] },
  },
  'scans stopped': {
    ...{ ...base, is: 'scan-failed', id: 'r-1a2b', state: 'stale', unwatched: [payments], unwatchedCount: 1 },
    ...{ lastGood: '2026-11-21T05:00:00.000Z', since: '2026-11-21T07:00:00.000Z', may: ['recheck'] },
  },
  'scans come again': {
    ...{ ...base, is: 'scan-failed', id: 'r-1a2b', state: 'recovered', unwatched: [], unwatchedCount: 0, may: [] },
    ...{ lastGood: '2026-11-21T09:00:00.000Z', since: '2026-11-21T08:00:00.000Z', render: 2 },
  },
  'policy changed': {
    ...{ ...base, is: 'policy-changed', id: 'v-41', version: 41, by: ben, at: '2026-11-21T09:50:00.000Z' },
    changes: ['deny VM image ami-00c5a68c79abad271: built before the kernel fix of April 2026'],
    ...{ opened: 3, closed: 0, atRisk: 7, top: leads.slice(1, 2), list: storm.list, may: ['report'] },
  },
  'new rules': {
    ...{ ...base, is: 'ruleset', id: 'rs-9', from: 'b2f1a0', to: 'c7710e', at: '2026-11-21T06:00:00.000Z' },
    ...{ added: 12, changed: 4, opened: { critical: 0, high: 3, medium: 17, low: 8 }, closed: 5 },
    ...{ top: leads.slice(2, 5), list: storm.list, may: ['report'] },
  },
  'report written': {
    ...{ ...base, is: 'report', id: 'n-report-1', name: 'cis-eks-1.8-monthly', every: 'monthly', may: [] },
    ...{ run: 'r-20261201050000000-0d4fa5', at: '2026-12-01T05:00:41.000Z', coverage: 0.974, incomplete: true },
    ...{ open: { critical: 2, high: 9, medium: 21, low: 30 }, overdue: 4, files: ['report.html', 'report.csv'] },
    framework: {
      ...{ title: 'CIS Amazon EKS Benchmark 1.8.0', notMet: 8, waived: 1, notAssessed: 6, met: 27, manual: 4 },
    },
    place: 's3://shoalwatch-evidence/reports/cis-eks-1.8-monthly/2026-12-01_r-20261201050000000-0d4fa5/',
  },
  'test message': {
    ...{
      ...base,
      is: 'test',
      id: 't-1',
      by: 'ana@example.com',
      at: '2026-11-21T09:00:00.000Z',
      from: 'stack Shoalwatch',
    },
    checks: [
      { says: 'The token is valid, and of the workspace in the config', ok: true },
      { says: 'The token may post: chat:write, commands', ok: true },
      { says: 'The request URL answers a signed ping', ok: true },
    ],
    may: [],
  },
};
