import { defineFact, type ResourceOf } from '#model';
import { kubernetesApi } from '../api/resource.ts';
import { livePods } from '../workload/live-facts.ts';
import { namespaceWorkloads } from '../workload/namespace-workloads.ts';
import { workloads } from '../workload/resource.ts';
import { namespace } from './resource.ts';

/** A namespace that holds workloads, and how many: what controllers made counts at its owner. */
export interface InhabitedNamespace {
  readonly namespace: ResourceOf<typeof namespace>;
  readonly workloads: number;
}

/** The namespaces of a cluster that hold workloads, in the order of their names. */
export const inhabitedNamespaces = defineFact({
  name: 'k8s.inhabited-namespaces',
  of: kubernetesApi,
  uses: [namespace, ...workloads, livePods],
  work: (_, look): readonly InhabitedNamespace[] =>
    look
      .list(namespace)
      .items.map((it) => ({ namespace: it, workloads: namespaceWorkloads(it.name, look).items.length }))
      .filter(({ workloads: held }) => held > 0)
      .sort((a, b) => (a.namespace.name < b.namespace.name ? -1 : 1)),
});
