import { cronJob } from '#clouds/kubernetes/cron-job/resource';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import { deployment } from '#clouds/kubernetes/deployment/resource';
import { job } from '#clouds/kubernetes/job/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import { replicaSet } from '#clouds/kubernetes/replica-set/resource';
import { replicationController } from '#clouds/kubernetes/replication-controller/resource';
import { statefulSet } from '#clouds/kubernetes/stateful-set/resource';
import type { PodSpec } from '#clouds/kubernetes/workload/pod-template';
import type { Draft } from '../build.ts';
import { object, type Place } from './objects.ts';

/** A pod specification of which a test gives what matters to it. */
export type Spec = Draft<PodSpec>;

/** More of a workload: where it is, who made it, and whether it was ever in a cluster. */
export interface More extends Place {
  /** `ReplicaSet/web-1`, of the group `apps` unless its API version is given: `argoproj.io/v1alpha1 Rollout/shop`. */
  readonly owner?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly uid?: string | undefined;
  readonly phase?: string;
  /** Its phase is what somebody wrote into a manifest: no cluster answered with it. */
  readonly isManifest?: boolean;
  /** How many pods it is to run, where it says so. */
  readonly replicas?: number;
  /** What stands in the metadata of the pods that it makes; of a pod its own. */
  readonly template?: {
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

const metadataOf = ({ owner, labels, uid }: More) => {
  const [, version = 'apps/v1', kind, name] = /^(?:(\S+) )?([^/]+)\/(.+)$/.exec(owner ?? '') ?? [];
  const reference = { apiVersion: version, kind: kind ?? '', name: name ?? '', controller: true, uid: '' };
  return { ...(labels && { labels }), ...(uid && { uid }), ...(owner && { ownerReferences: [reference] }) };
};

/** What an API server writes into the metadata of an object. */
export const stored = { uid: 'u-1', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };

/** A pod that runs. */
export const podWith = (name: string, spec: Spec, more: More = {}) =>
  object(
    pod,
    { group: 'core', plural: 'pods' },
    name,
    {
      metadata: { ...(more.isManifest ? {} : stored), ...metadataOf(more), ...more.template },
      spec,
      status: { phase: more.phase ?? 'Running' },
    },
    more,
  );

/** A deployment called web. */
export const deploymentWith = (spec: Spec, more: More = {}) =>
  object(deployment, apps('deployments'), 'web', templated(spec, more), more);

/** A replica set called web-1. */
export const replicaSetWith = (spec: Spec, more: More = {}) =>
  object(replicaSet, apps('replicasets'), 'web-1', templated(spec, more), more);

/** A stateful set called db. */
export const statefulSetWith = (spec: Spec, more: More = {}) =>
  object(statefulSet, apps('statefulsets'), 'db', templated(spec, more), more);

/** A daemon set called agent. */
export const daemonSetWith = (spec: Spec, more: More = {}) =>
  object(daemonSet, apps('daemonsets'), 'agent', templated(spec, more), more);

/** A replication controller called old. */
export const replicationControllerWith = (spec: Spec, more: More = {}) =>
  object(
    replicationController,
    { group: 'core', plural: 'replicationcontrollers' },
    'old',
    templated(spec, more),
    more,
  );

/** A job called once. */
export const jobWith = (spec: Spec, more: More = {}) =>
  object(job, { group: 'batch', plural: 'jobs' }, 'once', templated(spec, more), more);

/** A cron job called nightly. */
export const cronJobWith = (spec: Spec | undefined, more: More = {}) =>
  object(
    cronJob,
    { group: 'batch', plural: 'cronjobs' },
    'nightly',
    { metadata: metadataOf(more), spec: { jobTemplate: { spec: { template: { ...templateOf(more), spec } } } } },
    more,
  );

const apps = (plural: string) => ({ group: 'apps', plural });

const templated = (spec: Spec, more: More) => ({
  metadata: metadataOf(more),
  spec: { ...(more.replicas !== undefined && { replicas: more.replicas }), template: { ...templateOf(more), spec } },
});

const templateOf = ({ template }: More) => (template ? { metadata: template } : {});
