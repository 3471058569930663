import { defineFact } from '#model';
import type { Evidence } from '#rule';
import { namespace } from '../namespace/resource.ts';
import { livePods } from './live-facts.ts';
import { namespaceWorkloads } from './namespace-workloads.ts';
import { podTemplateOf, workloadName } from './pod-template.ts';
import { workloads } from './resource.ts';

/** A workload, and the runtime class that it asks for; undefined for the one of the cluster. */
export interface AskedRuntime {
  readonly name: string;
  readonly runtimeClass: string | undefined;
  readonly seen: Evidence;
}

/**
 * The runtime classes that the workloads of a namespace ask for, of those that run or will. What admission adds to pods
 * stands at pods that have no owner alone.
 * Source: https://kubernetes.io/docs/concepts/containers/runtime-class/
 */
export const askedRuntimes = defineFact({
  name: 'k8s.asked-runtimes',
  of: namespace,
  uses: [...workloads, livePods],
  work: ({ config }, look): readonly AskedRuntime[] =>
    namespaceWorkloads(config.metadata?.name ?? '', look).items.flatMap((it) => {
      const template = podTemplateOf(it);
      if (!template) return [];
      const runtimeClass = template.spec.runtimeClassName || undefined;
      const [at, actual] = runtimeClass
        ? [`${template.at}.runtimeClassName`, runtimeClass]
        : [template.at, 'no runtimeClassName'];
      return [{ name: workloadName(it), runtimeClass, seen: { at: `${it.id}#${at}`, actual } }];
    }),
});
