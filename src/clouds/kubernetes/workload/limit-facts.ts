import { defineFact, type Evidence, type Unknown } from '#model';
import { isMissed, isUnread } from '#rule';
import { limitRange } from '../limit-range/resource.ts';
import { podSecurity, podSecurityMinor, type PodSecurity } from './facts.ts';
import { livePods, type LivePod } from './live-facts.ts';
import { workloads } from './resource.ts';
import { effectiveContainers, type EffectiveContainer } from './security-context.ts';

/** Which containers of a workload may take all that a node has of something. */
export interface Bound {
  readonly unbound: readonly EffectiveContainer[];
  /** Live pods show that nothing gives the containers a limit; a limit range that was missed may be newer than they are. */
  readonly seen: boolean;
  /** What gives limits that the template does not show. */
  readonly by: string | undefined;
}

type Limited = 'cpu' | 'memory';

/**
 * The containers without a limit. Admission writes the defaults of a limit range into pods, and so do Fargate, GKE
 * Autopilot and webhooks: live pods show what holds. Containers that end before the others start are not judged.
 * Source: https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export const workloadBounds = defineFact({
  name: 'k8s.workload-bounds',
  of: workloads,
  uses: [podSecurity, podSecurityMinor, livePods, limitRange],
  work(it, { fact, list }): Readonly<Record<Limited, Bound | Unknown>> {
    const pod = fact(podSecurity, it);
    const boundOf = (what: Limited): Bound | Unknown => {
      const unbound = 'verdict' in pod ? [] : pod.containers.filter((one) => isJudged(one) && !hasLimit(one, what));
      if ('verdict' in pod || unbound.length === 0) return { unbound: [], seen: false, by: undefined };
      const wholePod = isLimit(pod.spec.resources?.limits?.[what]);
      const minor = wholePod ? fact(podSecurityMinor, it) : 0;
      if (!isUnread(minor) && minor >= 34) return bounded('Its pods have a limit as a whole.');
      const ranges = list(limitRange, { namespace: it.config.metadata?.namespace ?? 'default' });
      const range = ranges.items.find(({ config }) => config.spec?.limits.some((one) => givesLimit(one, what)));
      if (range) return bounded(`The limit range ${range.config.metadata?.name ?? ''} gives one.`);
      const live = fact(livePods, it);
      const shown = stillUnbound(pod, unbound, live, what);
      if (shown.length === 0) return bounded('Its live pods have one that the template lacks.');
      return isUnread(minor)
        ? minor
        : { unbound: shown, seen: live.length > 0 && !isMissed(ranges.unread), by: undefined };
    };
    return { cpu: boundOf('cpu'), memory: boundOf('memory') };
  },
});

const bounded = (by: string): Bound => ({ unbound: [], seen: true, by });

/** A container that goes on running: an init container does when it restarts always. */
const isJudged = ({ list, config }: EffectiveContainer): boolean =>
  list === 'containers' || (list === 'initContainers' && config.restartPolicy === 'Always');

const hasLimit = ({ config }: EffectiveContainer, what: Limited): boolean => isLimit(config.resources?.limits?.[what]);

/** Zero is no limit. */
const isLimit = (quantity: string | number | undefined): boolean => Number.parseFloat(String(quantity)) > 0;

interface RangeItem {
  readonly type: string;
  readonly default?: Readonly<Record<string, string>>;
  readonly max?: Readonly<Record<string, string>>;
}

/** The API gives the largest value that is allowed where a default is not set. */
const givesLimit = ({ type, default: given, max }: RangeItem, what: Limited): boolean =>
  type === 'Container' && isLimit(given?.[what] ?? max?.[what]);

/** The containers that some live pod runs without a limit; all of them where no live pod is known. */
function stillUnbound(
  { at }: PodSecurity,
  unbound: readonly EffectiveContainer[],
  live: readonly LivePod[],
  what: Limited,
): readonly EffectiveContainer[] {
  const running = live.flatMap(({ pod }) => (pod.config.spec ? effectiveContainers(pod.config.spec, at) : []));
  return unbound.filter((one) => {
    const same = running.filter(({ name, list }) => name === one.name && list === one.list);
    return same.length === 0 || same.some((it) => !hasLimit(it, what));
  });
}

/** What containers ask for and what bounds them. */
export const boundEvidence = (containers: readonly EffectiveContainer[]): readonly Evidence[] =>
  containers.map(({ at, name, config }) => ({ at, actual: { name, resources: config.resources ?? {} } }));
