import type { Finding, Scan } from '#model';

const finding = (id: string, more: Partial<Finding> = {}): Finding => ({
  ...{ id, rule: 'eks-endpoint-public-cidr-open', severity: 'critical', status: 'open' },
  resource: { type: 'eks.cluster', id: `arn:aws:eks:eu-west-1:1:cluster/${id}`, name: id, target: 'aws:1:eu-west-1' },
  message: 'The API endpoint is open to the whole internet.',
  evidence: [{ at: 'resourcesVpcConfig.publicAccessCidrs', actual: ['0.0.0.0/0'], expected: ['10.0.0.0/8'] }],
  firstSeen: '2026-11-01T00:00:00.000Z',
  snapshots: ['s'],
  ...more,
});

/** A scan with the findings that a test gives, one unread target and one unreadable document. */
export const scanWith = (findings: readonly Finding[], more: Partial<Scan> = {}): Scan => ({
  ...{ id: 'r-1', startedAt: '2026-11-02T00:00:00.000Z', finishedAt: '2026-11-02T00:00:05.000Z' },
  ...{ policyVersion: null, ruleCount: 15, rulesetDigest: 'abc' },
  targets: [
    { id: 'aws:1:eu-west-1', provider: 'aws', state: 'partial', reason: 'refused' },
    { id: 'azure:2', provider: 'azure', state: 'failed', reason: 'refused' },
  ],
  resources: findings.map(({ resource }) => resource),
  findings,
  judgements: findings.map(({ rule, resource, severity, message, evidence }) => ({
    ...{ rule, resource, severity, message, evidence, verdict: 'fail' as const, snapshots: ['s'] },
  })),
  gaps: [
    {
      ...{ target: 'aws:1:eu-west-1', api: 'ec2:DescribeVolumes', reason: 'denied', permission: 'ec2:DescribeVolumes' },
      ...{ types: ['ec2.volume'], detail: 'You are not authorized to perform this operation.' },
    },
  ],
  unreadable: [{ path: 'a.json', reason: 'malformed', detail: 'line 1' }],
  totals: { pass: 3, fail: findings.length, unknown: 2, notApplicable: 1, waived: 0 },
  coverage: 0.71,
  followed: true,
  ...more,
});

export { finding as findingWith };
