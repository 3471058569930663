import { pod } from '#clouds/kubernetes/pod/resource';
import type { Resource, Severity } from '#model';
import { added, livePod, liveSet, living, ofJob, ofPod } from './root-specs.ts';
import {
  cronJobWith,
  daemonSetWith,
  deploymentWith,
  jobWith,
  podWith,
  replicaSetWith,
  replicationControllerWith,
  statefulSetWith,
  type Spec,
} from './workloads.ts';

interface Family {
  /** A specification that passes. */
  readonly good: Spec;
  /** One that fails, and with what. */
  readonly bad: Spec;
  readonly message: string;
  readonly grade?: Severity;
  /** What every case needs besides. */
  readonly beside?: readonly Resource[];
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What holds for every rule on workloads: each kind is judged, ended and exempt ones are not, and what is unread. */
export function familyCases({ good, bad, message, grade, beside = [], params = {} }: Family) {
  const failing = { beside, message, params, ...(grade && { grade }) };
  const exempt = { beside, params };
  return {
    fail: {
      'a replica set by hand': { on: replicaSetWith(bad), ...failing },
      'a stateful set': { on: statefulSetWith(bad), ...failing },
      'a daemon set': { on: daemonSetWith(bad), ...failing },
      'a cron job': { on: cronJobWith(bad), ...failing },
      'a replication controller': { on: replicationControllerWith(bad), ...failing },
      'the template of a job cannot be changed': { on: jobWith(bad), ...failing, cannot: ofJob },
      'a manifest of a pod that says it has ended': {
        on: podWith('web', bad, { phase: 'Succeeded', isManifest: true }),
        ...failing,
        cannot: ofPod,
      },
      'a pod cannot be changed': { on: podWith('web', bad), ...failing, cannot: ofPod },
      'a parent without a pod template of a known kind is named': {
        on: replicaSetWith(bad, { owner: 'argoproj.io/v1alpha1 Rollout/shop' }),
        ...failing,
        message: `${message} Rollout shop made it.`,
        cannot: 'Rollout shop made it: change the template there',
      },
      'other namespaces than policy names are not exempt': {
        on: deploymentWith(bad, { namespace: 'kube-system' }),
        ...failing,
        params: { ...params, exemptNamespaces: ['shop'] },
      },
    },
    unknown: {
      'live pods that could not be read may have more containers': {
        on: deploymentWith(good, living),
        beside: [...beside, liveSet],
        params,
        hidden: [pod],
        reason: 'denied',
      },
      'a template without containers': { on: deploymentWith({ containers: [] }), ...exempt, reason: 'field-missing' },
    },
    notApplicable: {
      'a pod that has ended': {
        on: podWith('web', bad, { phase: 'Failed' }),
        ...exempt,
        message: 'the pod has ended: Failed',
      },
      'a namespace that is exempt by default': {
        on: deploymentWith(bad, { namespace: 'kube-system' }),
        ...exempt,
        message: 'Policy exempts the namespace kube-system.',
      },
      'a workload of exempt images only': {
        on: deploymentWith({ ...bad, containers: (bad.containers ?? []).map((one) => ({ ...one, image: 'a' })) }),
        beside,
        params: { ...params, exemptImages: ['a'] },
        message: 'Policy exempts all of its images.',
      },
    },
  } as const;
}

/** A container that a webhook adds to the pods of a deployment whose template is good, with what is wrong in it. */
export const addedCase = (good: Spec, mesh: Container, message: string) => ({
  ...withAdded(good, mesh),
  message,
  cannot: added,
});

/** A deployment, and a live pod of it to which a webhook adds a container. */
export const withAdded = (good: Spec, mesh: Container) => ({
  on: deploymentWith(good, living),
  beside: [liveSet, livePod({ ...good, containers: [...(good.containers ?? []), mesh] })],
});

type Container = NonNullable<Spec['containers']>[number];
