import { expect, it } from 'vitest';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { worldOf } from '#engine/world';
import { fail } from '#rule';
import rule from '#rules/gcp/gke/gke-node-auto-repair-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { poolWith, upkeepCases } from '../../../support/gcp/upkeep-cases.ts';
import { snapshotsOf } from '../../../support/build.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { lookFrom } from '../../../support/look-from.ts';
import { testRule } from '../../../support/test-rule.ts';

const shared = upkeepCases({ upkeep: 'autoRepair', words: 'auto-repair' });

testRule(rule, {
  pass: {
    'auto-repair is on': { on: gkeWith({ nodePools: [poolWith({ autoRepair: true })] }) },
    ...shared.pass,
  },
  fail: {
    ...shared.off,
    'auto-upgrade is kept': { on: gkeWith({ nodePools: [poolWith({ autoUpgrade: true })] }), ...shared.pool },
    ...shared.fail,
  },
  unknown: shared.unknown,
  notApplicable: shared.notApplicable,
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, gkeWith({ nodePools: [poolWith({ autoRepair: false })] })).judgements;
  expect(found?.evidence).toMatchObject([{ actual: false, expected: true }]);
});
it('the plan leaves auto-upgrade as it is', () => {
  const planned = (management?: object) => {
    const on = gkeWith({ nodePools: [poolWith(management)] });
    const look = lookFrom(worldOf(snapshotsOf([on], [gkeCluster])), on);
    const context = { ...look, params: {}, at: '2026-11-01T00:00:00Z' };
    return rule.remediation?.plan(on, context, fail(shared.pool.message, [], shared.pool));
  };
  const steps = (kept: boolean) => [{ request: { management: { autoUpgrade: kept, autoRepair: true } } }];
  expect(planned({ autoUpgrade: true })).toMatchObject(steps(true));
  expect(planned({ autoUpgrade: false })).toMatchObject(steps(false));
  expect(planned()).toMatchObject(steps(false));
});
