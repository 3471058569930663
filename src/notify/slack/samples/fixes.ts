import type { FixView } from '../../views.ts';
import { ana, ben, full, openApi, payments, prodCluster } from './places.ts';

const proposed: FixView = {
  is: 'fix',
  ...{ id: 'p-8kd2w1', render: 1, style: full, state: 'proposed', group: 'g-7q2m4x', rule: openApi },
  ...{ severity: 'critical', cluster: prodCluster, target: payments },
  wrong: 'The API endpoint is open to the whole internet.',
  does: 'limit the API to 2 networks',
  effect:
    'The API is reachable from 203.0.113.0/24 and 198.51.100.0/24 alone, and from inside the VPC. Sessions from elsewhere drop. It takes about 10 min; no node restarts.',
  lines: [
    { what: 'publicAccessCidrs', before: '0.0.0.0/0', after: '203.0.113.0/24, 198.51.100.0/24' },
    { what: 'endpointPrivateAccess', before: 'false', after: 'true' },
  ],
  ...{ impact: 'disruptive', reversible: true, level: 'approve', levelWhy: 'levels[1], environment prod' },
  checks: [
    { says: 'Private access is turned on in the same call: nodes stay connected.', result: 'pass' },
    { says: 'Shoalwatch itself stays inside.', result: 'pass' },
    { says: '2 addresses that called in the last 24 h are outside: 192.0.2.10 (ci), 192.0.2.77', result: 'warn' },
  ],
  ...{ proposedBy: ana, proposedAt: '2026-11-21T09:20:00.000Z', expires: '2026-11-21T13:20:00.000Z' },
  approval: { by: 'sre-approvers', notTheProposer: true, given: 0, needed: 1 },
  fingerprint: '9f3c51d0',
  may: ['approve', 'reject', 'show-plan', 'dry-run', 'cancel'],
};

const begun = { approvedBy: ben, finishedAt: '2026-11-21T09:41:12.000Z', render: 3 };

const failed: FixView = {
  ...{ ...proposed, ...begun, state: 'failed', step: { at: 1, of: 3, name: 'write the endpoint configuration' } },
  error: { code: 'ResourceInUseException', says: 'Cluster currently has update 4f1c in progress' },
  next: 'Wait until the other update has ended, then plan it again',
  may: ['retry', 'show-plan'],
};

/** Every state of a plan. */
export const fixes: Readonly<Record<string, FixView>> = {
  proposed: proposed,
  'proposed, nobody may approve': {
    ...proposed,
    approval: {
      nobody: 'access.approvers names nobody for disruptive fixes in aws:111122223333; ask an admin to set it',
    },
    may: ['show-plan', 'cancel'],
  },
  running: {
    ...{ ...proposed, state: 'running', approvedBy: ben, render: 2, may: ['stop', 'show-plan'] },
    step: { at: 2, of: 3, name: 'wait until EKS has carried it out' },
  },
  succeeded: {
    ...{ ...proposed, ...begun, state: 'succeeded', undoUntil: '2026-11-28T09:41:12.000Z', may: ['undo', 'show-plan'] },
    lines: proposed.lines.map((it) => ({ ...it, readBack: it.after })),
  },
  failed,
  'rolled back': {
    ...failed,
    ...{ state: 'rolled-back', step: { at: 3, of: 3, name: 'look after the health of the cluster' } },
    error: { code: 'health', says: '2 of 6 nodes were not ready 5 minutes after the change' },
    next: undefined,
  },
  'partly changed': {
    ...failed,
    ...{
      state: 'partly-changed',
      step: { at: 2, of: 2, name: 'close public access' },
      runbook: 'https://example.com/runbooks/eks-endpoint',
    },
    error: { code: 'AccessDeniedException', says: 'not authorized to perform eks:UpdateClusterConfig' },
    leftAs: ['endpointPrivateAccess is true now', 'publicAccessCidrs is 0.0.0.0/0 as before'],
    next: 'Give the remediator role eks:UpdateClusterConfig, then plan it again',
    may: ['retry', 'undo', 'show-plan'],
  },
  undone: {
    ...proposed,
    ...begun,
    state: 'undone',
    undone: { by: ana, at: '2026-11-21T10:02:00.000Z' },
    may: ['show-plan', 'retry'],
  },
  rejected: {
    ...proposed,
    state: 'rejected',
    rejected: { by: ben, why: 'the CI runners move on Monday; then' },
    render: 2,
    may: ['show-plan', 'retry'],
  },
  expired: { ...proposed, state: 'expired', render: 2, may: ['retry', 'show-plan'] },
  'out of date': { ...proposed, state: 'stale', render: 2, may: ['retry', 'show-plan'] },
  stopped: {
    ...failed,
    state: 'stopped',
    error: undefined,
    next: undefined,
    step: { at: 2, of: 3, name: 'wait until EKS has carried it out' },
  },
};
