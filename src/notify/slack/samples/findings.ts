import type { FindingView, MemberInView } from '../../views.ts';
import { ana, ben, ciso, full, openApi, payments, prodCluster, runAsRoot } from './places.ts';

const hour = 3_600_000;

const member: MemberInView = {
  ...{ finding: 'f-3k9d2a', name: 'payments-prod', url: prodCluster.url, severity: 'critical', status: 'open' },
  ...{ found: '0.0.0.0/0', expected: '203.0.113.0/24' },
};

/** A change by hand that opened the API of a cluster. */
export const open: FindingView = {
  is: 'finding',
  ...{ id: 'g-7q2m4x', render: 1, style: full, state: 'open', rule: openApi, severity: 'critical' },
  message: 'The API endpoint is open to the whole internet.',
  ...{ cluster: prodCluster, target: payments, members: [member], counts: { open: 1, ever: 1 } },
  evidence: {
    path: 'resourcesVpcConfig.publicAccessCidrs',
    ...{ found: '0.0.0.0/0', before: '203.0.113.0/24', expected: '203.0.113.0/24, 198.51.100.0/24' },
    ...{ api: 'eks:DescribeCluster', observedAt: '2026-11-21T09:12:31.000Z', snapshot: 's-91ce04f2' },
  },
  cause: 'change',
  change: {
    ...{ eventId: '5d1c0f6e-2c44-4d53-9f0e-2b7a6c3f8e10', call: 'UpdateClusterConfig', origin: 'console' },
    actor: 'arn:aws:sts::111122223333:assumed-role/platform-admin/ana@example.com',
    ...{ at: '2026-11-21T09:12:04.000Z', sourceAddress: '203.0.113.0/24' },
    url: 'https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/5d1c0f6e',
  },
  ...{ firstSeen: '2026-11-21T09:12:31.000Z', checkedAt: '2026-11-21T09:12:31.000Z', owner: 'team-payments' },
  frameworks: ['CIS EKS 1.8 5.4.1', 'NSA/CISA network separation (related)'],
  snoozeAtMost: 24 * hour,
  fix: { level: 'propose', why: 'the default', impact: 'disruptive', reversible: true },
  may: ['propose', 'snooze', 'accept-risk', 'assign', 'explain', 'evidence', 'copy-fix', 'wrong', 'console'],
};

const workload = (at: number): MemberInView => ({
  finding: `f-${String(at).padStart(6, '0')}`,
  name: ['shop/web', 'shop/cart', 'shop/search', 'shop/mailer', 'ops/backup', 'ops/exporter'][at % 6] ?? 'shop/web',
  ...{ severity: at < 2 ? 'high' : 'medium', status: 'open', found: `runAsUser ${at % 3 === 0 ? '0' : 'unset'}` },
  cluster: ['payments-prod', 'payments-dev', 'platform-dev'][at % 3] ?? 'payments-prod',
});

/** One rule, many workloads: one card. */
export const group: FindingView = {
  ...open,
  ...{ id: 'g-01be7f', rule: runAsRoot, severity: 'high', message: 'The container may run as root.' },
  cluster: undefined,
  members: [
    ...Array.from({ length: 11 }, (_, at) => workload(at)),
    ...Array.from({ length: 3 }, (_, at): MemberInView => ({ ...workload(at + 11), status: 'resolved' })),
  ],
  ...{ counts: { open: 11, ever: 14 }, was: { open: 14 }, spread: { clusters: 3, targets: 2 }, evidence: undefined },
  ...{ render: 4, cause: 'read', change: undefined, owner: 'team-shop', snoozeAtMost: 7 * 24 * hour },
  frameworks: ['Pod Security restricted', 'NSA/CISA non-root containers', 'CIS EKS 1.8 4.2.6', 'CIS EKS 1.8 4.2.7'],
  fix: { level: 'propose', why: 'the default', impact: 'brief', reversible: true },
};

const ended = { members: [{ ...member, status: 'resolved' as const }], counts: { open: 0, ever: 1 }, render: 3 };

