import type { V1PodSpec } from '@kubernetes/client-node';
import type { ResourceOf, Wire } from '#model';
import type { workloads } from './resource.ts';

/** Any workload. */
export type Workload = ResourceOf<typeof workloads>;

/** A pod's specification as JSON. */
export type PodSpec = Wire<V1PodSpec>;

/** The pod specification that a workload holds, and the path to it; undefined when it holds none. */
export function podTemplateOf(it: Workload): { readonly at: string; readonly spec: PodSpec } | undefined {
  const at = templatePath(it.type);
  const spec = specOf(it);
  return spec && { at, spec };
}

/** What a workload is called among others of its namespace: `deployment web`, `cron job nightly`. */
export const workloadName = ({ type, config }: Workload): string =>
  `${type.replace('k8s.', '').replace('-', ' ')} ${config.metadata?.name ?? ''}`;

/** Where the pod specification stands in a workload of a type. */
export function templatePath(type: Workload['type']): string {
  if (type === 'k8s.pod') return 'spec';
  return type === 'k8s.cron-job' ? 'spec.jobTemplate.spec.template.spec' : 'spec.template.spec';
}

/** The annotations of the pods that a workload makes, and the path to the object that holds them. */
export function annotationsOf(it: Workload): {
  readonly at: string;
  readonly values: Readonly<Record<string, string>>;
} {
  const at = `${templatePath(it.type).replace(/spec$/, '')}metadata.annotations`;
  return { at, values: metadataOf(it)?.annotations ?? {} };
}

/** The labels of a pod, or of the pods that a workload makes, by which services and policies select them. */
export const podLabelsOf = (it: Workload): Readonly<Record<string, string>> => metadataOf(it)?.labels ?? {};

function metadataOf(it: Workload) {
  switch (it.type) {
    case 'k8s.pod':
      return it.config.metadata;
    case 'k8s.cron-job':
      return it.config.spec?.jobTemplate.spec?.template.metadata;
    case 'k8s.deployment':
    case 'k8s.replica-set':
    case 'k8s.stateful-set':
    case 'k8s.daemon-set':
    case 'k8s.job':
    case 'k8s.replication-controller':
      return it.config.spec?.template?.metadata;
  }
}

function specOf(it: Workload): PodSpec | undefined {
  switch (it.type) {
    case 'k8s.pod':
      return it.config.spec;
    case 'k8s.cron-job':
      return it.config.spec?.jobTemplate.spec?.template.spec;
    case 'k8s.deployment':
    case 'k8s.replica-set':
    case 'k8s.stateful-set':
    case 'k8s.daemon-set':
    case 'k8s.job':
    case 'k8s.replication-controller':
      return it.config.spec?.template?.spec;
  }
}
