import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import rule from '#rules/kubernetes/workload/k8s-selinux-custom';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, jobWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { api, beside, ofJob } from '../../../support/kubernetes/root-specs.ts';

const options = (seLinuxOptions: object): Spec => ({
  containers: [{ name: 'web', securityContext: { seLinuxOptions } }],
});
const told = (what: string) => `SELinux options are set by ${what}.`;
const good: Spec = { containers: [{ name: 'web' }] };
const bad = options({ type: 'spc_t' });
const message = told('web (type spc_t)');
const engine = options({ type: 'container_engine_t' });
const family = familyCases({ good, bad, message, beside });

testRule(rule, {
  pass: {
    'nothing is set': { on: deploymentWith(good), beside },
    'a level alone': { on: deploymentWith(options({ level: 's0:c1,c2' })), beside },
    'types that are for containers': {
      on: deploymentWith({
        securityContext: { seLinuxOptions: { type: 'container_t' } },
        containers: [
          { name: 'a', securityContext: { seLinuxOptions: { type: 'container_init_t' } } },
          { name: 'b', securityContext: { seLinuxOptions: { type: 'container_kvm_t', user: '', role: '' } } },
          { name: 'c', securityContext: { seLinuxOptions: { type: '' } } },
        ],
      }),
      beside,
    },
    'the type for engines from 1.31 on': { on: deploymentWith(engine), beside: api('31') },
  },
  fail: {
    'another type': { on: deploymentWith(bad), beside, message },
    'a user': { on: deploymentWith(options({ user: 'system_u' })), beside, message: told('web (user system_u)') },
    'a role': { on: deploymentWith(options({ role: 'system_r' })), beside, message: told('web (role system_r)') },
    'all of them': {
      on: deploymentWith(options({ type: 'a', user: 'b', role: 'c' })),
      beside,
      message: told('web (type a, user b, role c)'),
    },
    'the pod level, though its container sets another': {
      on: deploymentWith({
        securityContext: { seLinuxOptions: { user: 'x' } },
        containers: [{ name: 'web', securityContext: { seLinuxOptions: { level: 's0' } } }],
      }),
      beside,
      message: told('the pod level (user x)'),
    },
    'an init container': {
      on: deploymentWith({
        ...good,
        initContainers: [{ name: 'prepare', securityContext: { seLinuxOptions: { role: 'r' } } }],
      }),
      beside,
      message: told('prepare (role r)'),
    },
    'the type for engines before 1.31': {
      on: deploymentWith(engine),
      beside: api('30'),
      message: told('web (type container_engine_t)'),
    },
    'policy can fix the version': {
      on: deploymentWith(engine),
      beside: api('36'),
      params: { pssVersion: 'v1.30' },
      message: told('web (type container_engine_t)'),
    },
    'what every version forbids needs none': {
      on: jobWith(bad),
      hidden: [kubernetesApi],
      message,
      cannot: ofJob,
    },
    'a container that a webhook adds': {
      ...addedCase(good, { name: 'mesh', securityContext: { seLinuxOptions: { user: 'u' } } }, ''),
      message: told('mesh (live pod, user u)'),
      params: { pssVersion: 'v1.30' },
    },
    ...family.fail,
  },
  unknown: {
    'a version that was not read decides about the type for engines': {
      on: deploymentWith(engine),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    ...family.unknown,
  },
  notApplicable: family.notApplicable,
});
