import rule from '#rules/kubernetes/workload/k8s-ingress-nginx-risk';
import { daemonSetWith, deploymentWith } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const running = (image: string) => ({ containers: [{ name: 'controller', image }] });
const on = (image: string) => deploymentWith(running(image));
const upstream = 'registry.k8s.io/ingress-nginx/controller';
const retired = (image: string) => `Containers run ingress-nginx, which is retired: controller (${image}).`;
const high = (image: string) => ({ on: on(image), message: retired(image) });
const critical = (image: string) => ({
  on: on(image),
  message: `Containers run a version of ingress-nginx with known flaws: controller (${image}).`,
  grade: 'critical' as const,
});
const byDigest = `${upstream}@sha256:${'0'.repeat(64)}`;

testRule(rule, {
  pass: {
    'another image': { on: on('docker.io/library/nginx:1.29') },
    'the controller of F5': { on: on('docker.io/nginx/nginx-ingress:5.0.0') },
    'an image that only ends alike': { on: on('docker.io/acme/my-ingress-nginx/controller:v1.0.0') },
    'policy lets the last patches run': { on: on(`${upstream}:v1.14.4`), params: { retired: false } },
    'a version that is not known, where policy lets it': { on: on(byDigest), params: { retired: false } },
  },
  fail: {
    'the first version without known flaws': high(`${upstream}:v1.13.8`),
    'the first of another minor version': high(`${upstream}:v1.15.0`),
    'a later patch, with a digest': high(`${upstream}:v1.14.5@sha256:${'0'.repeat(64)}`),
    'a newer minor version than those known': high(`${upstream}:v1.16.0`),
    'a digest alone': high(byDigest),
    'a tag that is no version': high(`${upstream}:main`),
    'the copy of a registry': high('111122223333.dkr.ecr.eu-west-1.amazonaws.com/k8s/ingress-nginx/controller:v1.15.1'),
    'one patch too old': critical(`${upstream}:v1.13.7`),
    'a minor version without a mended patch': critical(`${upstream}:v1.12.9`),
    'a version without the letter': critical(`${upstream}:1.11.5`),
    'the controller that confines itself': critical(`registry.k8s.io/ingress-nginx/controller-chroot:v1.9.0`),
    'the image of the versions before 1.0': critical(
      'quay.io/kubernetes-ingress-controller/nginx-ingress-controller:0.33.0',
    ),
    'a daemon set': {
      on: daemonSetWith(running(`${upstream}:v1.15.1`)),
      message: retired(`${upstream}:v1.15.1`),
    },
    'policy knows more flaws': {
      ...critical(`${upstream}:v1.15.0`),
      params: { fixedVersions: ['1.15.3'] },
    },
    'flawed ones count where policy lets the others run': {
      ...critical(`${upstream}:v1.13.1`),
      params: { retired: false },
    },
  },
  unknown: {
    ...Object.fromEntries(
      (
        [
          ['the program, from an image of another name', { command: ['/nginx-ingress-controller'] }],
          ['its name, in an image of another name', { args: ['--controller-class=k8s.io/ingress-nginx'] }],
        ] as const
      ).map(([fact, more]) => [
        fact,
        {
          on: deploymentWith({ containers: [{ name: 'controller', image: 'docker.io/acme/edge:v1.9.0', ...more }] }),
          reason: 'outside' as const,
          message: 'controller runs a build of ingress-nginx that another name hides; who mends it is not known.',
        },
      ]),
    ),
    'a template without containers': { on: deploymentWith({ containers: [] }), reason: 'field-missing' },
  },
  notApplicable: {
    'the image of application routing': {
      on: on('mcr.microsoft.com/oss/kubernetes/ingress/nginx-ingress-controller:v1.11.5'),
      message: 'Microsoft patches its ingress-nginx',
    },
  },
});
