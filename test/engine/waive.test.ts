import { describe, expect, it } from 'vitest';
import { waive } from '#engine/waive';
import type { Finding, FindingStatus, Waiver } from '#model';
import { places } from './shop.ts';

const finding = (status: FindingStatus, key?: string): Finding => ({
  ...{
    id: 'f-1',
    rule: 'door-closed',
    severity: 'high',
    status,
    message: '',
    evidence: [],
    firstSeen: '',
    snapshots: [],
  },
  resource: { type: 'door', id: 'a', name: 'a', target: places.one },
  ...(key !== undefined && { key }),
});
const waiver: Waiver = {
  ...{ id: 'EX-1', rule: 'door-closed', resource: 'a', owner: 'lab', approver: 'ciso', reason: 'no data' },
  until: '2026-11-10T00:00:00Z',
};
const before = '2026-11-09T23:59:59Z';
const statusAt = (at: string, it: Finding, waivers: readonly Waiver[] = [waiver]) =>
  waive([it], waivers, at).map(({ status }) => status);

describe('waiving', () => {
  it('lasts until its end, which is no part of it', () => {
    expect(statusAt(before, finding('open'))).toEqual(['waived']);
    expect(statusAt(waiver.until, finding('open'))).toEqual(['open']);
  });
  it('ends for a finding that was not judged again', () => {
    expect(statusAt(before, finding('waived'))).toEqual(['waived']);
    expect(statusAt(waiver.until, finding('waived'))).toEqual(['open']);
    expect(statusAt(before, finding('waived'), [])).toEqual(['open']);
  });
  it('covers every key where it names none, and one where it does', () => {
    expect(statusAt(before, finding('open', 'x'))).toEqual(['waived']);
    expect(statusAt(before, finding('open', 'x'), [{ ...waiver, key: 'x' }])).toEqual(['waived']);
    expect(statusAt(before, finding('open', 'y'), [{ ...waiver, key: 'x' }])).toEqual(['open']);
    expect(statusAt(before, finding('open'), [{ ...waiver, key: 'x' }])).toEqual(['open']);
  });
  it('touches nothing that is announced or closed', () => {
    for (const status of ['announced', 'resolved', 'gone', 'no-longer-applies'] as const) {
      expect(statusAt(before, finding(status))).toEqual([status]);
    }
  });
  it('rewrites no finding that it was given', () => {
    const given = Object.freeze(finding('open'));
    expect(waive([given], [waiver], before)).toEqual([{ ...given, status: 'waived' }]);
    expect(given.status).toBe('open');
  });
});
