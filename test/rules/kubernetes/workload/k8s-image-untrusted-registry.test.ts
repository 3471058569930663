import rule from '#rules/kubernetes/workload/k8s-image-untrusted-registry';
import { familyCases, withAdded } from '../../../support/kubernetes/family-cases.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { own, running, strange } from './k8s-image-untrusted-registry.own.ts';

const allowed = { allowedRegistries: ['reg.example.com'] };
const good = running('reg.example.com/web:1');
const bad = running('nginx:1');
const denied = (images: string) => `Images come from registries that policy denies: ${images}.`;
const message = strange('web (nginx:1)');
const digest = `sha256:${'1'.repeat(64)}`;
const volume = (reference?: string): Spec => ({
  ...good,
  volumes: [{ name: 'data', image: reference ? { reference } : {} }],
});

const family = familyCases({ good, bad, message, params: allowed });

const passes = (image: string, allowedRegistries: readonly string[], cluster?: string) => ({
  on: deploymentWith(running(image), { cluster }),
  params: { allowedRegistries },
});
const fails = (image: string, allowedRegistries: readonly string[], cluster?: string) => ({
  ...passes(image, allowedRegistries, cluster),
  message: strange(`web (${image})`),
});
const sha = `${digest.slice(0, -1)}2`;
const ecr = '602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/pause:3.5';

