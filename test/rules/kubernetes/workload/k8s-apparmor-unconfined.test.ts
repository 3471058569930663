import { expect, it } from 'vitest';
import rule from '#rules/kubernetes/workload/k8s-apparmor-unconfined';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { cronJobWith, deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';
import { ofPod } from '../../../support/kubernetes/root-specs.ts';

const profile = (type: string) => ({ appArmorProfile: { type } });
const off = profile('Unconfined');
const prefix = 'container.apparmor.security.beta.kubernetes.io/';
const noted = (value: string) => ({ template: { annotations: { [`${prefix}web`]: value, other: 'unconfined' } } });
const good: Spec = { containers: [{ name: 'web' }] };
const bad: Spec = { containers: [{ name: 'web', securityContext: off }] };
const message = 'AppArmor is off or unknown: web (Unconfined).';
const notedMessage = `AppArmor is off or unknown: ${prefix}web (unconfined).`;
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'nothing is set': { on: deploymentWith(good) },
    'the profile of the runtime, or one of the node': {
      on: deploymentWith({
        securityContext: profile('RuntimeDefault'),
        containers: [
          { name: 'web', securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: 'x' } } },
        ],
      }),
    },
    'an empty annotation': { on: deploymentWith(good, noted('')) },
    'an annotation that names the profile of the runtime': { on: deploymentWith(good, noted('runtime/default')) },
    'an annotation that names a profile of the node': { on: deploymentWith(good, noted('localhost/k8s-web')) },
  },
  fail: {
    'a container turns it off': { on: deploymentWith(bad), message },
    'a container and an annotation turn it off': {
      on: deploymentWith(bad, noted('unconfined')),
      message: `AppArmor is off or unknown: web (Unconfined), ${prefix}web (unconfined).`,
    },
    'the pod level turns it off, though a container turns it on': {
      on: deploymentWith({
        securityContext: off,
        containers: [{ name: 'web', securityContext: profile('RuntimeDefault') }],
      }),
      message: 'AppArmor is off or unknown: the pod level (Unconfined).',
    },
    'an init container turns it off': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'prepare', securityContext: off }] }),
      message: 'AppArmor is off or unknown: prepare (Unconfined).',
    },
    'a profile of a type that nobody knows': {
      on: deploymentWith({ containers: [{ name: 'web', securityContext: profile('runtimedefault') }] }),
      message: 'AppArmor is off or unknown: web (runtimedefault).',
    },
    'a profile without a type': {
      on: deploymentWith({ containers: [{ name: 'web', securityContext: { appArmorProfile: {} } }] }),
      message: 'AppArmor is off or unknown: web (no type).',
    },
    'an annotation turns it off': { on: deploymentWith(good, noted('unconfined')), message: notedMessage },
    'an annotation of the jobs of a cron job': { on: cronJobWith(good, noted('unconfined')), message: notedMessage },
    'an annotation of a pod': { on: podWith('web', good, noted('unconfined')), message: notedMessage, cannot: ofPod },
    'an annotation with a value that nobody knows': {
      on: deploymentWith(good, noted('localhost')),
      message: `AppArmor is off or unknown: ${prefix}web (localhost).`,
    },
    'both forms and both levels': {
      on: deploymentWith({ ...bad, securityContext: off }, noted('unconfined')),
      message: `AppArmor is off or unknown: the pod level (Unconfined), web (Unconfined), ${prefix}web (unconfined).`,
    },
    'a container that a webhook adds turns it off': addedCase(
      good,
      { name: 'mesh', securityContext: off },
      'AppArmor is off or unknown: mesh (live pod, Unconfined).',
    ),
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: family.notApplicable,
});

it('the plan touches no annotations where none is at fault', () => {
  const containers = [{ name: 'web', securityContext: { appArmorProfile: null } }];
  expect(judgedBy(rule, deploymentWith(bad)).plan()).toEqual([expect.objectContaining({ request: { containers } })]);
});
