import { describe, expect, it } from 'vitest';
import type { Ground } from '#app/alert/desk';
import { groupOf } from '#app/alert/group-of';
import { lastTime } from '#app/alert/local-time';
import { routed } from '#app/alert/routes';
import { defaultPolicy, type Finding, type Owner, type Severity, type SlackNotify } from '#model';
import { doorOf, ruleOf } from './alert-shop.ts';

const finding = (severity: Severity, cluster = 'payments-prod'): Finding => ({
  ...{
    id: 'f-1',
    rule: 'door-closed',
    severity,
    status: 'open',
    message: '',
    evidence: [],
    firstSeen: '',
    snapshots: [],
  },
  resource: { type: 'door', id: doorOf(cluster), name: cluster, target: 'aws:123456789012:eu-west-1' },
});

const ground = (notify: Partial<SlackNotify>, owners: readonly Owner[] = []): Ground => ({
  // Routing looks at the names of targets alone.
  desk: { nameOf: () => ({ environment: 'prod' }) } as unknown as Ground['desk'],
  policy: { ...defaultPolicy, owners },
  notify: { default: 'C0MAIN', ...notify },
  rules: new Map([['door-closed', ruleOf('critical', 'door-closed')]]),
  ...{ now: 0, at: '' },
  findings: { all: () => Promise.resolve([]), some: () => Promise.resolve([]) },
});

const to = (where: Ground, severity: Severity, cluster?: string): string => {
  const { channel, when } = routed(where, finding(severity, cluster));
  return `${channel} ${when}`;
};

describe('routes', () => {
  it('without any, what is grave is told at once, the middling in the digest, the rest in reports', () => {
    const all = (['critical', 'high', 'medium', 'low'] as const).map((it) => to(ground({}), it));
    expect(all).toEqual(['C0MAIN now', 'C0MAIN now', 'C0MAIN digest', 'C0MAIN never']);
  });
  it('the first that holds counts, and all that it names has to fit', () => {
    const where = ground({
      routes: [
        { when: { severity: ['critical'], cluster: 'payments-*', environment: 'prod' }, channel: 'C0PAY' },
        { when: { severity: ['critical'] }, channel: 'C0ONCALL' },
        { when: { control: ['doors'], rule: ['door-closed'] }, digest: 'daily' },
      ],
    });
    expect([to(where, 'critical'), to(where, 'critical', 'shop'), to(where, 'low')]).toEqual([
      'C0PAY now',
      'C0ONCALL now',
      'C0MAIN digest',
    ]);
  });
  it('what no route sends elsewhere goes to its owner, or the default channel', () => {
    const owners = [{ match: { cluster: 'payments-*' }, owner: 'team-payments', channel: 'C0TEAM' }];
    expect(to(ground({}, owners), 'high')).toBe('C0TEAM now');
    expect(to(ground({}, owners), 'high', 'shop')).toBe('C0MAIN now');
    expect(to(ground({ routes: [{ when: { owner: 'team-*' }, channel: 'C0X' }] }, owners), 'low')).toBe('C0X now');
  });
  it('what is told nowhere is told nowhere, and people are called by severity', () => {
    const routes = [
      { when: { severity: ['critical', 'high'] as const }, mention: { critical: 'S0SRE' } },
      { when: { severity: ['medium'] as const }, none: true as const },
    ];
    const where = ground({ routes });
    expect(routed(where, finding('critical')).style.mention).toBe('S0SRE');
    expect(routed(where, finding('high')).style.mention).toBeUndefined();
    expect(to(where, 'medium')).toBe('C0MAIN never');
  });
});

describe('groups', () => {
  it('are rule, target and cluster unless said otherwise', () => {
    const [one, other] = [finding('high'), finding('high', 'shop')];
    expect(groupOf(one).id).not.toBe(groupOf(other).id);
    expect(groupOf(one, ['rule']).id).toBe(groupOf(other, ['rule']).id);
    expect(groupOf(one)).toMatchObject({
      rule: 'door-closed',
      target: 'aws:123456789012:eu-west-1',
      cluster: doorOf('payments-prod'),
    });
  });
});

const nine = { at: '09:00', days: 'mon-fri', zone: 'Europe/Berlin' } as const;
const before = (text: string): string => new Date(lastTime(Date.parse(text), nine)).toISOString();

describe('the time of the digest', () => {
  it.each([
    ['a Monday after it', '2026-11-02T12:00:00Z', '2026-11-02T08:00:00.000Z'],
    ['a Monday before it is that of Friday', '2026-11-02T07:59:00Z', '2026-10-30T08:00:00.000Z'],
    ['a weekend is that of Friday', '2026-11-01T12:00:00Z', '2026-10-30T08:00:00.000Z'],
    ['summer has another offset', '2026-07-01T12:00:00Z', '2026-07-01T07:00:00.000Z'],
    ['the moment itself counts', '2026-11-02T08:00:00Z', '2026-11-02T08:00:00.000Z'],
  ])('%s', (_, now, expected) => expect(before(now)).toBe(expected));
});
