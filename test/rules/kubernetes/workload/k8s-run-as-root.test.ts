import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { job } from '#clouds/kubernetes/job/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/workload/k8s-run-as-root';
import { apiWith, clusters } from '../../../support/kubernetes/objects.ts';
import {
  cronJobWith,
  daemonSetWith,
  deploymentWith,
  jobWith,
  podWith,
  replicaSetWith,
  replicationControllerWith,
  type Spec,
  statefulSetWith,
} from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const guarded: Spec = { securityContext: { runAsNonRoot: true }, containers: [{ name: 'web' }] };
const bare: Spec = { containers: [{ name: 'web' }] };
const beside = [apiWith()];
const api = (minor: string) => [apiWith({ version: { major: '1', minor, gitVersion: `v1.${minor}` } })];
const zero: Spec = { ...guarded, containers: [{ name: 'web', securityContext: { runAsUser: 0 } }] };
const ownUsers: Spec = { ...bare, hostUsers: false };

const root = 'Containers run as root: web.';
const unproven = 'Nothing keeps containers from running as root: web.';
const unguarded = 'Only their user number keeps containers from running as root: web.';
const podLevel = 'The pod level allows root, though its containers do not.';
const ofPod = 'the security context of a pod cannot be changed: make it again';
const ofJob = 'the template of a job cannot be changed: make it again';
const added = 'live pods have containers that the template lacks: change what adds them';

const sidecar = (...names: string[]): Spec => ({
  securityContext: { runAsNonRoot: true },
  containers: [{ name: 'web' }, ...names.map((name) => ({ name, securityContext: { runAsUser: 0 } }))],
});
const living = { uid: 'u1' };
const liveSet = replicaSetWith(guarded, { owner: 'Deployment/web' });
const livePod = (spec: Spec, phase?: string) =>
  podWith('web-1-x', spec, { owner: 'ReplicaSet/web-1', ...(phase && { phase }) });

