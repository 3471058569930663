import type { Look, Unknown } from '#model';
import { ownerAddress } from '../owner.ts';
import { endedPhase, livePods } from './live-facts.ts';
import type { Workload } from './pod-template.ts';
import { workloads } from './resource.ts';

/** The workloads of a namespace that run something or will: what a controller made stands for itself at its owner. */
export function namespaceWorkloads(
  namespace: string,
  { list, fact }: Look<(typeof workloads)[number] | typeof livePods>,
): { readonly items: readonly Workload[]; readonly unread: Unknown | undefined } {
  const listings = workloads.map((type) => list(type, { namespace }));
  return {
    items: listings.flatMap(({ items }) => [...items].filter((it) => isOnTop(it) && mayRun(it, fact))),
    unread: listings.map(({ unread }) => unread).find((it) => it !== undefined),
  };
}

const isOnTop = ({ id, config }: Workload): boolean => ownerAddress(id, config) === undefined;

/** A workload scaled to nothing has no pods, and a pod or a job that has ended runs none any more. */
function mayRun(it: Workload, fact: Look<typeof livePods>['fact']): boolean {
  switch (it.type) {
    case 'k8s.pod':
      return endedPhase(it.config) === undefined;
    case 'k8s.deployment':
    case 'k8s.replica-set':
    case 'k8s.stateful-set':
    case 'k8s.replication-controller':
      return it.config.spec?.replicas !== 0;
    case 'k8s.daemon-set':
    case 'k8s.cron-job':
      return true;
    case 'k8s.job':
      return it.config.metadata?.uid === undefined || fact(livePods, it).length > 0;
  }
}
