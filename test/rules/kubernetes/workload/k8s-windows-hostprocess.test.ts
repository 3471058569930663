import { expect, it } from 'vitest';
import rule from '#rules/kubernetes/workload/k8s-windows-hostprocess';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const onHost = { windowsOptions: { hostProcess: true } };
const inside = { windowsOptions: { hostProcess: false } };
const good: Spec = { containers: [{ name: 'web' }] };
const bad: Spec = { containers: [{ name: 'web', securityContext: onHost }], hostNetwork: true };
const message = 'HostProcess is set by web (hostProcess).';
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'a field that is missing means false': { on: deploymentWith(good) },
    'both levels say false': {
      on: deploymentWith({ securityContext: inside, containers: [{ name: 'web', securityContext: inside }] }),
    },
    'other options of Windows': {
      on: deploymentWith({ ...good, securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } } }),
    },
  },
  fail: {
    'a container says true': { on: deploymentWith(bad), message },
    'the pod level says true, even if a container says false': {
      on: deploymentWith({ securityContext: onHost, containers: [{ name: 'web', securityContext: inside }] }),
      message: 'HostProcess is set by the pod level (hostProcess).',
    },
    'both levels say true': {
      on: deploymentWith({ ...bad, securityContext: onHost }),
      message: 'HostProcess is set by the pod level (hostProcess), web (hostProcess).',
    },
    'an init container says true': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'prepare', securityContext: onHost }] }),
      message: 'HostProcess is set by prepare (hostProcess).',
    },
    'a container that a webhook adds': addedCase(
      good,
      { name: 'mesh', securityContext: onHost },
      'HostProcess is set by mesh (live pod, hostProcess).',
    ),
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: family.notApplicable,
});

it('the plan takes the network of the node away with the rest, where the pod has it', () => {
  const containers = [{ name: 'web', securityContext: inside }];
  const step = (request: object): unknown => [expect.objectContaining({ request })];
  expect(judgedBy(rule, deploymentWith(bad)).plan()).toEqual(step({ containers, hostNetwork: false }));
  expect(judgedBy(rule, deploymentWith({ containers: [{ name: 'web', securityContext: onHost }] })).plan()).toEqual(
    step({ containers }),
  );
});
