import { ecrImageIndex } from '#clouds/aws/ecr/image-index/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/workload/k8s-image-deny-list';
import { gapOn, make } from '../../../support/build.ts';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { liveSet, living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { contents } from './k8s-image-deny-list.contents.ts';

const one = `sha256:${'1'.repeat(64)}`;
const two = `sha256:${'2'.repeat(64)}`;
const repository = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web';
const arn = `arn:aws:ecr:eu-west-1:111122223333:repository/web@${one}`;
const running = (image: string): Spec => ({ containers: [{ name: 'web', image }] });
const told = (images: string) => `Policy denies images of it: ${images}.`;
const message = told('web (nginx:1)');
const until = '2026-10-31T00:00:00Z';
const images = (...entries: readonly { repository?: string; registry?: string; tag?: string; until?: string }[]) => ({
  allow: {},
  deny: { images: entries.map((entry) => ({ ...entry, reason: 'backdoor' })) },
});
const digests = (...denied: readonly string[]) => ({
  allow: {},
  deny: { digests: denied.map((digest) => ({ digest, reason: 'backdoor' })) },
});
const long = `sha512:${'1'.repeat(128)}`;
const evil = images({ registry: 'evil.example.com' });
const nginx = images({ repository: 'nginx' });
const names = (image: string, components: ReturnType<typeof images> | ReturnType<typeof digests>) => ({
  on: deploymentWith(running(image)),
  components,
});
const denied = (image: string, components: Parameters<typeof names>[1]) => ({
  ...names(image, components),
  message: told(`web (${image})`),
});

const ran = (status: object, kind = 'containerStatuses', spec = running('nginx:1')) => {
  const made = podWith('a', spec, { owner: 'ReplicaSet/web-1' });
  const own = { name: 'web', ...status };
  return { ...made, config: { ...made.config, status: { phase: 'Running', [kind]: [own] } } };
};
const aloneOf = (image: string, imageID: string) => {
  const bare = podWith('a', running(image));
  const status = { phase: 'Running', containerStatuses: [{ name: 'web', imageID }] };
  return { ...bare, config: { ...bare.config, status } };
};
const alone = aloneOf('nginx:1', `nginx@${one}`);
const live = (status: object, components: Parameters<typeof names>[1], kind?: string) => ({
  on: deploymentWith(running('nginx:1'), living),
  beside: [liveSet, ran(status, kind)],
  components,
});
const index = make(ecrImageIndex, `${arn}/index`, { digest: one, manifests: [{ digest: two }] });
const indexed = {
  on: deploymentWith(running(`${repository}@${one}`)),
  beside: [index],
  components: digests(two),
};
const params = { denyImages: ['nginx'] };
const family = familyCases({ good: running('api:1'), bad: running('nginx:1'), message, params });
const { 'other namespaces than policy names are not exempt': _, ...kinds } = family.fail;

testRule(rule, {
  pass: {
    ...contents.pass,
    'another image': { ...names('api:1', nginx), message: 'Policy denies none of its images.' },
    'another digest': { ...names(`nginx@${one}`, digests(two)), message: 'Policy denies none of its images.' },
    'another tag': {
      ...names('nginx:2', images({ repository: 'nginx', tag: '1*' })),
      message: 'Policy denies none of its images.',
    },
    'an entry without a host is of Docker Hub': {
      ...names('reg.example.com/nginx:1', nginx),
      message: 'Policy denies none of its images.',
    },
    'a host that only ends alike': {
      ...names('evil-reg.example.com/web', images({ repository: 'reg.example.com/web' })),
      message: 'Policy denies none of its images.',
    },
    'a longer path': {
      ...names('reg.example.com/web/a', images({ repository: 'reg.example.com/web' })),
      message: 'Policy denies none of its images.',
    },
    'a star holds one step': {
      ...names('reg.example.com/a/b', images({ repository: 'reg.example.com/*' })),
      message: 'Policy denies none of its images.',
    },
    'the digest decides, and the tag is a comment': {
      ...names(`nginx:1@${one}`, images({ repository: 'nginx', tag: '1' })),
      message: 'Policy denies none of its images.',
    },
    'an entry that has ended beside one that has not': {
      ...names('nginx:1', images({ repository: 'nginx', until }, { repository: 'api' })),
      message: 'Policy denies none of its images.',
    },
    'an index of other manifests': {
      ...indexed,
      components: digests(`sha256:${'3'.repeat(64)}`),
      message: 'Policy denies none of its images.',
    },
    'a registry that nobody watches tells no manifests': {
      ...names(`222233334444.dkr.ecr.us-east-1.amazonaws.com/web@${one}`, digests(two)),
      message: 'Policy denies none of its images.',
    },
    'another registry than policy denies': {
      ...names('eu.evil.example.com/web:1', evil),
      message: 'Policy denies none of its images.',
    },
    'a bare digest in the status is of no registry': {
      on: aloneOf('reg.example.com/web:1', one),
      components: images({ registry: 'docker.io' }),
      message: 'Policy denies none of its images.',
    },
    'live pods of other digests': {
      ...live({ imageID: `docker.io/library/nginx@${one}`, image: 'docker.io/library/nginx:1' }, digests(two)),
      message: 'Policy denies none of its images.',
    },
  },
  fail: {
    'a repository, with every tag': denied('nginx:1', nginx),
    'no tag is latest': denied('nginx', images({ repository: 'docker.io/library/nginx', tag: 'latest' })),
    'a glob of tags': denied('nginx:1.25', images({ repository: 'nginx', tag: '1.*' })),
    'a glob of repositories and hosts': denied(
      'eu.reg.example.com/team/web:1',
      images({ repository: '*.reg.example.com/team/*' }),
    ),
    'a host in another case': denied('REG.example.com/web', images({ repository: 'reg.Example.com/web' })),
    'a port and a tag': denied('reg:5000/web:1', images({ repository: 'reg:5000/web', tag: '1' })),
    'a digest that the template names': denied(`nginx@${one}`, digests(two, one)),
    'the image of a volume': {
      on: deploymentWith({ ...running('api:1'), volumes: [{ name: 'data', image: { reference: 'nginx:1' } }] }),
      components: nginx,
      message: told('the volume data (nginx:1)'),
    },
    'an init container': {
      on: deploymentWith({ ...running('api:1'), initContainers: [{ name: 'prepare', image: 'nginx:1' }] }),
      components: nginx,
      message: told('prepare (nginx:1)'),
    },
    'a digest that a live pod runs': {
      ...live({ imageID: `docker.io/library/nginx@${one}` }, digests(one)),
      message: told(`web (docker.io/library/nginx@${one})`),
    },
    'a digest behind the prefix of an old runtime': {
      ...live({ imageID: `docker-pullable://nginx@${one}` }, digests(one)),
      message: told(`web (nginx@${one})`),
    },
    'a long digest that a live pod runs': {
      ...live({ imageID: `docker.io/library/nginx@${long}` }, digests(long)),
      message: told(`web (docker.io/library/nginx@${long})`),
    },
    'a long digest that is bare': { ...live({ imageID: long }, digests(long)), message: told(`web (${long})`) },
    'a registry that policy denies': denied('evil.example.com/a/web:1', evil),
    'a registry by a star, and the beginning of a path': denied(
      'eu.evil.example.com/team/a/web',
      images({ registry: '*.evil.example.com/team' }),
    ),
    'a denied registry is denied in every namespace': {
      on: deploymentWith(running('evil.example.com/web'), { namespace: 'kube-system' }),
      components: evil,
      message: told('web (evil.example.com/web)'),
    },
    'a denied registry that a live pod runs by another name than its template': {
      ...live({ imageID: `evil.example.com/web@${one}`, image: 'nginx:1' }, evil),
      message: told(`web (evil.example.com/web@${one})`),
    },
    'a denied registry that the name in the status of a live pod tells': {
      ...live({ imageID: one, image: 'evil.example.com/web:1' }, evil),
      message: told('web (evil.example.com/web:1)'),
    },
    'the bare digest of an old runtime': { ...live({ imageID: one }, digests(one)), message: told(`web (${one})`) },
    'the name that the status of a live pod tells': {
      ...live({ imageID: '', image: 'reg.example.com/web:7' }, images({ repository: 'reg.example.com/web', tag: '7' })),
      message: told('web (reg.example.com/web:7)'),
    },
    'an ephemeral container of a live pod': {
      ...live({ name: 'debug', imageID: `alpine@${one}` }, digests(one), 'ephemeralContainerStatuses'),
      message: told(`debug (alpine@${one})`),
    },
    'the status of a pod itself': {
      on: alone,
      components: digests(one),
      message: told(`web (nginx@${one})`),
    },
    'a manifest behind the index that is named': { ...indexed, message: told(`web (${repository}@${one})`) },
    'the name of the template stands for what runs, too': {
      ...live({ imageID: `docker.io/library/nginx@${one}` }, nginx),
      message,
    },
    'a denied image is denied in every namespace': {
      on: deploymentWith(running('nginx:1'), { namespace: 'kube-system' }),
      components: nginx,
      message,
    },
    'an image without a name beside it does not hide it': {
      on: deploymentWith({ containers: [{ name: 'web', image: 'nginx:1' }, { name: 'api' }] }),
      components: nginx,
      message,
    },
    ...{ ...kinds, ...contents.fail },
  },
  unknown: {
    'the index of a watched registry that could not be read': {
      ...indexed,
      beside: [],
      gaps: [gapOn(ecrImageIndex, 'aws:111122223333:eu-west-1')],
      reason: 'denied',
    },
    'an image without a name': {
      on: deploymentWith({ containers: [{ name: 'web' }] }),
      components: nginx,
      reason: 'malformed',
      message: 'No image is named by web.',
    },
    'an image whose name is none': {
      ...names('Nginx', nginx),
      reason: 'malformed',
      message: 'The image of web has no name: Nginx.',
    },
    'files that hold no pods of what a cluster runs': {
      on: deploymentWith(running('api:1'), { ...living, cluster: clusters.files }),
      folder: 'shop',
      components: nginx,
      reason: 'not-in-files',
    },
    'live pods that could not be read': {
      ...live({}, digests(one)),
      beside: [liveSet],
      hidden: [pod],
      reason: 'denied',
    },
    ...{ ...family.unknown, ...contents.unknown },
  },
  notApplicable: {
    'policy denies no image': { on: deploymentWith(running('nginx:1')), message: 'Policy denies no image.' },
    'policy exempts the image by name': {
      ...names('nginx:1', nginx),
      params: { exemptImages: ['nginx:1'] },
      message: 'Policy exempts all of its images.',
    },
    'a pod that has ended': {
      on: podWith('web', running('nginx:1'), { phase: 'Failed' }),
      components: nginx,
      message: 'the pod has ended: Failed',
    },
  },
});