testRule(rule, {
  pass: {
    'a registry that policy allows': { on: deploymentWith(good), params: allowed },
    'the beginning of a path that policy allows': passes('reg.example.com/team/a/web:1', ['reg.example.com/team']),
    'a whole path': passes('reg.example.com/team/web', ['reg.example.com/team/web']),
    'a slash at the end': passes('reg.example.com/team/web', ['reg.example.com/team/']),
    'a port': passes('reg.example.com:5000/web', ['reg.example.com:5000']),
    'Docker Hub by its name': passes('nginx', ['docker.io']),
    'Docker Hub by its other names': passes('index.docker.io/library/nginx', ['registry-1.docker.io/library']),
    'an image without a path is of the library': passes('nginx', ['docker.io/library']),
    'one label of the host': passes('a.reg.example.com/web', ['*.reg.example.com']),
    'a part of a label': passes('eu-docker.reg.example.com/web', ['*-docker.reg.example.com']),
    'several parts of a label': passes('eu-a-docker-1.example.com/web', ['eu*docker*1.example.com']),
    'no character is any, too': passes('docker.example.com/web', ['*docker.example.com']),
    'one step of the path': passes('reg.example.com/a/prod/web', ['reg.example.com/*/prod']),
    'hosts are the same in any case': passes('REG.example.com/web', ['Reg.Example.com']),
    'the second of two': passes('reg.example.com/web', ['other.example.com', 'reg.example.com']),
    'the digest does not matter': passes(`reg.example.com/web:1@${sha}`, ['reg.example.com']),
    'the registry of Kubernetes': passes('registry.k8s.io/pause:3.9', ['reg.example.com']),
    'a registry of the provider': passes(ecr, ['reg.example.com']),
    'a registry of AKS on AKS': passes('mcr.microsoft.com/oss/pause:1', ['reg.example.com'], clusters.aks),
    'a registry of GKE on GKE': passes('europe-docker.pkg.dev/gke-release/pause', ['reg.example.com'], clusters.gke),
    'policy names the registries of the provider': {
      on: deploymentWith(bad),
      params: { systemRegistries: { eks: ['docker.io'] } },
    },
    'volumes of an allowed registry': { on: deploymentWith(volume('reg.example.com/data')), params: allowed },
    'other registries are denied': {
      on: deploymentWith(good),
      params: { ...allowed, deniedRegistries: ['evil.example.com'] },
    },
    ...own.pass,
  },
  fail: {
    'a registry that nobody allowed': { on: deploymentWith(bad), params: allowed, message },
    'a host that only begins alike': fails('reg.example.com.evil.com/web', ['reg.example.com']),
    'a host that only ends alike': fails('evil-reg.example.com/web', ['reg.example.com']),
    'a host with a label before it': fails('evil.reg.example.com/web', ['reg.example.com']),
    'a host in a path': fails('evil.com/reg.example.com/web', ['reg.example.com']),
    'a path that only begins alike': fails('reg.example.com/teams/web', ['reg.example.com/team']),
    'a shorter path': fails('reg.example.com/web', ['reg.example.com/web/a']),
    'another port': fails('reg.example.com:5001/web', ['reg.example.com:5000']),
    'a star holds one label': fails('a.b.example.com/web', ['*.example.com']),
    'a star holds no dot': fails('a.example.com/web', ['*.com']),
    'a star holds one step': fails('reg.example.com/a/b/prod/web', ['reg.example.com/*/prod']),
    'what is before a star': fails('us-docker.example.com/web', ['eu*.example.com']),
    'what is behind a star': fails('eu-docker.example.com/web', ['*-registry.example.com']),
    'what is between two stars': fails('eu-docker.example.com/web', ['eu*x*er.example.com']),
    'what is between stars comes in order': fails('a-c-b.example.com/web', ['*b*c*.example.com']),
    'ends do not share a character': fails('ab.example.com/web', ['ab*b.example.com']),
    'a dot is a dot': fails('regxexample.com/web', ['reg.example.com']),
    'the registry of another provider': fails('mcr.microsoft.com/oss/pause:1', ['reg.example.com']),
    'the registry of a provider in the path of another': fails(`evil.com/${ecr}`, ['reg.example.com']),
    'policy takes the registries of the provider away': {
      on: deploymentWith(running('registry.k8s.io/pause:3.9')),
      params: { ...allowed, systemRegistries: { any: [] } },
      message: strange('web (registry.k8s.io/pause:3.9)'),
    },
    'a registry that policy denies': {
      on: deploymentWith(bad),
      params: { deniedRegistries: ['docker.io'] },
      message: denied('web (nginx:1)'),
      grade: 'high',
    },
    'what is denied and allowed is denied': {
      on: deploymentWith(good),
      params: { ...allowed, deniedRegistries: ['evil.example.com', 'reg.example.com/web'] },
      message: denied('web (reg.example.com/web:1)'),
      grade: 'high',
    },
    'a denied registry goes before one that nobody allowed': {
      on: deploymentWith({ containers: [...(bad.containers ?? []), { name: 'api', image: 'evil.example.com/api' }] }),
      params: { ...allowed, deniedRegistries: ['evil.example.com'] },
      message: denied('api (evil.example.com/api)'),
      grade: 'high',
    },
    'an init container beside a good one': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'prepare', image: 'busybox' }] }),
      params: allowed,
      message: strange('prepare (busybox)'),
    },
    'the image of a volume': {
      on: deploymentWith(volume('evil.example.com/data')),
      params: allowed,
      message: strange('the volume data (evil.example.com/data)'),
    },
    'a container that a webhook adds': {
      ...withAdded(good, { name: 'mesh', image: 'envoy' }),
      params: allowed,
      message: strange('mesh (envoy)'),
    },
    'an image without a name beside it does not hide it': {
      on: deploymentWith({ containers: [...(bad.containers ?? []), { name: 'api' }] }),
      params: allowed,
      message,
    },
    ...own.fail,
    ...family.fail,
  },
  unknown: {
    'an image without a name': {
      on: deploymentWith({ containers: [...(good.containers ?? []), { name: 'api' }] }),
      params: allowed,
      reason: 'malformed',
      message: 'No image is named by api.',
    },
    'an image that is no reference': {
      on: deploymentWith({ containers: [...(good.containers ?? []), { name: 'api', image: ':1' }] }),
      params: allowed,
      reason: 'malformed',
      message: 'The image of api has no name: :1.',
    },
    'a volume whose image has no name': {
      on: deploymentWith(volume()),
      params: allowed,
      reason: 'malformed',
      message: 'No image is named by the volume data.',
    },
    ...own.unknown,
    ...family.unknown,
  },
  notApplicable: family.notApplicable,
});
