import type {
  V1Container,
  V1EphemeralContainer,
  V1PodSecurityContext,
  V1SecurityContext,
} from '@kubernetes/client-node';
import type { Wire } from '#model';
import type { PodSpec } from './pod-template.ts';

/** A container of a pod with the security context that holds for it. */
export interface EffectiveContainer {
  readonly name: string;
  /** The path to it; of a live pod's container `<pod id>#<path>`. */
  readonly at: string;
  /** What it sets itself. */
  readonly own: Wire<V1SecurityContext>;
  /** What its pod sets for all containers. */
  readonly pod: Wire<V1PodSecurityContext>;
  /** Both merged: what the container sets wins, field by field. */
  readonly effective: Wire<V1SecurityContext>;
  /** Whether its pod shares the node's users; false means a user namespace of its own. */
  readonly hostUsers: boolean;
  /** It is of a live pod, put there by something else than the template. */
  readonly live: boolean;
}

/** All containers of a pod specification, those that run before the others and those added for debugging included. */
export function effectiveContainers(spec: PodSpec, at: string, live = false): readonly EffectiveContainer[] {
  const pod = spec.securityContext ?? {};
  const hostUsers = spec.hostUsers !== false;
  return containerLists.flatMap((list) =>
    (spec[list] ?? []).map((container: Wire<V1Container> | Wire<V1EphemeralContainer>, index) => {
      const own = container.securityContext ?? {};
      const effective = mergeContexts(pod, own);
      return { name: container.name, at: `${at}.${list}[${index}]`, own, pod, effective, hostUsers, live };
    }),
  );
}

const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/**
 * The context of a container: the fields that both levels know are taken from the container where it sets them.
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export function mergeContexts(pod: Wire<V1PodSecurityContext>, own: Wire<V1SecurityContext>): Wire<V1SecurityContext> {
  const { appArmorProfile, runAsGroup, runAsNonRoot, runAsUser, seLinuxOptions, seccompProfile, windowsOptions } = pod;
  const shared = {
    appArmorProfile,
    runAsGroup,
    runAsNonRoot,
    runAsUser,
    seLinuxOptions,
    seccompProfile,
    windowsOptions,
  };
  return { ...withoutUnset(shared), ...withoutUnset(own) };
}

/** Manifests may spell out `null` for what they do not set. */
const withoutUnset = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>;
