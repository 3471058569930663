import { ecrImage } from '#clouds/aws/ecr/image/resource';
import { ecrImageScan } from '#clouds/aws/ecr/image-scan/resource';
import { imageAnalysis } from '#clouds/gcp/container-analysis/image-analysis/resource';
import { ingress } from '#clouds/kubernetes/ingress/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import { runningImage } from '#clouds/kubernetes/image/resource';
import { service } from '#clouds/kubernetes/service/resource';
import type { Resource } from '#model';
import rule from '#rules/kubernetes/workload/k8s-exposed-workload-with-rce-cve';
import {
  basicScan,
  digest,
  enhanced,
  enhancedScan,
  imageWith,
  repository,
  runningWith,
} from '../../../support/aws/ecr.ts';
import { analysisWith, flaw, runningWeb, webDigest, webImages } from '../../../support/gcp/analysis.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { serviceWith } from '../../../support/kubernetes/services.ts';
import { podWith, replicaSetWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { doors } from './k8s-exposed-workload-with-rce-cve.doors.ts';
import {
  answers,
  deployed,
  fine,
  grave,
  inner,
  many,
  ofDeployment,
  on,
  open,
  running,
  shop,
  template,
  web,
} from './k8s-exposed-workload-with-rce-cve.shop.ts';

const exploited = 'CVE-1 in the image is HIGH and has a known exploit.';
const withExploit = enhancedScan([enhanced('CVE-1', 'HIGH', { exploitAvailable: 'YES' })]);

const { gke } = clusters;
const onGke = deployed({ containers: [{ name: 'web', image: `${webImages}:1` }] }, { cluster: gke });
const shopOnGke = (...more: readonly Resource[]) => [
  serviceWith({ type: 'LoadBalancer' }, { cluster: gke }),
  replicaSetWith({ containers: [{ name: 'web' }] }, { owner: 'Deployment/web', uid: 'u-2', cluster: gke }),
  running(
    podWith('web-1-a', { containers: [{ name: 'web' }] }, { owner: 'ReplicaSet/web-1', template, cluster: gke }),
    { web: `${webImages}@${webDigest}` },
  ),
  runningWeb(),
  ...more,
];
const sidecar = { name: 'log', image: 'registry.example.com/log:1', ports: [{ containerPort: 9 }] };
const two: Spec = { containers: [...(web.containers ?? []), sidecar] };
const silent: Spec = { containers: [{ name: 'web' }, { name: 'log' }] };
const other = `registry.example.com/log@${digest('b')}`;
const runningOther = runningWith('b', { repository: 'registry.example.com/log' });

testRule(rule, {
  pass: {
    ...doors.pass,
    'its scan found nothing so grave': { on, beside: [...shop, fine] },
    'policy asks for what is graver alone': {
      on,
      beside: [...shop, basicScan(['CVE-1 MEDIUM'])],
      params: { minSeverity: 'HIGH' },
    },
    'the container with the flaw answers nobody': {
      on: deployed({
        containers: [
          { name: 'web', ports: [{ containerPort: 9 }] },
          { name: 'log', ports: [{ containerPort: 8080 }] },
        ],
      }),
      beside: [
        open,
        ...ofDeployment({ web: `${repository}@${digest('a')}`, log: `${repository}@${digest('b')}` }),
        runningWith(),
        imageWith(),
        grave,
        runningWith('b'),
        imageWith('b'),
        basicScan([], 'b'),
      ],
    },
    'an image of Artifact Registry without findings': { on: onGke, beside: shopOnGke(analysisWith()) },
  },
  fail: {
    ...doors.fail,
    'a flaw that is exploited': { on, beside: [...shop, withExploit], message: `${exploited}${answers()}` },
    'a flaw of the gravest severity': {
      on,
      beside: [...shop, grave],
      message: `${many}${answers()}`,
      grade: 'high',
    },
    'policy asks for less grave ones, too': {
      on,
      beside: [...shop, fine],
      params: { minSeverity: 'HIGH' },
      message: `The image has 1 finding of severity HIGH or above; 0 are tolerated.${answers()}`,
      grade: 'high',
    },
    'an old scan, where policy takes it': {
      on,
      beside: [...shop, basicScan(['CVE-1 CRITICAL'], 'a', '2026-01-01')],
      params: { maxScanAgeDays: 400 },
      message: `${many}${answers()}`,
      grade: 'high',
    },
    'a pod of nobody': {
      on: running(podWith('web', web, { template }), { web: `${repository}@${digest('a')}` }),
      beside: [open, runningWith(), imageWith(), grave],
      message: `${many}${answers()}`,
      grade: 'high',
    },
    'beside a container that was not scanned': {
      on: deployed(two),
      beside: [
        open,
        ...ofDeployment({ web: `${repository}@${digest('a')}`, log: other }, two),
        runningWith(),
        runningOther,
        imageWith(),
        withExploit,
      ],
      message: `${exploited}${answers()}`,
    },
    'an image of Artifact Registry': {
      on: onGke,
      beside: shopOnGke(analysisWith([flaw('CVE-1 CRITICAL')])),
      message: `${many}${answers()}`,
      grade: 'high',
    },
  },
  unknown: {
    ...doors.unknown,
    'nobody scanned the image': { on, beside: shop, reason: 'not-found' },
    'ECR no longer holds the image': {
      on,
      beside: [open, ...ofDeployment(), runningWith()],
      reason: 'not-found',
      message: `ECR does not hold ${repository}@${digest('a')}.`,
    },
    'a scan that is too old': {
      on,
      beside: [...shop, basicScan([], 'a', '2026-01-01')],
      reason: 'stale',
    },
    'a registry that is not read': {
      on,
      beside: [open, ...ofDeployment({ web: other }), runningOther],
      reason: 'outside',
      message: 'No registry that is read has scanned registry.example.com/log.',
    },
    'nothing says which image runs': {
      on,
      beside: [open, ...ofDeployment({})],
      reason: 'not-found',
      message: 'Which image web runs is not told.',
    },
    'either of two containers may answer': {
      on: deployed(silent),
      beside: [
        open,
        ...ofDeployment({ web: `${repository}@${digest('a')}`, log: other }, silent),
        runningWith(),
        runningOther,
        imageWith(),
        grave,
      ],
      reason: 'outside',
      message: 'Whether web is what answers is not told.',
    },
    'services that were not read': { on, beside: ofDeployment(), hidden: [service], reason: 'denied' },
    'ingresses that were not read': { on, beside: [inner, ...ofDeployment()], hidden: [ingress], reason: 'denied' },
    'pods that were not read': { on, beside: [open], hidden: [pod, runningImage], reason: 'denied' },
    'what runs was not read': { on, beside: [open, ...ofDeployment()], hidden: [runningImage], reason: 'denied' },
    'images that were not read': {
      on,
      beside: [open, ...ofDeployment(), runningWith()],
      hidden: [ecrImage, ecrImageScan],
      reason: 'denied',
    },
    'Artifact Analysis was not read': { on: onGke, beside: shopOnGke(), hidden: [imageAnalysis], reason: 'denied' },
    'Artifact Analysis knows nothing of the image': { on: onGke, beside: shopOnGke(), reason: 'not-found' },
    'another platform than was analysed may run': {
      on: onGke,
      beside: [
        ...shopOnGke(analysisWith()).filter(({ type }) => type !== 'k8s.image'),
        runningWeb({ platform: { os: 'linux', architecture: 'arm64' } }),
      ],
      reason: 'not-found',
      message: `Which image behind the digest of ${webImages} runs is not known.`,
    },
  },
});