testRule(rule, {
  pass: {
    'the pod level guards all containers': { on: deploymentWith(guarded), beside },
    'each container guards itself': {
      on: deploymentWith({ containers: [{ name: 'web', securityContext: { runAsNonRoot: true } }] }),
      beside,
    },
    'a container that sets null leaves it to the pod level': {
      on: deploymentWith({ ...guarded, containers: [{ name: 'web', securityContext: undefined }] }),
      beside,
    },
    'a pod without controller is judged itself': { on: podWith('web', guarded), beside },
    'user 0 that the guard refuses counted for nothing before 1.23': { on: deploymentWith(zero), beside: api('22+') },
    'user 0 counts for nothing where policy fixes an older version': {
      on: deploymentWith(zero),
      beside,
      params: { pssVersion: 'v1.22' },
    },
    'from 1.35 a pod with its own users may run as anybody': { on: deploymentWith(ownUsers), beside: api('35') },
    'a version newer than the newest known is judged like that one': {
      on: deploymentWith(ownUsers),
      beside: api('99'),
    },
    'a manifest is judged by the newest known version': {
      on: deploymentWith(ownUsers, { cluster: clusters.files }),
      folder: 'shop',
    },
    'a manifest that was never in a cluster has no live pods': {
      on: deploymentWith(guarded, { cluster: clusters.files }),
      folder: 'shop',
    },
    'a container that a webhook adds is guarded too': {
      on: deploymentWith(guarded, living),
      beside: [...beside, liveSet, livePod({ ...guarded, containers: [{ name: 'web' }, { name: 'mesh' }] })],
    },
    'a container of a live pod that has ended': {
      on: deploymentWith(guarded, living),
      beside: [...beside, liveSet, livePod(sidecar('mesh'), 'Failed')],
    },
    'a name that belongs to another provider is exempted only on its clusters, and still passes': {
      on: deploymentWith(guarded, { namespace: 'aks-command' }),
      beside,
    },
  },
  fail: {
    'the pod level sets runAsNonRoot to false': {
      on: deploymentWith({
        securityContext: { runAsNonRoot: false },
        containers: [{ name: 'web', securityContext: { runAsNonRoot: true } }],
      }),
      beside,
      message: podLevel,
      grade: 'low',
    },
    'a container sets runAsNonRoot to false': {
      on: deploymentWith({ ...guarded, containers: [{ name: 'web', securityContext: { runAsNonRoot: false } }] }),
      beside,
      message: unproven,
    },
    'a container leaves it unset and the pod level too': { on: deploymentWith(bare), beside, message: unproven },
    'only the container that lacks the guard is named': {
      on: deploymentWith({ containers: [{ name: 'web' }, { name: 'api', securityContext: { runAsNonRoot: true } }] }),
      beside,
      message: unproven,
    },
    'user 0 counts from 1.23 on, though the guard refuses it': {
      on: deploymentWith(zero),
      beside: api('23'),
      message: root,
      grade: 'high',
    },
    'user 0 of the pod level counts where containers override it': {
      on: deploymentWith({
        securityContext: { runAsNonRoot: true, runAsUser: 0 },
        containers: [{ name: 'web', securityContext: { runAsUser: 1000 } }],
      }),
      beside,
      message: podLevel,
      grade: 'low',
    },
    'user 0 of the pod level holds for its containers': {
      on: deploymentWith({ securityContext: { runAsUser: 0 }, containers: [{ name: 'web' }] }),
      beside,
      message: root,
      grade: 'high',
    },
    'a container that takes user 0 over the pod level': {
      on: deploymentWith({
        securityContext: { runAsUser: 1000 },
        containers: [{ name: 'web', securityContext: { runAsUser: 0 } }],
      }),
      beside,
      message: root,
      grade: 'high',
    },
    'the kubelet runs a user above 0, and only the guard is missing': {
      on: deploymentWith({ securityContext: { runAsUser: 1000 }, containers: [{ name: 'web' }] }),
      beside,
      message: unguarded,
      grade: 'low',
    },
    'the plan clears what init containers set themselves': {
      on: deploymentWith({
        containers: [{ name: 'app' }],
        initContainers: [{ name: 'web', securityContext: { runAsUser: 0, privileged: false } }],
      }),
      beside,
      message: root,
      grade: 'high',
    },
    'before 1.35 its own users do not help': { on: deploymentWith(ownUsers), beside: api('34'), message: unproven },
    'policy can fix the version before 1.35': {
      on: deploymentWith(ownUsers),
      beside: api('36'),
      params: { pssVersion: 'v1.34' },
      message: unproven,
    },
    'Windows is not exempt, and the plan names no user number': {
      on: deploymentWith({ ...bare, os: { name: 'windows' } }),
      beside,
      message: unproven,
    },
    'a replica set by hand': { on: replicaSetWith(bare), beside, message: unproven },
    'a stateful set': { on: statefulSetWith(bare), beside, message: unproven },
    'a daemon set': { on: daemonSetWith(bare), beside, message: unproven },
    'a cron job': { on: cronJobWith(bare), beside, message: unproven },
    'a replication controller': { on: replicationControllerWith(bare), beside, message: unproven },
    'the template of a job cannot be changed': { on: jobWith(bare), beside, message: unproven, cannot: ofJob },
    'a pod cannot be changed': { on: podWith('web', bare), beside, message: unproven, cannot: ofPod },
    'a debugging container of a pod': {
      on: podWith('web', { ...guarded, ephemeralContainers: [{ name: 'web', securityContext: { runAsUser: 0 } }] }),
      beside,
      message: root,
      grade: 'high',
      cannot: ofPod,
    },
    'a static pod is judged itself': {
      on: podWith('web', bare, { owner: 'v1 Node/node-1' }),
      beside,
      message: `${unproven} Node node-1 made it.`,
      cannot: 'Node node-1 made it: change the template there',
    },
    'a parent without a pod template of a known kind is named': {
      on: replicaSetWith(bare, { owner: 'argoproj.io/v1alpha1 Rollout/shop' }),
      beside,
      message: `${unproven} Rollout shop made it.`,
      cannot: 'Rollout shop made it: change the template there',
    },
    'a parent that could not be read is named': {
      on: jobWith(bare, { owner: 'batch/v1 CronJob/nightly' }),
      beside,
      message: `${unproven} CronJob nightly made it.`,
      cannot: 'CronJob nightly made it: change the template there',
    },
    'a container that a webhook adds is reported under the owner': {
      on: deploymentWith(guarded, living),
      beside: [...beside, liveSet, livePod(sidecar('mesh', 'log'))],
      message: 'Containers run as root: mesh (live pod), log (live pod).',
      grade: 'high',
      cannot: added,
    },
    'a container that a webhook adds to the pods of a cron job': {
      on: cronJobWith(guarded, living),
      beside: [
        ...beside,
        jobWith(guarded, { owner: 'batch/v1 CronJob/nightly' }),
        podWith('once-x', sidecar('mesh'), { owner: 'batch/v1 Job/once' }),
      ],
      message: 'Containers run as root: mesh (live pod).',
      grade: 'high',
      cannot: added,
    },
    'containers that webhooks add to the pods of other controllers': {
      on: statefulSetWith(guarded, living),
      beside: [...beside, podWith('db-0', sidecar('mesh'), { owner: 'StatefulSet/db' })],
      message: 'Containers run as root: mesh (live pod).',
      grade: 'high',
      cannot: added,
    },
    'a name that belongs to another provider is not exempt': {
      on: deploymentWith(bare, { namespace: 'aks-command' }),
      beside,
      message: unproven,
    },
    'other namespaces than policy names are not exempt': {
      on: deploymentWith(bare, { namespace: 'kube-system' }),
      beside,
      params: { exemptNamespaces: ['shop'] },
      message: unproven,
    },
    'one exempt image of two does not exempt': {
      on: deploymentWith({
        containers: [
          { name: 'web', image: 'a' },
          { name: 'web2', image: 'b' },
        ],
      }),
      beside,
      params: { exemptImages: ['a'] },
      message: 'Nothing keeps containers from running as root: web, web2.',
    },
    'a fail that holds by every version needs none': {
      on: jobWith(bare),
      hidden: [kubernetesApi],
      message: unproven,
      cannot: ofJob,
    },
  },
  unknown: {
    'a version that was not read decides about a pod with its own users': {
      on: deploymentWith(ownUsers),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'a version that was not read decides about user 0 behind the guard': {
      on: deploymentWith(zero),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'an answer without a version': {
      on: deploymentWith(guarded),
      beside: [apiWith({ version: undefined })],
      reason: 'field-missing',
      message: 'The answer has no version.minor.',
    },
    'a version that is no number': { on: deploymentWith(guarded), beside: api('x'), reason: 'malformed' },
    'live pods that could not be read may have more containers': {
      on: deploymentWith(guarded, living),
      beside: [...beside, liveSet],
      hidden: [pod],
      reason: 'denied',
    },
    'jobs that could not be read hide the pods of a cron job': {
      on: cronJobWith(guarded, living),
      beside,
      hidden: [job],
      reason: 'denied',
    },
    'a template without containers': { on: deploymentWith({ containers: [] }), beside, reason: 'field-missing' },
    'a cron job without a template': {
      on: cronJobWith(undefined),
      beside,
      reason: 'field-missing',
    },
  },
  notApplicable: {
    'a pod that has succeeded': {
      on: podWith('web', bare, { phase: 'Succeeded' }),
      beside,
      message: 'the pod has ended: Succeeded',
    },
    'a pod that has failed': {
      on: podWith('web', bare, { phase: 'Failed' }),
      beside,
      message: 'the pod has ended: Failed',
    },
    'a namespace that is exempt by default': {
      on: deploymentWith(bare, { namespace: 'kube-system' }),
      message: 'Policy exempts the namespace kube-system.',
    },
    'a namespace that policy exempts': {
      on: deploymentWith(bare),
      params: { exemptNamespaces: ['shop'] },
      message: 'Policy exempts the namespace shop.',
    },
    'the namespaces of a provider are exempt on its own clusters': {
      on: deploymentWith(bare, { namespace: 'amazon-guardduty' }),
      message: 'Policy exempts the namespace amazon-guardduty.',
    },
    'the provider of files is not known, and its names are exempt': {
      on: deploymentWith(bare, { namespace: 'aks-command', cluster: clusters.files }),
      message: 'Policy exempts the namespace aks-command.',
    },
    'a workload of exempt images only': {
      on: deploymentWith({ containers: [{ name: 'web', image: 'a' }] }),
      params: { exemptImages: ['a'] },
      message: 'Policy exempts all of its images.',
    },
  },
});
