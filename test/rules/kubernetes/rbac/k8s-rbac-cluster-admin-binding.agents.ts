import { cronJob } from '#clouds/kubernetes/cron-job/resource';
import { deployment } from '#clouds/kubernetes/deployment/resource';
import { agent, granted, ofSystem, toAgent } from '../../../support/kubernetes/admins.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { clusterBindingWith } from '../../../support/kubernetes/rbac.ts';
import {
  cronJobWith,
  daemonSetWith,
  deploymentWith,
  jobWith,
  replicaSetWith,
  replicationControllerWith,
  statefulSetWith,
  type Spec,
} from '../../../support/kubernetes/workloads.ts';

const there = { namespace: 'kube-system' } as const;
const own: Spec = { serviceAccountName: 'agent', containers: [{ name: 'a', image: 'docker.io/acme/agent:1' }] };
const system: Spec = { serviceAccountName: 'agent', containers: [{ name: 'a', image: 'registry.k8s.io/agent:1' }] };
const ofKubernetes = agent('registry.k8s.io/agent:1');
const message = granted('ServiceAccount:kube-system/agent');

/** The cases of what runs, or will run, as a service account of a system namespace. */
export const agents = {
  fail: {
    "images of two providers are nobody's": {
      on: clusterBindingWith('agent', ['ServiceAccount:kube-system/agent'], { cluster: clusters.files }),
      beside: [
        agent('602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/agent:1', clusters.files),
        deploymentWith(
          { serviceAccountName: 'agent', containers: [{ name: 'a', image: 'mcr.microsoft.com/agent:1' }] },
          { ...there, cluster: clusters.files },
        ),
      ],
      folder: 'shop',
      message,
    },
    'a cron job of such an account between two runs': {
      on: toAgent,
      beside: [ofKubernetes, cronJobWith(own, there)],
      message,
    },
    'a deployment': { on: toAgent, beside: [ofKubernetes, deploymentWith(own, there)], message },
    'a replica set': { on: toAgent, beside: [ofKubernetes, replicaSetWith(own, there)], message },
    'a stateful set': { on: toAgent, beside: [ofKubernetes, statefulSetWith(own, there)], message },
    'a daemon set': { on: toAgent, beside: [ofKubernetes, daemonSetWith(own, there)], message },
    'a job': { on: toAgent, beside: [ofKubernetes, jobWith(own, there)], message },
    'a replication controller': { on: toAgent, beside: [ofKubernetes, replicationControllerWith(own, there)], message },
    'a template without an account runs as the default one': {
      on: clusterBindingWith('agent', ['ServiceAccount:kube-system/default']),
      beside: [cronJobWith({ containers: own.containers }, there)],
      message: granted('ServiceAccount:kube-system/default'),
    },
    'a template that calls the account by its older name': {
      on: toAgent,
      beside: [ofKubernetes, cronJobWith({ ...own, serviceAccountName: '', serviceAccount: 'agent' }, there)],
      message,
    },
    'an account that nothing runs as': { on: toAgent, message },
    'a deployment of no pods, which may be given some': {
      on: toAgent,
      beside: [ofKubernetes, deploymentWith(own, { ...there, replicas: 0 })],
      message,
    },
  },
  unknown: {
    'files do not say whether an image is of the provider of the cluster': {
      on: clusterBindingWith('agent', ['ServiceAccount:kube-system/agent'], { cluster: clusters.files }),
      beside: [agent('602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/agent:1', clusters.files)],
      folder: 'shop',
      reason: 'not-in-files',
      message: 'The files do not say whose cluster it is: the images may be those of its provider.',
    },
    'cron jobs that were not read may run anything': {
      on: toAgent,
      beside: [ofKubernetes],
      hidden: [cronJob],
      reason: 'denied',
    },
    'deployments that were not read may run anything': {
      on: toAgent,
      beside: [ofKubernetes],
      hidden: [deployment],
      reason: 'denied',
    },
  },
  notApplicable: {
    'templates of images of Kubernetes': {
      on: toAgent,
      beside: [ofKubernetes, cronJobWith(system, there), deploymentWith(system, there)],
      message: ofSystem,
    },
    'workloads of another account or namespace': {
      on: toAgent,
      beside: [
        ofKubernetes,
        cronJobWith({ ...own, serviceAccountName: 'other' }, there),
        deploymentWith(own, { namespace: 'shop' }),
      ],
      message: ofSystem,
    },
    'an earlier revision, of which nothing runs': {
      on: toAgent,
      beside: [ofKubernetes, replicaSetWith(own, { ...there, replicas: 0 })],
      message: ofSystem,
    },
  },
} as const;
