import { describe, expect, it } from 'vitest';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { clusterTypes } from '#clouds/kubernetes/types';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { customRule, customRulesOf } from '#engine/custom/custom-rule';
import { rulesetDigest } from '#engine/ruleset';
import { defaultPolicy, families, type CustomRule } from '#model';
import { clusterWith } from '../../support/aws/eks.ts';
import { deploymentWith, podWith } from '../../support/kubernetes/workloads.ts';
import { testRule } from '../../support/test-rule.ts';

const types = [...clusterTypes, eksCluster];

const teamLabel: CustomRule = {
  id: 'custom-team-label',
  on: 'k8s.workload',
  severity: 'low',
  title: 'Every workload names its team',
  passWhen: 'has(config.metadata.labels) && has(config.metadata.labels.team)',
};

const labelled = { labels: { team: 'payments' } };
const message = 'It does not meet: Every workload names its team.';

testRule(customRule(teamLabel, types), {
  pass: {
    'a deployment with the label': { on: deploymentWith({}, labelled) },
    'a pod with it': { on: podWith('web', {}, { template: { annotations: {}, ...labelled } }) },
  },
  fail: {
    'a deployment without labels': { on: deploymentWith({}), message },
    'a deployment with another label': { on: deploymentWith({}, { labels: { app: 'web' } }), message },
    'a pod without labels': { on: podWith('web', {}), message },
  },
  unknown: {
    'a deployment without metadata': {
      on: { ...deploymentWith({}), config: {} },
      reason: 'rule-error',
      message:
        'The expression could not be answered: config.metadata is not there; ask first with has(config.metadata).',
    },
  },
});

const logs: CustomRule = {
  id: 'custom-log-types',
  on: 'eks.cluster',
  severity: 'high',
  title: 'Clusters send at least two kinds of logs',
  passWhen: 'config.logging.clusterLogging.all(it, !it.enabled || size(it.types) + 1 > 2)',
  message: 'It sends one kind of logs or none.',
  why: 'One kind tells little.',
  fix: 'Turn another one on.',
};

const logging = (types: ('api' | 'audit')[], enabled = true) =>
  clusterWith({}, { logging: { clusterLogging: [{ types, enabled }] } });

testRule(customRule(logs, types), {
  pass: {
    'two kinds': { on: logging(['api', 'audit']) },
    'one kind that is off': { on: logging(['api'], false) },
  },
  fail: { 'one kind': { on: logging(['api']), message: 'It sends one kind of logs or none.' } },
  unknown: {
    'the field is not there': {
      on: clusterWith({}),
      reason: 'rule-error',
      message: 'The expression could not be answered: config.logging is not there; ask first with has(config.logging).',
    },
    'a cluster that is being made': {
      on: clusterWith({}, { status: 'CREATING', logging: { clusterLogging: [] } }),
      reason: 'in-transition',
    },
  },
});

describe('a custom rule', () => {
  it('is a rule like others, with words of its own where it has some', () => {
    const plain = customRule(teamLabel, types);
    expect(plain).toMatchObject({ id: 'custom-team-label', severity: 'low', control: 'custom', references: [] });
    expect([plain.why, plain.fix]).toEqual([
      'Your policy asks for it.',
      `Change it so that this holds: ${teamLabel.passWhen}`,
    ]);
    expect(customRule(logs, types)).toMatchObject({ why: 'One kind tells little.', fix: 'Turn another one on.' });
  });
  it('on a family is on each of its types', () => {
    expect(customRule(teamLabel, types).on).toEqual(expect.arrayContaining([...workloads]));
    expect(families).toEqual({ 'k8s.workload': workloads.map(({ name }) => name) });
  });
  it('on a type that nobody knows is refused', () => {
    expect(() => customRule({ ...teamLabel, on: 'eks.clutser' }, types)).toThrow(
      'custom-team-label is on eks.clutser, which is no known type',
    );
  });
  it('changes the digest of the rules with each of its fields', () => {
    const changes = [
      {},
      { passWhen: 'true' },
      { severity: 'high' },
      { title: 'Other' },
      { message: 'Other.' },
    ] as const;
    const digests = changes.map((change) => rulesetDigest([customRule({ ...teamLabel, ...change }, types)]));
    expect(new Set(digests).size).toBe(changes.length);
  });
  it('comes out of a policy in its order, and none out of a policy without', () => {
    const policy = { ...defaultPolicy, custom: [logs, teamLabel] };
    expect(customRulesOf(policy, types).map(({ id }) => id)).toEqual(['custom-log-types', 'custom-team-label']);
    expect(customRulesOf(defaultPolicy, types)).toEqual([]);
  });
});
