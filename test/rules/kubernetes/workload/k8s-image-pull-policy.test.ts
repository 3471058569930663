import rule from '#rules/kubernetes/workload/k8s-image-pull-policy';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const running = (image: string, imagePullPolicy?: string): Spec => ({
  containers: [{ name: 'web', image, ...(imagePullPolicy !== undefined && { imagePullPolicy }) }],
});
const good = running('nginx:1.25');
const bad = running('nginx:latest', 'IfNotPresent');
const told = (images: string) => `Nodes may run copies of images that they hold: ${images}.`;
const message = told('web (IfNotPresent, nginx:latest)');
const family = familyCases({ good, bad, message });
const strict = { requireAlways: true };

testRule(rule, {
  pass: {
    'a tag that is not moved by custom': { on: deploymentWith(good) },
    'a tag that moves, always pulled': { on: deploymentWith(running('nginx:latest', 'Always')) },
    'latest without a word is always pulled': { on: deploymentWith(running('nginx:latest')) },
    'no tag without a word is always pulled': { on: deploymentWith(running('nginx')), params: strict },
    'a digest that is pulled once': { on: deploymentWith(running(`nginx@${digest}`, 'IfNotPresent')) },
    'a digest beside a tag that moves': { on: deploymentWith(running(`nginx:edge@${digest}`, 'IfNotPresent')) },
    'latest beside a digest without a word is always pulled': {
      on: deploymentWith(running(`nginx:latest@${digest}`)),
      params: strict,
    },
    'an image without a name that is always pulled': { on: deploymentWith(running('', 'Always')), params: strict },
  },
  fail: {
    'a tag that moves, pulled once': { on: deploymentWith(bad), message },
    'no tag, pulled once': {
      on: deploymentWith(running('nginx', 'IfNotPresent')),
      message: told('web (IfNotPresent, nginx)'),
    },
    'another tag that moves, without a word': {
      on: deploymentWith(running('nginx:stable')),
      message: told('web (IfNotPresent, nginx:stable)'),
    },
    'an image that is never pulled, whatever its name': {
      on: deploymentWith(running(`nginx@${digest}`, 'Never')),
      message: told(`web (Never, nginx@${digest})`),
    },
    'policy wants each image pulled always': {
      on: deploymentWith(good),
      params: strict,
      message: told('web (IfNotPresent, nginx:1.25)'),
    },
    'a digest without a word, where policy wants it pulled always': {
      on: deploymentWith(running(`nginx@${digest}`)),
      params: strict,
      message: told(`web (IfNotPresent, nginx@${digest})`),
    },
    'each container counts, those that run before others too': {
      on: deploymentWith({
        initContainers: [{ name: 'prepare', image: 'busybox', imagePullPolicy: 'Never' }],
        containers: [{ name: 'side', image: 'side:1' }, ...(bad.containers ?? [])],
      }),
      message: told('prepare (Never, busybox), web (IfNotPresent, nginx:latest)'),
    },
    'an image without a name beside it does not hide it': {
      on: deploymentWith({ containers: [...(bad.containers ?? []), { name: 'api' }] }),
      message,
      cannot: 'nobody can say how the images of containers are pulled: api',
    },
    'a container that a webhook adds': addedCase(
      good,
      { name: 'mesh', image: 'mesh:edge' },
      told('mesh (IfNotPresent, mesh:edge)'),
    ),
    ...family.fail,
  },
  unknown: {
    'an image without a name': {
      on: deploymentWith({ containers: [{ name: 'web' }] }),
      reason: 'malformed',
      message: 'Nobody can say how the images of containers are pulled: web.',
    },
    'a policy that is filled in later': {
      on: deploymentWith(running('nginx:latest', '${PULL_POLICY}')),
      reason: 'malformed',
    },
    'a policy in another case': { on: deploymentWith(running('nginx:latest', 'never')), reason: 'malformed' },
    'an image without a name that is pulled once': {
      on: deploymentWith(running('', 'IfNotPresent')),
      reason: 'malformed',
    },
    ...family.unknown,
  },
  notApplicable: family.notApplicable,
});
