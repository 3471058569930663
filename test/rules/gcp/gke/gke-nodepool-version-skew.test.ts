import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-nodepool-version-skew';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const pool = (minor: number, name = 'system', status: 'RUNNING' | 'PROVISIONING' | 'STOPPING' = 'RUNNING') => ({
  name,
  status,
  version: `1.${minor}.3-gke.1000`,
});
const at35 = (...nodePools: readonly ReturnType<typeof pool>[]) =>
  gkeWith({ currentMasterVersion: '1.35.2-gke.1485000', nodePools: [...nodePools] });
const lags = (name: string, minor: number) =>
  `Node pool ${name} runs Kubernetes 1.${minor}, and the control plane 1.35.`;
const key = 'system';

testRule(rule, {
  pass: {
    'the minor of the control plane': { on: at35(pool(35)) },
    'two minors behind': { on: at35(pool(33)) },
    'more minors behind where policy takes them': { on: at35(pool(32)), params: { maxSkew: 3 } },
  },
  fail: {
    'three minors behind': { on: at35(pool(32)), key, message: lags('system', 32) },
    'one minor behind where policy takes none': {
      on: at35(pool(34)),
      params: { maxSkew: 0 },
      key,
      message: lags('system', 34),
    },
    'newer than the control plane': {
      on: at35(pool(36)),
      key,
      message: 'Node pool system runs Kubernetes 1.36, and the control plane 1.35: nodes may not be newer.',
    },
    'each pool is a finding of its own': {
      on: at35(pool(32), pool(35, 'good'), pool(31, 'batch')),
      key,
      message: lags('system', 32),
      also: [lags('batch', 31)],
    },
  },
  unknown: {
    'a pool that is being made': {
      on: at35(pool(32, 'system', 'PROVISIONING')),
      reason: 'in-transition',
      message: 'Node pool system is PROVISIONING.',
    },
    'a pool that is being deleted': { on: at35(pool(32, 'system', 'STOPPING')), reason: 'in-transition' },
    'a pool of no version': {
      on: gkeWith({ currentMasterVersion: '1.35.2-gke.1485000', nodePools: [{ name: 'system' }] }),
      reason: 'field-missing',
      message: 'The answer has no nodePools[0].version.',
    },
    'a control plane of no version': {
      on: gkeWith({ nodePools: [pool(35)] }),
      reason: 'field-missing',
      message: 'The answer has no currentMasterVersion.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    Autopilot: {
      on: gkeWith({ autopilot: { enabled: true } }),
      message: 'Google upgrades the nodes of Autopilot clusters',
    },
    'no pools': {
      on: gkeWith({ currentMasterVersion: '1.35.2-gke.1485000', nodePools: [] }),
      message: 'the cluster has no node pools',
    },
  },
});

it('the evidence is both versions', () => {
  const [found] = judgedBy(rule, at35(pool(35, 'good'), pool(31))).judgements;
  expect(found?.evidence).toEqual([
    { at: 'nodePools[1].version', actual: '1.31.3-gke.1000' },
    { at: 'currentMasterVersion', actual: '1.35.2-gke.1485000' },
  ]);
});
