import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-maintenance-exclusion-long';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const at = '2026-11-23T00:00:00.000Z';
const excluding = (maintenanceExclusions: object, more: object = {}) =>
  gkeSaying({ maintenancePolicy: { window: { maintenanceExclusions } }, ...more });
const from = (startTime: string, endTime: string, options?: object) => ({
  startTime,
  endTime,
  ...(options && { maintenanceExclusionOptions: options }),
});
const month = ['2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'] as const;
const long = ['2026-11-01T00:00:00Z', '2026-12-01T00:00:01Z'] as const;
const halfYear = ['2026-06-01T00:00:00Z', '2026-11-28T00:00:00Z'] as const;
const most = ['2026-06-01T00:00:00Z', '2026-11-29T00:00:00Z'] as const;
const minor = { scope: 'NO_MINOR_UPGRADES' };
const ever = (name: string) => `${name} keeps upgrades out until the end of support.`;
const pool = (enabled: boolean) => ({
  name: 'system',
  maintenancePolicy: { exclusionUntilEndOfSupport: { enabled } },
});
const key = 'sale';

testRule(rule, {
  pass: {
    'no maintenance policy': { on: gkeWith(), at },
    'a window alone': { on: gkeSaying({ maintenancePolicy: { window: { recurringWindow: {} } } }), at },
    'thirty days': { on: excluding({ sale: from(...month) }), at },
    'one that is over': { on: excluding({ sale: from('2026-01-01T00:00:00Z', at) }), at },
    'one that is to come': { on: excluding({ sale: from('2026-11-23T00:00:01Z', '2027-11-23T00:00:00Z') }), at },
    'half a year without minor upgrades': { on: excluding({ sale: from(...halfYear, minor) }), at },
    'longer where policy takes it': { on: excluding({ sale: from(...long) }), at, params: { maxDays: 31 } },
    'longer without minor upgrades where policy takes it': {
      on: excluding({ sale: from(...most, minor) }),
      at,
      params: { maxMinorDays: 181 },
    },
    'a pool that has none': { on: gkeWith({ nodePools: [pool(false)] }), at },
  },
  fail: {
    'no options means all upgrades': {
      on: excluding({ sale: from(...long) }),
      at,
      key,
      message: 'The exclusion sale keeps upgrades out for 31 days.',
    },
    'options without a scope mean all upgrades': {
      on: excluding({ sale: from(...long, {}) }),
      at,
      key,
      message: 'The exclusion sale keeps upgrades out for 31 days.',
    },
    'all upgrades by name': {
      on: excluding({ sale: from(...long, { scope: 'NO_UPGRADES' }) }),
      at,
      key,
      message: 'The exclusion sale keeps upgrades out for 31 days.',
    },
    'minor upgrades for more than half a year': {
      on: excluding({ sale: from(...most, minor) }),
      at,
      key,
      message: 'The exclusion sale keeps minor upgrades out for 181 days.',
    },
    'minor upgrades and those of nodes': {
      on: excluding({ sale: from(...most, { scope: 'NO_MINOR_OR_NODE_UPGRADES' }) }),
      at,
      key,
      message: 'The exclusion sale keeps minor upgrades out for 181 days.',
    },
    'minor upgrades until the end of support': {
      on: excluding({ sale: from(...month, { ...minor, endTimeBehavior: 'UNTIL_END_OF_SUPPORT' }) }),
      at,
      key,
      message: ever('The exclusion sale'),
    },
    'a pool until the end of support': {
      on: gkeWith({ nodePools: [pool(true)] }),
      at,
      key: 'pool system',
      message: ever('The node pool system'),
      cannot: 'what keeps upgrades out of a single node pool is ended at the pool',
    },
    'each is a finding of its own, on Autopilot too': {
      on: excluding(
        { sale: from(...long), short: from(...month), audit: from(...long) },
        { autopilot: { enabled: true } },
      ),
      at,
      key,
      message: 'The exclusion sale keeps upgrades out for 31 days.',
      also: ['The exclusion audit keeps upgrades out for 31 days.'],
    },
  },
  unknown: {
    'a scope that the client does not know': {
      on: excluding({ sale: from(...long, { scope: 9 }) }),
      at,
      reason: 'malformed',
    },
    'an exclusion without an end': {
      on: excluding({ sale: { startTime: month[0] } }),
      at,
      reason: 'malformed',
      message: 'The exclusion sale does not say from when until when it holds.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), at, reason: 'in-transition' },
  },
});

it('the evidence is the exclusion', () => {
  const [found] = judgedBy(rule, gkeWith({ nodePools: [pool(true)] })).judgements;
  expect(found?.evidence).toEqual([
    { at: 'nodePools[0].maintenancePolicy.exclusionUntilEndOfSupport', actual: { enabled: true } },
  ]);
});
