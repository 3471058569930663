import type { WaiverView } from '../../views.ts';
import { ana, ciso, full, openApi, payments, prodCluster } from './places.ts';

const hour = 3_600_000;

const requested: WaiverView = {
  is: 'waiver',
  ...{ id: 'w-7c1e', render: 1, style: full, state: 'requested', rule: openApi, severity: 'critical' },
  message: 'The API endpoint is open to the whole internet.',
  ...{ cluster: prodCluster, target: payments, scope: 'payments-prod', hides: 1, renewal: false },
  ...{ requester: ana, requestedAt: '2026-11-21T10:00:00.000Z', owner: 'team-payments' },
  reason: 'The partner of the migration calls from addresses that change daily until it is done.',
  control: 'Tokens live for 15 minutes; the audit log is watched by the SOC.',
  ...{ ticket: 'https://example.com/tickets/SEC-41', until: '2026-12-05T00:00:00.000Z' },
  decision: { by: 'mara@example.com, or another risk owner for critical' },
  asked: ciso,
  may: ['grant-waiver', 'deny-waiver', 'change-waiver', 'explain', 'evidence', 'history'],
};

const decided = { by: ciso, at: '2026-11-21T10:12:00.000Z' };

/** Every state of a waiver. */
export const waivers: Readonly<Record<string, WaiverView>> = {
  'asked for': requested,
  'asked for, nobody may decide': {
    ...{ ...requested, scope: 'everything in cluster payments-prod', hides: 7, renewal: true },
    asked: undefined,
    decision: { nobody: 'access.riskOwners names nobody for critical' },
    may: ['explain'],
  },
  granted: { ...requested, state: 'granted', decided, render: 2, may: ['explain', 'history'] },
  denied: {
    ...requested,
    state: 'denied',
    decided: { ...decided, why: 'put the partner behind the VPN' },
    render: 2,
    may: ['propose', 'renew-waiver', 'explain'],
  },
  'about to end': {
    ...requested,
    state: 'ending',
    endsIn: 72 * hour,
    decided,
    may: ['propose', 'renew-waiver', 'let-expire', 'explain'],
  },
  ended: { ...requested, state: 'ended', openAgain: 1, decided, may: ['propose', 'renew-waiver'] },
  'taken back': {
    ...requested,
    state: 'revoked',
    openAgain: 1,
    decided: { ...decided, why: 'the migration is over' },
    may: ['propose'],
  },
};
