import type { V1SecurityContext } from '@kubernetes/client-node';
import type { Evidence, Wire } from '#model';
import type { PodSecurity } from './facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/** The names of containers, each with what is said of it: `web (NET_RAW), mesh (live pod)`. */
export function namesOf(
  containers: readonly EffectiveContainer[],
  say: (container: EffectiveContainer) => readonly string[] = () => [],
): string {
  return containers
    .map((it) => {
      const said = [...(it.live ? ['live pod'] : []), ...say(it)];
      return said.length === 0 ? it.name : `${it.name} (${said.join(', ')})`;
    })
    .join(', ');
}

/** The sentence about a workload, with who made it where that is something else than a known kind. */
export const toldOf = ({ madeBy }: PodSecurity, sentence: string): string =>
  madeBy === undefined ? sentence : `${sentence} ${madeBy} made it.`;

/** The evidence of all that was found. */
export const evidenceOf = (found: readonly { readonly evidence: Evidence }[]): readonly Evidence[] =>
  found.map(({ evidence }) => evidence);

/**
 * What a check finds in the containers of a pod, and the names of those that have any, with what was found there;
 * undefined where there are none.
 */
export function foundInContainers<F extends { readonly words: string; readonly evidence: Evidence }>(
  { containers }: PodSecurity,
  find: (container: EffectiveContainer) => readonly F[],
): { readonly names: string; readonly found: readonly F[] } | undefined {
  const found = new Map(containers.map((it) => [it, find(it)] as const).filter(([, all]) => all.length > 0));
  const names = namesOf([...found.keys()], (it) => found.get(it)?.map(({ words }) => words) ?? []);
  return found.size === 0 ? undefined : { names, found: [...found.values()].flat() };
}

/** What containers set, and what is expected of them. */
export const ownContexts = (containers: readonly EffectiveContainer[], expected: object): readonly Evidence[] =>
  containers.map(({ at, name, own }) => ({ at, actual: { name, securityContext: own }, expected }));

/** What the pod level sets, and what is expected of it. */
export const podContext = ({ at, context }: PodSecurity, expected: object): Evidence => ({
  at: `${at}.securityContext`,
  actual: context,
  expected,
});

/** The fields of a security context that a check of both levels looks at. */
export type SharedContext = Pick<
  Wire<V1SecurityContext>,
  'appArmorProfile' | 'seLinuxOptions' | 'seccompProfile' | 'windowsOptions'
>;

/** Who sets what a check forbids. */
export interface Setters {
  /** `the pod level (Unconfined)`, then containers. */
  readonly words: readonly string[];
  readonly atPod: boolean;
  readonly containers: readonly EffectiveContainer[];
  readonly evidence: readonly Evidence[];
}

/** Who sets something forbidden, at the pod level or in a container; `flawOf` names the value that is. */
export function settersOf(
  pod: PodSecurity,
  flawOf: (context: SharedContext) => string | undefined,
  expected: object,
): Setters {
  const flaw = flawOf(pod.context);
  const atPod = flaw !== undefined;
  const containers = pod.containers.filter(({ own }) => flawOf(own) !== undefined);
  return {
    words: [
      ...(atPod ? [`the pod level (${flaw})`] : []),
      ...(containers.length > 0 ? [namesOf(containers, ({ own }) => [flawOf(own) ?? ''])] : []),
    ],
    atPod,
    containers,
    evidence: [...(atPod ? [podContext(pod, expected)] : []), ...ownContexts(containers, expected)],
  };
}

/** The ports of the node that a container takes, other than some. */
export const hostPortsOf = ({ at, config }: EffectiveContainer, but: readonly number[]): readonly Evidence[] =>
  (config.ports ?? []).flatMap((port, index) => {
    const hostPort = port.hostPort ?? 0;
    return hostPort === 0 || but.includes(hostPort) ? [] : [{ at: `${at}.ports[${index}].hostPort`, actual: hostPort }];
  });
