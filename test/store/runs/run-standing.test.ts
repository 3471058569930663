import { describe, expect, it } from 'vitest';
import { standingOf } from '#store/runs/run-standing';
import type { Finding, FindingStatus, Severity, Snapshot } from '#model';

const finding = (severity: Severity, status: FindingStatus, firstSeen = '2026-11-22T00:00:00.000Z'): Finding => ({
  ...{ id: 'f', rule: 'r', severity, status, message: '', evidence: [], firstSeen, snapshots: [] },
  resource: { id: 'i', type: 't', name: 'n', target: 'aws:1:global' },
});

const snapshot = (startedAt: string, complete: readonly string[]): Snapshot => ({
  ...{ id: 's', startedAt, complete, resources: [], gaps: [] },
  target: { id: 'aws:1:global', provider: 'aws', scopes: ['aws-global'] },
});

describe('what a run came to', () => {
  it('counts what is open, and nothing that is waived or announced', () => {
    const findings = [
      finding('critical', 'open', '2026-11-20T00:00:00.000Z'),
      finding('critical', 'open', '2026-11-19T00:00:00.000Z'),
      finding('critical', 'waived', '2026-11-01T00:00:00.000Z'),
      finding('high', 'announced'),
      finding('high', 'open', '2026-11-01T00:00:00.000Z'),
      finding('low', 'open'),
    ];
    expect(standingOf({ findings, coverage: 0.97 }, [])).toEqual({
      coverage: 0.97,
      open: { critical: 2, high: 1, medium: 0, low: 1 },
      oldestCritical: '2026-11-19T00:00:00.000Z',
    });
  });

  it('was read since the first read of what holds anything', () => {
    const snapshots = [
      snapshot('2026-11-22T10:00:00.000Z', []),
      snapshot('2026-11-22T11:05:00.000Z', ['door']),
      snapshot('2026-11-22T11:02:00.000Z', ['door']),
    ];
    expect(standingOf({ findings: [], coverage: 1 }, snapshots).readSince).toBe('2026-11-22T11:02:00.000Z');
  });
});
