import { basicScan, digest, imageWith, repository, runningWith } from '../../../support/aws/ecr.ts';
import { serviceWith } from '../../../support/kubernetes/services.ts';
import {
  deploymentWith,
  podWith,
  replicaSetWith,
  stored,
  type More,
  type Spec,
} from '../../../support/kubernetes/workloads.ts';

type PodResource = ReturnType<typeof podWith>;

export const web: Spec = { containers: [{ name: 'web', image: `${repository}:1`, ports: [{ containerPort: 8080 }] }] };
export const template = { labels: { app: 'web' } };
export const deployed = (spec: Spec = web, more: More = {}) =>
  deploymentWith(spec, { template, uid: stored.uid, ...more });
/** A pod whose containers run images by digest. */
export const running = (it: PodResource, images: Readonly<Record<string, string>>): PodResource => ({
  ...it,
  config: {
    ...it.config,
    status: {
      phase: 'Running',
      containerStatuses: Object.entries(images).map(([name, imageID]) => ({
        ...{ name, imageID, image: imageID, ready: true, restartCount: 0 },
      })),
    },
  },
});
/** The replica set and the pod of the deployment web, whose containers run images by digest. */
export const ofDeployment = (
  images: Readonly<Record<string, string>> = { web: `${repository}@${digest('a')}` },
  spec: Spec = web,
) => [
  replicaSetWith(spec, { owner: 'Deployment/web', uid: 'u-2' }),
  running(podWith('web-1-a', spec, { owner: 'ReplicaSet/web-1', template }), images),
];
export const on = deployed();
export const open = serviceWith({ type: 'LoadBalancer' });
export const inner = serviceWith();
/** What makes the deployment web answer the internet from an image that ECR holds, all but a scan. */
export const shop = [open, ...ofDeployment(), runningWith(), imageWith()];

export const answers = (door = 'its load balancer', from = 'the internet', name = 'web') =>
  ` It answers in ${name}, which ${from} reaches through ${door}.`;
export const many = 'The image has 1 finding of severity CRITICAL or above; 0 are tolerated.';
export const grave = basicScan(['CVE-1 CRITICAL']);
export const fine = basicScan(['CVE-1 HIGH']);
