import { defineFact, type Unknown } from '#model';
import { unknown } from '#rule';
import { selects, type Labels } from '../label-selector.ts';
import { podSecurity } from '../workload/facts.ts';
import { livePods } from '../workload/live-facts.ts';
import { namespaceWorkloads } from '../workload/namespace-workloads.ts';
import { podLabelsOf, type Workload } from '../workload/pod-template.ts';
import { workloads } from '../workload/resource.ts';
import type { EffectiveContainer } from '../workload/security-context.ts';
import { service } from './resource.ts';

/** A workload behind a service, and which of its containers answer on the ports of the service. */
export interface ServedWorkload {
  readonly workload: Workload;
  readonly containers: readonly EffectiveContainer[];
  /** Those of which one answers, where the ports that they declare do not tell which. */
  readonly candidates: readonly EffectiveContainer[];
}

/** What stands behind a service, and why more may be unseen. */
export interface Served {
  readonly workloads: readonly ServedWorkload[];
  /** Why something else may stand behind it: it selects no pods, and endpoints that somebody writes or another name say what does. */
  readonly byHand: Unknown | undefined;
  readonly unread: Unknown | undefined;
}

/**
 * The workloads whose pods a service selects, by the labels of their templates or by those that controllers give their pods. One without a selector selects none: who writes its endpoints is not read.
 * Source: https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 */
export const servedWorkloads = defineFact({
  name: 'k8s.served-workloads',
  of: service,
  uses: [...workloads, livePods, podSecurity],
  work({ config: { metadata, spec } }, look): Served {
    const matchLabels = spec?.selector ?? {};
    if (spec?.type === 'ExternalName' || Object.keys(matchLabels).length === 0)
      return { workloads: [], byHand: isOutside(spec) || isApi(metadata) ? undefined : notTold, unread: undefined };
    const { items, unread } = namespaceWorkloads(metadata?.namespace ?? 'default', look);
    const takes = (labels: Labels = {}): boolean => selects({ matchLabels }, labels);
    const behind = items.filter(
      (one) =>
        takes(podLabelsOf(one)) || look.fact(livePods, one).some(({ pod }) => takes(pod.config.metadata?.labels)),
    );
    const answers = behind.map((workload) => ({ workload, pod: look.fact(podSecurity, workload) }));
    return {
      byHand: undefined,
      workloads: answers.flatMap(({ workload, pod }) =>
        'verdict' in pod ? [] : [{ workload, ...answeringIn(pod.containers, spec?.ports ?? []) }],
      ),
      unread: answers.flatMap(({ pod }) => ('verdict' in pod && pod.verdict === 'unknown' ? [pod] : []))[0] ?? unread,
    };
  },
});

const isOutside = (spec: typeof service.config.spec): boolean =>
  spec?.type === 'ExternalName' && !/\.svc(\.|$)/.test(spec.externalName ?? '');

/** The service by which pods reach the API, whose endpoints the API writes itself. */
const isApi = (metadata: typeof service.config.metadata): boolean =>
  metadata?.namespace === 'default' && metadata.name === 'kubernetes';

const notTold = unknown('outside', 'Endpoints that somebody writes say what is behind it, which are not read.');

type Port = NonNullable<NonNullable<typeof service.config.spec>['ports']>[number];

/**
 * A port is answered by the container that declares it; one that none declares, by any of them, since ports answer without being
 * declared. Containers that start before the others answer only where they stay, and what was added to a live pod only where it
 * declares the port.
 */
function answeringIn(
  all: readonly EffectiveContainer[],
  ports: readonly Port[],
): Pick<ServedWorkload, 'containers' | 'candidates'> {
  const staying = all.filter(
    ({ list, config }) =>
      list === 'containers' ||
      (list === 'initContainers' && 'restartPolicy' in config && config.restartPolicy === 'Always'),
  );
  const found = ports.map((port) => {
    const declaring = staying.filter((one) => declares(one, port));
    if (declaring.length > 0 || !Number.isInteger(targetOf(port))) return { sure: declaring, maybe: [] };
    const own = staying.filter(({ live }) => !live);
    return own.length === 1 ? { sure: own, maybe: [] } : { sure: [], maybe: own };
  });
  const containers = [...new Set(found.flatMap(({ sure }) => sure))];
  const candidates = new Set(found.flatMap(({ maybe }) => maybe));
  return { containers, candidates: [...candidates].filter((one) => !containers.includes(one)) };
}

const targetOf = ({ port, targetPort }: Port): number => Number(targetPort ?? port);

const declares = ({ config }: EffectiveContainer, port: Port): boolean =>
  (config.ports ?? []).some(
    (own) =>
      (own.protocol ?? 'TCP') === (port.protocol ?? 'TCP') &&
      (own.containerPort === targetOf(port) || (own.name !== undefined && own.name === port.targetPort)),
  );
