import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { job } from '#clouds/kubernetes/job/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/workload/k8s-run-as-root';
import {
  api,
  bare,
  beside,
  guarded,
  livePod,
  liveSet,
  living,
  ownUsers,
  podLevel,
  root,
  sidecar,
  unguarded,
  unproven,
  zero,
} from '../../../support/kubernetes/root-specs.ts';
import { cronJobWith, deploymentWith, podWith } from '../../../support/kubernetes/workloads.ts';
import { apiWith, clusters } from '../../../support/kubernetes/objects.ts';
import { testRule } from '../../../support/test-rule.ts';
import { scope } from './k8s-run-as-root.scope.ts';

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
    ...scope,
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