/** Every state that a card of one finding has. */
export const findings: Readonly<Record<string, FindingView>> = {
  announced: {
    ...open,
    ...{ state: 'announced', takesEffect: { acceptedAt: '2026-11-21T09:12:04.000Z', within: 10 * 60_000 } },
    may: ['explain', 'console', 'evidence'],
  },
  open,
  group,
  'open, nobody known': {
    ...open,
    ...{ change: undefined, cause: 'read', severity: 'medium', frameworks: [], fix: undefined },
    may: ['snooze', 'accept-risk', 'assign', 'explain', 'console'],
  },
  'open, no fix from here': {
    ...open,
    fix: {
      ...{ level: 'propose', why: 'the default', impact: 'disruptive', reversible: true },
      blocked: 'allowedCidrs is empty: name the networks that may call',
    },
    may: ['snooze', 'accept-risk', 'assign', 'explain', 'evidence', 'copy-fix', 'wrong', 'console'],
  },
  'open in a wide channel': { ...open, style: { buttons: false, detail: 'brief' } },
  'back again': {
    ...open,
    regression: { times: 3, earlier: 'https://example.slack.com/archives/C0ONCALL/p1763716324000100' },
    ...{ style: { ...full, mention: 'S0SRE' }, assignee: ben },
  },
  'open again, waiver ended': {
    ...open,
    unwaived: { at: '2026-12-01T00:00:00.000Z', id: 'EX-7', why: 'ended' },
    render: 5,
  },
  'a fix is proposed': {
    ...open,
    ...{ render: 2, may: ['snooze', 'accept-risk', 'assign', 'explain', 'evidence'] },
    plan: { id: 'p-8kd2x7m3qa', state: 'proposed', by: ana, expires: '2026-11-21T13:20:00.000Z' },
  },
  'a fix is running': {
    ...open,
    ...{ render: 3, may: ['snooze', 'accept-risk', 'assign', 'explain', 'evidence'] },
    plan: { id: 'p-8kd2x7m3qa', state: 'running', by: ana, expires: '2026-11-21T13:20:00.000Z' },
  },
  snoozed: {
    ...open,
    ...{ state: 'snoozed', snooze: { by: ben, until: '2026-11-21T17:20:00.000Z' }, render: 2 },
    may: ['unsnooze', 'propose', 'accept-risk', 'assign', 'explain', 'evidence'],
  },
  accepted: {
    ...open,
    ...{ state: 'waived', render: 2, may: ['renew-waiver', 'explain', 'history', 'console'] },
    waiver: {
      id: 'w-7c1e',
      by: ciso,
      until: '2026-12-01T00:00:00.000Z',
      reason: 'The lab has no data; tokens live for 15 minutes.',
    },
  },
  'resolved by a person': {
    ...{ ...open, ...ended, state: 'resolved', may: ['history', 'reopen', 'explain', 'evidence'] },
    checkedAt: '2026-11-21T12:24:45.000Z',
    resolution: {
      ...{ verifiedAt: '2026-11-21T12:24:45.000Z', openFor: 3 * hour + 12 * 60_000 },
      change: {
        ...{
          eventId: '0f6e5d1c-2c44',
          call: 'UpdateClusterConfig',
          at: '2026-11-21T12:14:20.000Z',
          origin: 'terraform',
        },
        actor: 'arn:aws:sts::111122223333:assumed-role/terraform-ci/run-4812',
      },
    },
  },
  'resolved by Shoalwatch': {
    ...{ ...open, ...ended, state: 'resolved', may: ['history', 'reopen', 'explain', 'evidence'] },
    checkedAt: '2026-11-21T12:24:45.000Z',
    resolution: { verifiedAt: '2026-11-21T12:24:45.000Z', openFor: 3 * hour + 12 * 60_000, plan: 'p-8kd2w1' },
  },
  gone: { ...open, ...ended, state: 'gone', change: undefined, may: ['history', 'explain'] },
  'no longer applies': {
    ...{
      ...open,
      ...ended,
      state: 'no-longer-applies',
      may: ['history', 'explain', 'wrong'],
      change: undefined,
      cause: 'policy',
    },
    closedBecause: 'The policy does not ask this rule any more: logs go to the SIEM',
  },
  withdrawn: { ...open, ...ended, state: 'withdrawn', may: ['history', 'explain'] },
};
