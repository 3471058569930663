import { expect, it } from 'vitest';
import rule from '#rules/kubernetes/workload/k8s-host-port';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const good: Spec = { containers: [{ name: 'web', ports: [{ containerPort: 80 }] }] };
const bad: Spec = { containers: [{ name: 'web', ports: [{ containerPort: 80, hostPort: 8080, protocol: 'TCP' }] }] };
const message = 'Containers take ports of their node: web (8080).';
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'a port that stays in the pod': { on: deploymentWith(good) },
    'a container without ports': { on: deploymentWith({ containers: [{ name: 'web' }] }) },
    'port 0 is none': {
      on: deploymentWith({ containers: [{ name: 'web', ports: [{ containerPort: 80, hostPort: 0 }] }] }),
    },
    'a port that policy allows': { on: deploymentWith(bad), params: { allowedHostPorts: [8080] } },
  },
  fail: {
    'a container takes one': { on: deploymentWith(bad), message },
    'of two protocols of one port each is given back': {
      on: deploymentWith({
        containers: [
          {
            name: 'dns',
            ports: [
              { containerPort: 53, hostPort: 53, protocol: 'UDP' },
              { containerPort: 53, hostPort: 54, protocol: 'TCP' },
            ],
          },
        ],
      }),
      message: 'Containers take ports of their node: dns (53, 54).',
    },
    'only ports that policy does not allow are named and given back': {
      on: deploymentWith({
        containers: [
          {
            name: 'web',
            ports: [
              { containerPort: 80, hostPort: 8080 },
              { containerPort: 81, hostPort: 8081 },
            ],
          },
        ],
      }),
      params: { allowedHostPorts: [8080] },
      message: 'Containers take ports of their node: web (8081).',
    },
    'an init container takes one': {
      on: deploymentWith({
        ...good,
        initContainers: [{ name: 'prepare', ports: [{ containerPort: 80, hostPort: 1 }] }],
      }),
      message: 'Containers take ports of their node: prepare (1).',
    },
    'a container that a webhook adds takes one': addedCase(
      good,
      { name: 'mesh', ports: [{ containerPort: 15, hostPort: 15 }] },
      'Containers take ports of their node: mesh (live pod, 15).',
    ),
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: {
    'on the network of the node the API server copies every port': {
      on: deploymentWith({ ...bad, hostNetwork: true }),
      message: 'its pods share all ports of their node: hostNetwork is true',
    },
    ...family.notApplicable,
  },
});

it('the plan touches only containers that take a port', () => {
  const on = deploymentWith({ containers: [{ name: 'mesh' }, ...(bad.containers ?? [])] });
  expect(judgedBy(rule, on).plan()).toMatchObject([{ request: { containers: [{ name: 'web' }] } }]);
});
