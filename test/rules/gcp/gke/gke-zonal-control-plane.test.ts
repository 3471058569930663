import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-zonal-control-plane';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const production = { resourceLabels: { environment: 'production' } };
const pool = (...zones: string[]) => ({ name: zones.join(' '), locations: zones.map((it) => `europe-west1-${it}`) });
const of = (config: Parameters<typeof gkeWith>[0]) => gkeWith({ ...production, ...config });
const zonal = 'The control plane is in the zone europe-west1-b alone.';
const oneZone = 'All nodes are in the zone europe-west1-b.';

testRule(rule, {
  pass: {
    'a region, and pools in several zones': { on: of({ nodePools: [pool('b', 'c')] }) },
    'pools that are in one zone each, and not in the same': { on: of({ nodePools: [pool('b'), pool('c')] }) },
    "a pool that names no zones has the cluster's": {
      on: of({ locations: ['europe-west1-b', 'europe-west1-c'], nodePools: [{ name: 'system' }] }),
    },
    'no pools': { on: of({ nodePools: [] }) },
  },
  fail: {
    'a zone': { on: of({ location: 'europe-west1-b', nodePools: [pool('b', 'c')] }), message: zonal },
    'a region, and every pool in one zone': { on: of({ nodePools: [pool('b'), pool('b')] }), message: oneZone },
    "one zone of the cluster's": {
      on: of({ locations: ['europe-west1-b'], nodePools: [{ name: 'system' }] }),
      message: oneZone,
    },
    'another label where policy says so': {
      on: gkeWith({ resourceLabels: { tier: 'one' }, location: 'europe-west1-b' }),
      params: { productionLabel: 'tier=one' },
      message: zonal,
    },
  },
  unknown: {
    'an answer without a location': {
      on: of({ location: undefined }),
      reason: 'field-missing',
      message: 'The answer has no location.',
    },
    'a pool of no zones': {
      on: of({ nodePools: [pool('b'), { name: 'batch' }] }),
      reason: 'field-missing',
      message: 'The answer has no nodePools[1].locations.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'no labels': {
      on: gkeWith({ location: 'europe-west1-b' }),
      message: 'the cluster has no label environment=production',
    },
    'another value of the label': {
      on: gkeWith({ location: 'europe-west1-b', resourceLabels: { environment: 'test' } }),
      message: 'the cluster has no label environment=production',
    },
    Autopilot: { on: of({ autopilot: { enabled: true } }), message: 'Autopilot clusters are regional' },
  },
});

it('the evidence is the location', () => {
  const [found] = judgedBy(rule, of({ location: 'europe-west1-b' })).judgements;
  expect(found?.evidence).toEqual([{ at: 'location', actual: 'europe-west1-b' }]);
});
