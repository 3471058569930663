import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-autopilot-privileged-allowlist';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const listing = (...allowlistPaths: string[]) =>
  gkeWith({ autopilot: { enabled: true, privilegedAdmissionConfig: { allowlistPaths } } });
const net = (allowNetAdmin: boolean) =>
  gkeWith({ autopilot: { enabled: true, workloadPolicyConfig: { allowNetAdmin } } });
const says = (path: string) => `Privileged workloads of ${path} are admitted.`;
const cannot = 'Google does not say what an empty list stands for: name what may stay';
const own = 'gs://lists/agents/agent.yaml';
const high = (path: string) => ({ on: listing(path), key: path, message: says(path), grade: 'high' as const, cannot });

testRule(rule, {
  pass: {
    'no Autopilot': { on: gkeWith() },
    'nothing about exemptions': { on: gkeWith({ autopilot: { enabled: true } }) },
    'partners that Google has vetted': { on: listing('gke://*', 'gke://partner/agent/*') },
    'an empty path, by which even partners are kept out': { on: listing('') },
    'a path that policy allows': { on: listing(own), params: { allowedPaths: [own] } },
    'a partner that policy allows, and no other': {
      on: listing('gke://partner/*'),
      params: { allowedPaths: ['gke://partner/*'], forbidPartners: true },
    },
    'nobody administers the network': { on: net(false) },
  },
  fail: {
    'a path in a bucket of your own': { on: listing(own), key: own, message: says(own), cannot },
    'a Standard cluster that has such a list': {
      on: gkeWith({ autopilot: { privilegedAdmissionConfig: { allowlistPaths: [own] } } }),
      key: own,
      message: says(own),
      cannot,
    },
    'whatever is no list of partners': {
      on: listing('GS://lists/a.yaml'),
      key: 'GS://lists/a.yaml',
      message: says('GS://lists/a.yaml'),
      cannot,
    },
    'everything in a bucket is high': high('gs://lists/*'),
    'everything in a folder is high': high('gs://lists/agents/*'),
    'a bucket without an object is high': high('gs://lists'),
    'a folder without an object is high': high('gs://lists/'),
    'partners where policy forbids them': {
      on: listing('gke://*'),
      params: { forbidPartners: true },
      key: 'gke://*',
      message: says('gke://*'),
      cannot,
    },
    'each path is a finding of its own': {
      on: listing(own, 'gke://*', 'gs://lists/b.yaml'),
      key: own,
      message: says(own),
      also: [says('gs://lists/b.yaml')],
    },
    'workloads that administer the network are low': {
      on: net(true),
      key: 'NET_ADMIN',
      message: 'Workloads may administer the network of their node.',
      grade: 'low',
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
});

it('the evidence is the list', () => {
  const [found] = judgedBy(rule, listing(own)).judgements;
  expect(found?.evidence).toEqual([
    { at: 'autopilot.privilegedAdmissionConfig.allowlistPaths', actual: [own], expected: [] },
  ]);
});
