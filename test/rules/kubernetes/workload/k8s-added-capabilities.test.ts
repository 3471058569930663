import rule from '#rules/kubernetes/workload/k8s-added-capabilities';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const adds = (...add: string[]): Spec => ({
  containers: [{ name: 'web', securityContext: { capabilities: { add } } }],
});
const told = (names: string) => `Containers add capabilities beyond the baseline: web (${names}).`;
const good: Spec = { containers: [{ name: 'web' }] };
const bad = adds('NET_RAW');
const family = familyCases({ good, bad, message: told('NET_RAW') });

testRule(rule, {
  pass: {
    'nothing is added': { on: deploymentWith(good) },
    'an empty list is nothing': { on: deploymentWith(adds()) },
    'all of the baseline': {
      on: deploymentWith(
        adds(
          'AUDIT_WRITE',
          'CHOWN',
          'DAC_OVERRIDE',
          'FOWNER',
          'FSETID',
          'KILL',
          'MKNOD',
          'NET_BIND_SERVICE',
          'SETFCAP',
          'SETGID',
          'SETPCAP',
          'SETUID',
          'SYS_CHROOT',
        ),
      ),
    },
    'what is dropped does not count': {
      on: deploymentWith({ containers: [{ name: 'web', securityContext: { capabilities: { drop: ['SYS_ADMIN'] } } }] }),
    },
    'another list of policy': { on: deploymentWith(bad), params: { baselineAllowed: ['NET_RAW'] } },
  },
  fail: {
    'NET_RAW is not in the list': { on: deploymentWith(bad), message: told('NET_RAW') },
    'what is in the list stays': {
      on: deploymentWith(adds('CHOWN', 'NET_ADMIN', 'NET_RAW')),
      message: told('NET_ADMIN, NET_RAW'),
    },
    'lower case is another spelling of what is allowed': {
      on: deploymentWith(adds('chown')),
      message: told('chown'),
      grade: 'low',
    },
    'the prefix is another spelling of what is allowed': {
      on: deploymentWith(adds('CAP_CHOWN', 'cap_kill')),
      message: told('CAP_CHOWN, cap_kill'),
      grade: 'low',
    },
    'one spelling beside one that is not allowed': {
      on: deploymentWith(adds('chown', 'NET_RAW')),
      message: told('chown, NET_RAW'),
    },
    'ALL is critical': { on: deploymentWith(adds('ALL')), message: told('ALL'), grade: 'critical' },
    'a critical one in another spelling, beside harmless ones': {
      on: deploymentWith(adds('chown', 'cap_sys_admin')),
      message: told('chown, cap_sys_admin'),
      grade: 'critical',
    },
    'policy names what is critical': {
      on: deploymentWith(adds('SYS_ADMIN', 'NET_RAW')),
      params: { criticalCapabilities: [] },
      message: told('SYS_ADMIN, NET_RAW'),
    },
    'what policy leaves out of the list is forbidden': {
      on: deploymentWith(adds('CHOWN')),
      params: { baselineAllowed: ['KILL'] },
      message: told('CHOWN'),
    },
    'an init container adds one': {
      on: deploymentWith({ ...good, initContainers: adds('NET_RAW').containers ?? [] }),
      message: told('NET_RAW'),
    },
    'a container that a webhook adds': addedCase(
      good,
      { name: 'mesh', securityContext: { capabilities: { add: ['NET_RAW'] } } },
      'Containers add capabilities beyond the baseline: mesh (live pod, NET_RAW).',
    ),
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: family.notApplicable,
});
