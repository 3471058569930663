import { expect, test } from 'vitest';
import { doubtsOf } from '#app/stack/doubts';
import type { Sweep } from '#app/sweep/sweep';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { typesOf } from '#engine/ruleset';
import type { Gap, Reading, Scope, Target } from '#model';
import { rules } from '#rules/catalog.gen';

const types = typesOf(rules);
const region = 'aws:111122223333:eu-central-1';
const cluster = 'k8s:arn:aws:eks:eu-central-1:111122223333:cluster/shop';
const detail = 'It was refused.';

const targetOf = (id: string, scopes: readonly Scope[] = ['aws-region']): Target => {
  const [provider = ''] = id.split(':');
  return { id, provider: provider === 'k8s' ? 'kubernetes' : (provider as 'aws' | 'azure' | 'gcp'), scopes };
};
const read = (id: string, gaps: readonly Partial<Gap>[] = [], scopes?: readonly Scope[]): Reading => ({
  target: targetOf(id, scopes),
  ...{ startedAt: '2026-11-22T10:00:00.000Z', resources: [], complete: [] },
  gaps: gaps.map((it) => ({ target: id, api: 'x', reason: 'denied', types: [], detail, ...it })),
});
const sweep = (readings: readonly Reading[], missing: Partial<Sweep['missing']> = {}): Sweep => ({
  ...{ targets: readings.map(({ target }) => target), readings, gone: new Set() },
  missing: { targets: [], clouds: [], ...missing },
});

test('a sweep that found out everything has no doubts, whatever else it could not read', () => {
  expect(doubtsOf(sweep([read(region, [{ types: ['ec2.vpc'] }]), read(cluster)]), types)).toBeUndefined();
});

test('an organisation, a tenant or projects that could not be listed leave all of their cloud in doubt', () => {
  for (const [unknown, its, others] of [
    ['aws:unknown:global', region, 'gcp:shop'],
    ['azure:unknown', 'azure:0a1b2c3d-0000-4000-8000-000000000001', region],
    ['gcp:unknown', 'gcp:shop', region],
  ] as const) {
    const doubts = doubtsOf(sweep([read(unknown, [{}])]), types);
    expect([doubts?.(its), doubts?.(others)]).toEqual([detail, undefined]);
  }
});

test('an account that could not be entered or whose regions are not known stands for all of them', () => {
  const whole = read('aws:111122223333:global', [{}], ['aws-global', 'aws-region']);
  const doubts = doubtsOf(sweep([whole]), types);
  expect([region, cluster, 'aws:444455556666:eu-central-1'].map((id) => doubts?.(id))).toEqual([
    ...[detail, detail],
    undefined,
  ]);
  expect(doubtsOf(sweep([read('aws:111122223333:global', [{}], ['aws-global'])]), types)).toBeUndefined();
});

test('a cluster is in doubt where the clusters of its place were not listed, or one of them was not read', () => {
  const inOther = cluster.replace('eu-central-1', 'eu-west-1');
  for (const more of [{}, { resource: cluster.slice(4) }]) {
    const gap = { types: [eksCluster.name], ...more };
    const doubts = doubtsOf(sweep([read(region, [gap]), read('aws:111122223333:eu-west-1')]), types);
    expect([doubts?.(cluster), doubts?.(inOther), doubts?.(region)]).toEqual([
      'It could not be found out in this sweep whether it is still there.',
      ...[undefined, undefined],
    ]);
  }
  const never = doubtsOf(sweep([], { targets: [{ target: targetOf(region), why: detail }] }), types);
  expect([never?.(cluster), never?.(inOther)]).toEqual([detail, undefined]);
});

test('a cloud that was not dealt out to its end leaves its clusters in doubt, those of regions that were read too', () => {
  const doubts = doubtsOf(sweep([read(region)], { clouds: [{ cloud: 'aws', why: detail }] }), types);
  expect([doubts?.(cluster), doubts?.('aws:1:x'), doubts?.('gcp:shop')]).toEqual([detail, detail, undefined]);
});
