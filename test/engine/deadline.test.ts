import { expect, test } from 'vitest';
import { deadlineOf } from '#engine/deadline';
import type { Finding } from '#model';

const finding: Pick<Finding, 'status' | 'severity' | 'firstSeen'> = {
  ...{ status: 'open', severity: 'critical', firstSeen: '2026-11-01T09:00:00.000Z' },
};
const sla = { critical: 24 * 60, high: 90 };
const due = '2026-11-02T09:00:00.000Z';

test('a finding is overdue from the second on at which its time is over', () => {
  expect(deadlineOf(finding, sla, '2026-11-02T08:59:59.999Z')).toEqual({ due, overdue: false });
  expect(deadlineOf(finding, sla, due)).toEqual({ due, overdue: true });
  expect(deadlineOf(finding, sla, '2026-11-02T10:00:00+02:00')).toEqual({ due, overdue: false });
});

test('the severity of now says how long it has', () => {
  expect(deadlineOf({ ...finding, severity: 'high' }, sla, due)?.due).toBe('2026-11-01T10:30:00.000Z');
});

test('what is accepted, announced, over, or of a severity without a deadline is never due', () => {
  const statuses = ['waived', 'announced', 'resolved', 'gone', 'no-longer-applies'] as const;
  for (const status of statuses) expect(deadlineOf({ ...finding, status }, sla, due)).toBeUndefined();
  expect(deadlineOf({ ...finding, severity: 'low' }, sla, due)).toBeUndefined();
});
