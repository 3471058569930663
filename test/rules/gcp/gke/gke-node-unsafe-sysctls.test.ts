import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-node-unsafe-sysctls';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const pool = (name: string, ...allowedUnsafeSysctls: string[]) => ({
  name,
  config: { kubeletConfig: { allowedUnsafeSysctls } },
});
const says = (name: string, names: string) => `The nodes of the pool ${name} let pods set ${names}.`;
const key = 'system';

testRule(rule, {
  pass: {
    'no list': { on: gkeWith() },
    'an empty list': { on: gkeWith({ nodePools: [pool('system')] }) },
    'names that policy allows': {
      on: gkeWith({ nodePools: [pool('system', 'net.core.somaxconn', 'kernel.shm*')] }),
      params: { allowed: ['net.core.somaxconn', 'kernel.shm*'] },
    },
    'what is set on the whole node is not judged': {
      on: gkeWith({
        nodePools: [{ name: 'system', config: { linuxNodeConfig: { sysctls: { 'net.core.somaxconn': '2048' } } } }],
      }),
    },
  },
  fail: {
    'a name': {
      on: gkeWith({ nodePools: [pool('system', 'net.core.somaxconn')] }),
      key,
      message: says('system', 'net.core.somaxconn'),
    },
    'a pattern, whatever it covers is allowed': {
      on: gkeWith({ nodePools: [pool('system', 'kernel.shm*')] }),
      params: { allowed: ['kernel.shmmax'] },
      key,
      message: says('system', 'kernel.shm*'),
    },
    'what policy allows is not named': {
      on: gkeWith({ nodePools: [pool('system', 'kernel.msgmax', 'net.core.somaxconn')] }),
      params: { allowed: ['kernel.msgmax'] },
      key,
      message: says('system', 'net.core.somaxconn'),
    },
    'each pool is a finding of its own': {
      on: gkeWith({ nodePools: [pool('system', 'kernel.sem'), pool('good'), pool('batch', 'kernel.msgmax')] }),
      key,
      message: says('system', 'kernel.sem'),
      also: [says('batch', 'kernel.msgmax')],
    },
    'the nodes that GKE makes by itself': {
      on: gkeWith({
        autopilot: { enabled: true },
        nodePools: [],
        nodePoolAutoConfig: { nodeKubeletConfig: { allowedUnsafeSysctls: ['kernel.sem'] } },
      }),
      key: 'auto-provisioning',
      message: 'Nodes that GKE makes by itself let pods set kernel.sem.',
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
  notApplicable: {
    'no pools': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pools' },
  },
});

it('the evidence is the list', () => {
  const [found] = judgedBy(rule, gkeWith({ nodePools: [pool('system', 'kernel.sem')] })).judgements;
  expect(found?.evidence).toEqual([
    { at: 'nodePools[0].config.kubeletConfig.allowedUnsafeSysctls', actual: ['kernel.sem'], expected: [] },
  ]);
});
