import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/workload/k8s-deprecated-image-registry';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { added, livePod, liveSet, living, ofPod } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const running = (image: string): Spec => ({ containers: [{ name: 'web', image }] });
const told = (images: string) => `Images come from registries that are kept no more: ${images}.`;
const old = 'k8s.gcr.io/pause:3';
const pinned = `k8s.gcr.io/pause@sha256:${'0'.repeat(64)}`;
const good = running('registry.k8s.io/pause:3');
const bad = running(old);
const message = told(`web (${old})`);
const grade = 'medium';
const family = familyCases({ good, bad, message, grade });

testRule(rule, {
  pass: {
    'a registry that is kept': { on: deploymentWith(good) },
    'other repositories of a host': {
      on: deploymentWith({
        containers: [
          { name: 'a', image: 'gcr.io/distroless/static:1' },
          { name: 'b', image: 'bitnami/redis:7' },
          { name: 'c', image: 'quay.io/kubernetes/web:1' },
        ],
      }),
    },
    'policy names others': { on: deploymentWith(bad), params: { deprecatedRegistries: ['docker.io'] } },
  },
  fail: {
    'the frozen registry of Kubernetes': { on: deploymentWith(bad), message, grade },
    'a digest at least cannot change': { on: deploymentWith(running(pinned)), message: told(`web (${pinned})`) },
    'each that is known': {
      on: podWith('web', {
        initContainers: [{ name: 'a', image: 'gcr.io/google-containers/pause:3' }],
        containers: [
          { name: 'b', image: 'gcr.io/google_containers/pause:3' },
          { name: 'c', image: 'bitnamilegacy/redis:7' },
          { name: 'd', image: 'quay.io/kubernetes-ingress-controller/nginx:0.30' },
          { name: 'e', image: 'docker.pkg.github.com/shop/web/web:1' },
          { name: 'f', image: 'registry.k8s.io/pause:3' },
        ],
      }),
      message: told(
        'a (gcr.io/google-containers/pause:3), b (gcr.io/google_containers/pause:3), c (bitnamilegacy/redis:7), ' +
          'd (quay.io/kubernetes-ingress-controller/nginx:0.30), e (docker.pkg.github.com/shop/web/web:1)',
      ),
      grade,
      cannot: ofPod,
    },
    'where other registries moved their images nobody tells': {
      on: deploymentWith({
        containers: [
          { name: 'a', image: old },
          { name: 'b', image: 'bitnamilegacy/redis:7' },
        ],
      }),
      message: told(`a (${old}), b (bitnamilegacy/redis:7)`),
      grade,
      cannot: 'where these images are kept now is for a person to say: bitnamilegacy/redis:7',
    },
    'an image that a volume holds': {
      on: deploymentWith({ ...good, volumes: [{ name: 'data', image: { reference: old } }] }),
      message: told(`the volume data (${old})`),
      grade,
      cannot: 'volumes hold images of the registry: change them by hand',
    },
    'a container that a webhook adds': {
      on: deploymentWith(running(pinned), living),
      beside: [
        liveSet,
        livePod({
          containers: [
            { name: 'web', image: pinned },
            { name: 'mesh', image: old, securityContext: {} },
          ],
        }),
      ],
      message: told(`web (${pinned}), mesh (${old})`),
      grade,
      cannot: added,
    },
    ...family.fail,
  },
  unknown: {
    'an image without a name': { on: deploymentWith(running('')), reason: 'malformed' },
    'live pods that could not be read may be graver': {
      on: deploymentWith(running(pinned), living),
      beside: [liveSet],
      hidden: [pod],
      reason: 'denied',
    },
    ...family.unknown,
  },
  notApplicable: family.notApplicable,
});
