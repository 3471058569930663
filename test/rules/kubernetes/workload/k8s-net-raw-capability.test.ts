import rule from '#rules/kubernetes/workload/k8s-net-raw-capability';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const withCapabilities = (drop: readonly string[], add: readonly string[] = []): Spec => ({
  containers: [{ name: 'web', securityContext: { capabilities: { drop, add } } }],
});
const told = (names: string) => `Containers drop capabilities and keep NET_RAW: ${names}.`;
const message = told('web');
const good = withCapabilities(['ALL']);
const bad = withCapabilities(['KILL']);
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'all are dropped': { on: deploymentWith(good) },
    'NET_RAW is dropped': { on: deploymentWith(withCapabilities(['KILL', 'NET_RAW'])) },
    'the runtime takes any case, with or without the prefix': { on: deploymentWith(withCapabilities(['cap_net_raw'])) },
    'another rule reports that nothing is dropped': { on: deploymentWith(withCapabilities([])) },
    'another rule reports that it is added': { on: deploymentWith(withCapabilities(['KILL'], ['NET_RAW'])) },
    'the same of all': { on: deploymentWith(withCapabilities(['KILL'], ['ALL'])) },
  },
  fail: {
    'others are dropped': { on: deploymentWith(bad), message },
    'only the container that keeps it is named': {
      on: deploymentWith({
        containers: [...(good.containers ?? []), ...(bad.containers ?? []).map((one) => ({ ...one, name: 'side' }))],
      }),
      message: told('side'),
    },
    'a container that a webhook adds': addedCase(
      good,
      { name: 'mesh', securityContext: { capabilities: { drop: ['KILL'] } } },
      told('mesh (live pod)'),
    ),
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: {
    'Windows has no capabilities': {
      on: deploymentWith({ ...bad, os: { name: 'windows' } }),
      message: 'its pods run on Windows',
    },
    ...family.notApplicable,
  },
});
