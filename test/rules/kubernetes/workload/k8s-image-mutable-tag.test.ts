import rule from '#rules/kubernetes/workload/k8s-image-mutable-tag';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { liveSet, living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const one = `sha256:${'1'.repeat(64)}`;
const two = `sha256:${'2'.repeat(64)}`;
const running = (image: string): Spec => ({ containers: [{ name: 'web', image }] });
const good = running('nginx:1.25');
const bad = running('nginx:latest');
const told = (images: string) => `Images can change under their names: ${images}.`;
const message = told('web (nginx:latest)');
const untold = 'live pods do not tell one digest of the image of web';
const onMade = { on: deploymentWith(bad, living), beside: [liveSet] };
const withStatus = (name: string, status: object) => {
  const made = podWith(name, bad, { owner: 'ReplicaSet/web-1' });
  return { ...made, config: { ...made.config, status: { phase: 'Running', ...status } } };
};
const ran = (name: string, imageID: string, container = 'web') =>
  withStatus(name, { containerStatuses: [{ name: container, imageID }] });
const family = familyCases({ good, bad, message });
const unplanned = Object.fromEntries(
  Object.entries(family.fail).map(([name, it]) => [name, 'cannot' in it ? it : { ...it, cannot: untold }]),
);
const strict = { requireDigest: true };

testRule(rule, {
  pass: {
    'a tag that is not moved by custom': { on: deploymentWith(good) },
    'a digest': { on: deploymentWith(running(`nginx@${one}`)), params: strict },
    'the digest decides, and the tag is a comment': { on: deploymentWith(running(`nginx:latest@${one}`)) },
    'a tag that only begins alike': { on: deploymentWith(running('nginx:latest-2')) },
    'policy names the tags': { on: deploymentWith(bad), params: { floatingTags: ['edge'] } },
  },
  fail: {
    'a tag that is moved': { on: deploymentWith(bad), message, cannot: untold },
    'a tag in another case': {
      on: deploymentWith(running('nginx:Stable')),
      message: told('web (nginx:Stable)'),
      cannot: untold,
    },
    'a tag of policy in another case': {
      on: deploymentWith(running('nginx:prod')),
      params: { floatingTags: ['PROD'] },
      message: told('web (nginx:prod)'),
      cannot: untold,
    },
    'no tag is latest, whatever policy lists': {
      on: deploymentWith(running('reg.example.com:5000/nginx')),
      params: { floatingTags: [] },
      message: told('web (reg.example.com:5000/nginx, no tag)'),
      cannot: untold,
    },
    'a version counts when policy asks for digests': {
      on: deploymentWith(good),
      params: strict,
      message: told('web (nginx:1.25)'),
      grade: 'low',
      cannot: untold,
    },
    'a floating tag beside a version when policy asks for digests': {
      on: deploymentWith({ containers: [...(good.containers ?? []), { name: 'api', image: 'api:edge' }] }),
      params: strict,
      message: told('web (nginx:1.25), api (api:edge)'),
      cannot: untold,
    },
    'only the container with a floating tag is named': {
      on: deploymentWith({ containers: [...(bad.containers ?? []), { name: 'api', image: 'api:1' }] }),
      message,
      cannot: untold,
    },
    'an image without a name beside it does not hide it': {
      on: deploymentWith({ containers: [...(bad.containers ?? []), { name: 'api' }] }),
      message,
      cannot: untold,
    },
    'an init container': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'prepare', image: 'busybox' }] }),
      message: told('prepare (busybox, no tag)'),
      cannot: 'live pods do not tell one digest of the image of prepare',
    },
    'the plan names the digest that runs': {
      ...onMade,
      beside: [...onMade.beside, ran('a', `nginx@${one}`), ran('b', `docker-pullable://docker.io/nginx@${one}`)],
      message,
    },
    'the plan names the digest of an init container': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'prepare', image: 'busybox' }] }, living),
      beside: [liveSet, withStatus('a', { initContainerStatuses: [{ name: 'prepare', imageID: `busybox@${two}` }] })],
      params: { floatingTags: [] },
      message: told('prepare (busybox, no tag)'),
    },
    'two digests run': {
      ...onMade,
      beside: [...onMade.beside, ran('a', `nginx@${one}`), ran('b', `nginx@${two}`)],
      message,
      cannot: untold,
    },
    'the digest of another container': {
      ...onMade,
      beside: [...onMade.beside, ran('a', `nginx@${one}`, 'api')],
      message,
      cannot: untold,
    },
    'an image that was made on the node has none': {
      ...onMade,
      beside: [...onMade.beside, ran('a', one)],
      message,
      cannot: untold,
    },
    ...unplanned,
  },
  unknown: {
    'an image without a name': {
      on: deploymentWith({ containers: [{ name: 'web' }] }),
      reason: 'malformed',
      message: 'The images of containers have no name: web ().',
    },
    'a name that no registry knows': {
      on: deploymentWith({
        containers: [
          { name: 'web', image: 'Nginx' },
          { name: 'api', image: 'api:1' },
        ],
      }),
      reason: 'malformed',
      message: 'The images of containers have no name: web (Nginx).',
    },
    ...family.unknown,
  },
  notApplicable: family.notApplicable,
});
