import { eksApiReach } from '#clouds/aws/eks/cluster/facts';
import { guards } from '#engine/guards/all';
import type { Guarded } from '#engine/guards/check';
import { worldOf } from '#engine/world';
import { defaultPolicy, type Finding, type Plan, type Remediation, type Resource, type Snapshot } from '#model';

export const at = '2026-11-22T08:00:00.000Z';
export const target = 'aws:111122223333:eu-west-1';
export const id = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop';

const cluster = (vpc: object, more: object = {}): Resource => ({
  ...{ type: 'eks.cluster', id, name: 'shop', target },
  config: { name: 'shop', status: 'ACTIVE', resourcesVpcConfig: vpc, ...more },
});
const snapshot = (resources: readonly Resource[], inside = false): readonly Snapshot[] =>
  [
    ...[
      {
        id: 's',
        target: { id: target, provider: 'aws' as const, scopes: ['aws-region' as const] },
        startedAt: at,
        resources,
      },
    ],
    ...(inside
      ? [
          {
            id: 'k',
            target: { id: `k8s:${id}`, provider: 'kubernetes' as const, scopes: ['cluster' as const] },
            startedAt: at,
            resources: [],
          },
        ]
      : []),
  ].map((it) => ({ ...it, complete: ['eks.cluster'], gaps: [] }));

export const finding: Finding = {
  ...{
    id: 'f-1',
    rule: 'r',
    severity: 'high',
    status: 'open',
    message: '',
    evidence: [],
    snapshots: [],
    firstSeen: at,
  },
  resource: { type: 'eks.cluster', id, name: 'shop', target },
};
export const wide = { endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
export const narrow = { ...wide, publicAccessCidrs: ['198.51.100.0/24'] };

export const about = (
  more: Partial<Guarded> & { was?: object; is?: object; tags?: object; inside?: boolean } = {},
): Guarded => {
  const { was = wide, is = wide, tags = {}, inside = false, ...rest } = more;
  const before = cluster(was, tags);
  return {
    ...{ finding, steps: [], impact: 'brief', subjects: [before], opens: [], policy: defaultPolicy, at },
    ...{ before: worldOf(snapshot([before], inside)), after: worldOf(snapshot([cluster(is, tags)], inside)) },
    ...{ remediations: [], reach: [eksApiReach], byPerson: true },
    ...rest,
  };
};
export const say = (guard: string, it: Guarded): readonly string[] =>
  (guards[guard]?.(it) ?? []).map(({ result, says }) => `${result}: ${says}`);

export const was = (more: Omit<Partial<Remediation>, 'plan'> & { plan?: Partial<Plan> } = {}): Remediation => {
  const { plan, ...rest } = more;
  return {
    ...{ state: 'done', step: 0, sent: false, made: 1, requests: [], writes: [], startedAt: at, finishedAt: at },
    ...rest,
    plan: { id: 'p-1', finding: 'f-1', rule: 'r', resource: finding.resource, ...plan } as Plan,
  };
};
