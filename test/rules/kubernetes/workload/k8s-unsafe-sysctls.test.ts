import { expect, it } from 'vitest';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import rule from '#rules/kubernetes/workload/k8s-unsafe-sysctls';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { api, beside, ofJob } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, jobWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const setting = (...names: string[]): Spec => ({
  containers: [{ name: 'web' }],
  securityContext: { sysctls: names.map((name) => ({ name, value: '1' })) },
});
const told = (names: string) => `Unsafe kernel parameters are set: ${names}.`;
const good: Spec = { containers: [{ name: 'web' }] };
const bad = setting('kernel.msgmax');
const family = familyCases({ good, bad, message: told('kernel.msgmax'), beside });
const since = {
  '27': ['net.ipv4.ip_local_reserved_ports'],
  '29': [
    'net.ipv4.tcp_keepalive_time',
    'net.ipv4.tcp_fin_timeout',
    'net.ipv4.tcp_keepalive_intvl',
    'net.ipv4.tcp_keepalive_probes',
  ],
  '32': ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'],
  '37': ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat'],
};

testRule(rule, {
  pass: {
    'nothing is set': { on: deploymentWith(good), beside },
    'parameters that every version allows': {
      on: deploymentWith(
        setting(
          'kernel.shm_rmid_forced',
          'net.ipv4.ip_local_port_range',
          'net.ipv4.tcp_syncookies',
          'net.ipv4.ping_group_range',
          'net.ipv4.ip_unprivileged_port_start',
        ),
      ),
      beside: api('1'),
    },
    'what 1.27 allows': { on: deploymentWith(setting(...since['27'])), beside: api('27') },
    'what 1.29 allows': { on: deploymentWith(setting(...since['29'], ...since['27'])), beside: api('29') },
    'what 1.32 allows': { on: deploymentWith(setting(...since['32'])), beside: api('32') },
    'what 1.37 allows': { on: deploymentWith(setting(...since['37'], 'kernel.shm_rmid_forced')), beside: api('37') },
    'policy allows more': { on: deploymentWith(bad), beside, params: { extraAllowed: ['kernel.msgmax'] } },
    'policy has a table of its own': {
      on: deploymentWith(bad),
      beside: api('30'),
      params: { safeSysctls: { '1.30': ['kernel.msgmax'] } },
    },
  },
  fail: {
    'a parameter that no version allows': { on: deploymentWith(bad), beside, message: told('kernel.msgmax') },
    'safe ones stay': {
      on: deploymentWith(setting('kernel.shm_rmid_forced', 'kernel.sem')),
      beside,
      message: told('kernel.sem'),
    },
    'before 1.27': {
      on: deploymentWith(setting(...since['27'])),
      beside: api('26'),
      message: told(since['27'].join(', ')),
    },
    'before 1.29': {
      on: deploymentWith(setting(...since['29'])),
      beside: api('28'),
      message: told(since['29'].join(', ')),
    },
    'before 1.32': {
      on: deploymentWith(setting(...since['32'])),
      beside: api('31'),
      message: told(since['32'].join(', ')),
    },
    'before 1.37': {
      on: deploymentWith(setting(...since['37'])),
      beside: api('36'),
      message: told(since['37'].join(', ')),
    },
    'slashes are another name': {
      on: deploymentWith(setting('net/ipv4/tcp_syncookies')),
      beside,
      message: told('net/ipv4/tcp_syncookies'),
    },
    'policy can fix the version': {
      on: deploymentWith(setting('net.ipv4.tcp_rmem')),
      beside: api('36'),
      params: { pssVersion: 'v1.31' },
      message: told('net.ipv4.tcp_rmem'),
    },
    'policy has an empty table': {
      on: deploymentWith(setting('kernel.shm_rmid_forced')),
      beside,
      params: { safeSysctls: {} },
      message: told('kernel.shm_rmid_forced'),
    },
    'of what no version allows none has to be known, and only that is named': {
      on: jobWith(setting('net.ipv4.tcp_rmem', 'kernel.msgmax')),
      hidden: [kubernetesApi],
      message: told('kernel.msgmax'),
      cannot: ofJob,
    },
    ...family.fail,
  },
  unknown: {
    'a version that was not read decides about a newer parameter': {
      on: deploymentWith(setting('net.ipv4.tcp_rmem')),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    ...family.unknown,
  },
  notApplicable: family.notApplicable,
});

it('the plan leaves what every version allows', () => {
  const sysctls = (...names: string[]) => {
    const [step] = [judgedBy(rule, deploymentWith(setting(...names)), { beside }).plan()].flat();
    return step;
  };
  const request = (kept: unknown) => ({ request: { securityContext: { sysctls: kept } } });
  expect(sysctls('kernel.msgmax')).toMatchObject(request(null));
  expect(sysctls('kernel.msgmax', 'kernel.shm_rmid_forced')).toMatchObject(
    request([{ name: 'kernel.shm_rmid_forced', value: '1' }]),
  );
});
