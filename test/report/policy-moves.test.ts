import { describe, expect, it } from 'vitest';
import type { Finding, FindingChange, FindingChangeKind, Severity } from '#model';
import { countOf, policyMovesLines, ruleMovesDocument, ruleMovesOf } from '#report/policy-moves';

const change = (
  kind: FindingChangeKind,
  name: string,
  severity: Severity = 'high',
  more: Partial<Finding> = {},
): FindingChange => ({
  ...{ kind, cause: 'policy' },
  finding: {
    ...{ id: `f-${name}`, rule: 'door-closed', severity, status: 'open', message: 'It is open.' },
    resource: { type: 'door', id: name, name, target: 'aws:1:eu' },
    ...{ evidence: [], firstSeen: '2026-11-22T12:00:00.000Z', snapshots: [] },
    ...more,
  },
});

describe('what a policy moves', () => {
  it('is told by move and rule, gravest first, three by name and the others by number', () => {
    const opened = ['e', 'd', 'c', 'b'].map((name) => change('opened', name));
    expect(
      policyMovesLines([...opened, change('reopened', 'a', 'critical', { rule: 'first' }), change('gone', 'z')], 'did'),
    ).toEqual([
      'opened 5',
      '  first 1',
      '    CRITICAL  f-a  a: It is open.',
      '  door-closed 4',
      '    HIGH      f-b  b: It is open.',
      '    HIGH      f-c  c: It is open.',
      '    HIGH      f-d  d: It is open.',
      '    and 1 more',
      'closed 1',
      '  door-closed 1',
      '    HIGH      f-z  z: It is open.',
    ]);
  });
  it.each<[FindingChangeKind, string, string]>([
    ['opened', 'opened 1', 'would open 1'],
    ['reopened', 'opened 1', 'would open 1'],
    ['resolved', 'closed 1', 'would close 1'],
    ['no-longer-applies', 'closed 1', 'would close 1'],
    ['gone', 'closed 1', 'would close 1'],
    ['withdrawn', 'closed 1', 'would close 1'],
    ['changed', 'changed 1', 'would change 1'],
    ['waived', 'waived 1', 'would be waived 1'],
    ['unwaived', 'no longer waived 1', 'would no longer be waived 1'],
  ])('%s', (kind, did, would) => {
    expect(policyMovesLines([change(kind, 'a')], 'did')[0]).toBe(did);
    expect(policyMovesLines([change(kind, 'a')], 'would')[0]).toBe(would);
  });
  it('is nothing where nothing moved', () => {
    expect(policyMovesLines([], 'would')).toEqual([]);
    expect(countOf(ruleMovesOf([]), 'opened')).toBe(0);
  });
  it('lets no name leave its line and no secret be read', () => {
    const hostile = { message: 'x\n\u001b[2Jopened 9 password=hunter2hunter2' };
    const lines = policyMovesLines([change('opened', 'a', 'high', hostile)], 'did');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toBe('    HIGH      f-a  a: x\\x0a\\x1b[2Jopened 9 password=[redacted]');
  });
  it('is a document with every finding', () => {
    const keyed = change('opened', 'b', 'low', { key: 'k' });
    expect(ruleMovesDocument([change('opened', 'a'), keyed])).toEqual([
      {
        ...{ move: 'opened', rule: 'door-closed', count: 2 },
        findings: [
          {
            ...{ id: 'f-a', severity: 'high', status: 'open', cause: 'policy', message: 'It is open.' },
            resource: { type: 'door', id: 'a', name: 'a', target: 'aws:1:eu' },
          },
          {
            ...{ id: 'f-b', severity: 'low', status: 'open', cause: 'policy', key: 'k', message: 'It is open.' },
            resource: { type: 'door', id: 'b', name: 'b', target: 'aws:1:eu' },
          },
        ],
      },
    ]);
  });
});
