import { describe, expect, it } from 'vitest';
import { announce } from '#engine/moved/announce';
import type { Finding, FindingStatus, Judgement, Waiver } from '#model';
import { defineRule, pass } from '#rule';
import { about } from '../shop.ts';

const rule = defineRule({ ...about, id: 'door-closed', evaluate: () => pass() });
const resource = { type: 'door', id: 'a', name: 'a', target: 'aws:1:eu' };
const change = {
  eventId: 'e1',
  actor: 'ana',
  call: 'shop:SetDoor',
  at: '2026-11-02T00:00:00Z',
  origin: 'cli',
} as const;
const judged = (verdict: Judgement['verdict']): Judgement => ({
  ...{ rule: rule.id, resource, severity: 'high', verdict, snapshots: ['s1'] },
  ...(verdict === 'fail' && { message: 'open', evidence: [] }),
});
const announced = (before: readonly Finding[], judgements: readonly Judgement[], waivers: readonly Waiver[] = []) =>
  announce({ before, judgements, rules: [rule], waivers, at: '2026-11-02T00:00:01Z', change });
const [coming] = announced([], [judged('fail')]);
const stood = (status: FindingStatus): Finding[] => [{ ...coming!.finding, status, firstSeen: '2026-10-01T00:00:00Z' }];

describe('what a change will open', () => {
  it('is announced, with the change that does it', () => {
    expect(coming).toMatchObject({ kind: 'announced', cause: 'change' });
    expect(coming?.finding).toMatchObject({ status: 'announced', change, firstSeen: '2026-11-02T00:00:01Z' });
  });
  it('is a fail, and nothing else', () => {
    for (const verdict of ['pass', 'unknown', 'not-applicable'] as const)
      expect(announced([], [judged(verdict)])).toEqual([]);
  });
  it('is not what stands already', () => {
    for (const status of ['open', 'waived', 'announced'] as const)
      expect(announced(stood(status), [judged('fail')])).toEqual([]);
  });
  it('may have been closed before', () => {
    for (const status of ['resolved', 'gone', 'no-longer-applies'] as const) {
      const [again] = announced(stood(status), [judged('fail')]);
      expect(again?.finding).toMatchObject({ status: 'announced', firstSeen: '2026-11-02T00:00:01Z' });
    }
  });
  it('raises nothing where it is waived', () => {
    const waiver: Waiver = {
      ...{
        id: 'w',
        rule: rule.id,
        resource: 'a',
        owner: 'o',
        approver: 'p',
        reason: 'r',
        until: '2027-01-01T00:00:00Z',
      },
    };
    expect(announced([], [judged('fail')], [waiver])).toEqual([]);
    expect(announced([], [judged('fail')], [{ ...waiver, until: '2026-11-01T00:00:00Z' }])).toHaveLength(1);
  });
});
