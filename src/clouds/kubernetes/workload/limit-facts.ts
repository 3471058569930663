import type { V1ResourceRequirements } from '@kubernetes/client-node';
import { defineFact, type Evidence, type Look, type Unknown, type Wire } from '#model';
import { isMissed, isUnread } from '#rule';
import { limitRange } from '../limit-range/resource.ts';
import { podSecurity, podSecurityMinor, type PodSecurity } from './facts.ts';
import { livePods, type LivePod } from './live-facts.ts';
import type { Workload } from './pod-template.ts';
import { workloads } from './resource.ts';
import { effectiveContainers, type EffectiveContainer } from './security-context.ts';

/** Which containers of a workload may take all that a node has of something, or ask for nothing of it. */
export interface Bound {
  readonly unbound: readonly EffectiveContainer[];
  /** Live pods show that nothing gives the containers one; a limit range that was missed may be newer than they are. */
  readonly seen: boolean;
  /** What gives limits or requests that the template does not show. */
  readonly by: string | undefined;
}

type Bounded = 'cpu' | 'memory';

/** One end of what containers are given: what sets it, and what admission gives where nothing does. */
interface End {
  readonly noun: string;
  isSet(resources: Resources | undefined, what: Bounded): boolean;
  gives(item: RangeItem, what: Bounded): boolean;
}

type Resources = Pick<Wire<V1ResourceRequirements>, 'limits' | 'requests'>;

interface RangeItem {
  readonly type: string;
  readonly default?: Readonly<Record<string, string>>;
  readonly defaultRequest?: Readonly<Record<string, string>>;
  readonly max?: Readonly<Record<string, string>>;
  readonly min?: Readonly<Record<string, string>>;
}

/** The API gives the largest value that is allowed where a default is not set. */
const limit: End = {
  noun: 'limit',
  isSet: (resources, what) => isAmount(resources?.limits?.[what]),
  gives: (item, what) => isAmount(item.default?.[what] ?? item.max?.[what]),
};

/** A limit is a request of as much, and the smallest value that is allowed is one where nothing else is. */
const request: End = {
  noun: 'request',
  isSet: (resources, what) => isAmount(resources?.requests?.[what] ?? resources?.limits?.[what]),
  gives: (item, what) =>
    isAmount(item.defaultRequest?.[what] ?? item.default?.[what] ?? item.max?.[what] ?? item.min?.[what]),
};

const neighbours = [podSecurity, podSecurityMinor, livePods, limitRange] as const;

/**
 * The containers without a limit. Admission writes the defaults of a limit range into pods, and so do Fargate, GKE
 * Autopilot and webhooks: live pods show what holds. Containers that end before the others start are not judged.
 * Source: https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export const workloadBounds = defineFact({
  name: 'k8s.workload-bounds',
  of: workloads,
  uses: neighbours,
  work: (it, look): Readonly<Record<Bounded, Bound | Unknown>> => ({
    cpu: boundOf(it, look, limit, 'cpu'),
    memory: boundOf(it, look, limit, 'memory'),
  }),
});

/**
 * The containers that ask for nothing, by the same measures as those without a limit.
 * Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export const workloadRequests = defineFact({
  name: 'k8s.workload-requests',
  of: workloads,
  uses: neighbours,
  work: (it, look): Readonly<Record<Bounded, Bound | Unknown>> => ({
    cpu: boundOf(it, look, request, 'cpu'),
    memory: boundOf(it, look, request, 'memory'),
  }),
});

function boundOf(
  it: Workload,
  { fact, list }: Look<(typeof neighbours)[number]>,
  end: End,
  what: Bounded,
): Bound | Unknown {
  const pod = fact(podSecurity, it);
  const isSet = ({ config }: EffectiveContainer) => end.isSet(config.resources, what);
  const unbound = 'verdict' in pod ? [] : pod.containers.filter((one) => goesOn(one) && !isSet(one));
  if ('verdict' in pod || unbound.length === 0) return { unbound: [], seen: false, by: undefined };
  const minor = end.isSet(pod.spec.resources, what) ? fact(podSecurityMinor, it) : 0;
  if (!isUnread(minor) && minor >= 34) return bounded(`Its pods have a ${end.noun} as a whole.`);
  const ranges = list(limitRange, { namespace: it.config.metadata?.namespace ?? 'default' });
  const range = ranges.items.find(({ config }) =>
    config.spec?.limits.some((one) => one.type === 'Container' && end.gives(one, what)),
  );
  if (range) return bounded(`The limit range ${range.config.metadata?.name ?? ''} gives one.`);
  const live = fact(livePods, it);
  const shown = stillUnbound(pod, unbound, live, isSet);
  if (shown.length === 0) return bounded('Its live pods have one that the template lacks.');
  return isUnread(minor) ? minor : { unbound: shown, seen: live.length > 0 && !isMissed(ranges.unread), by: undefined };
}

const bounded = (by: string): Bound => ({ unbound: [], seen: true, by });

/** A container that goes on running: an init container does when it restarts always. */
export const goesOn = ({ list, config }: EffectiveContainer): boolean =>
  list === 'containers' || (list === 'initContainers' && config.restartPolicy === 'Always');

/** Zero is none. */
const isAmount = (quantity: string | number | undefined): boolean => Number.parseFloat(String(quantity)) > 0;

/** The containers that some live pod runs unbound; all of them where no live pod is known. */
function stillUnbound(
  { at }: PodSecurity,
  unbound: readonly EffectiveContainer[],
  live: readonly LivePod[],
  isSet: (container: EffectiveContainer) => boolean,
): readonly EffectiveContainer[] {
  const running = live.flatMap(({ pod }) => (pod.config.spec ? effectiveContainers(pod.config.spec, at) : []));
  return unbound.filter((one) => {
    const same = running.filter(({ name, list }) => name === one.name && list === one.list);
    return same.length === 0 || same.some((it) => !isSet(it));
  });
}

/** What containers ask for and what bounds them. */
export const boundEvidence = (containers: readonly EffectiveContainer[]): readonly Evidence[] =>
  containers.map(({ at, name, config }) => ({ at, actual: { name, resources: config.resources ?? {} } }));
