import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import {
  added,
  bare,
  beside,
  guarded,
  livePod,
  liveSet,
  living,
  ofJob,
  ofPod,
  root,
  sidecar,
  unproven,
  zero,
} from '../../../support/kubernetes/root-specs.ts';
import {
  cronJobWith,
  daemonSetWith,
  deploymentWith,
  jobWith,
  podWith,
  replicaSetWith,
  replicationControllerWith,
  statefulSetWith,
} from '../../../support/kubernetes/workloads.ts';
import type { testRule } from '../../../support/test-rule.ts';

type Fails = Parameters<typeof testRule>[1]['fail'];

/** What is judged besides deployments, and who made it. */
export const scope = {
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
  'a live pod that overrides its template is reported under the owner': {
    on: deploymentWith(guarded, living),
    beside: [...beside, liveSet, livePod(zero)],
    message: 'Containers run as root: web (live pod).',
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
} satisfies Fails;
