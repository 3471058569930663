import rule from '#rules/kubernetes/workload/k8s-secret-in-env';
import { familyCases, withAdded } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const fromSecret = (name: string, optional?: boolean) => ({
  name,
  valueFrom: { secretKeyRef: { name: 'db', key: 'password', optional } },
});
const good: Spec = {
  volumes: [{ name: 'db', secret: { secretName: 'db' } }],
  containers: [{ name: 'web', volumeMounts: [{ name: 'db', mountPath: '/run/db' }] }],
};
const bad: Spec = { containers: [{ name: 'web', env: [{ name: 'PORT' }, fromSecret('PASSWORD')] }] };
const told = (names: string) => `Containers are given secrets in their environment: ${names}.`;
const message = told('web (PASSWORD)');
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'a secret is mounted as a file': { on: deploymentWith(good) },
    'variables of other sources': {
      on: deploymentWith({
        containers: [
          {
            name: 'web',
            env: [
              { name: 'PORT' },
              { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'app', key: 'level' } } },
              { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
            ],
            envFrom: [{ configMapRef: { name: 'app' } }],
          },
        ],
      }),
    },
  },
  fail: {
    'a variable is an entry of a secret': { on: deploymentWith(bad), message },
    'a secret that need not exist': {
      on: deploymentWith({ containers: [{ name: 'web', env: [fromSecret('PASSWORD', true)] }] }),
      message,
    },
    'all of a secret becomes variables': {
      on: deploymentWith({ containers: [{ name: 'web', envFrom: [{ secretRef: { name: 'db', optional: true } }] }] }),
      message: told('web (all of db)'),
    },
    'containers of every kind are named with their variables': {
      on: podWith('web', {
        initContainers: [{ name: 'prepare', env: [fromSecret('A'), fromSecret('B')] }],
        containers: [
          { name: 'side' },
          { name: 'web', env: [fromSecret('A')], envFrom: [{ secretRef: { name: 'db' } }] },
        ],
        ephemeralContainers: [{ name: 'debug', env: [fromSecret('C')] }],
      }),
      message: told('prepare (A, B), web (A, all of db), debug (C)'),
    },
    'a container that a webhook adds': {
      ...withAdded(good, { name: 'mesh', env: [fromSecret('TOKEN')] }),
      message: told('mesh (live pod, TOKEN)'),
    },
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: family.notApplicable,
});
