import type {
  V1Container,
  V1EphemeralContainer,
  V1PodSecurityContext,
  V1SecurityContext,
} from '@kubernetes/client-node';
import type { Wire } from '#model';
import type { PodSpec } from './pod-template.ts';

/** A container as it stands in a pod specification. */
export type Container = Wire<V1Container> | Wire<V1EphemeralContainer>;

/** A container of a pod with the security context that holds for it. */
export interface EffectiveContainer {
  readonly name: string;
  /** The path to it; of a live pod's container `<pod id>#<path>`. */
  readonly at: string;
  readonly list: (typeof containerLists)[number];
  readonly config: Container;
  /** What it sets itself. */
  readonly own: Wire<V1SecurityContext>;
  /** What its pod sets for all containers. */
  readonly pod: Wire<V1PodSecurityContext>;
  /** Both merged: what the container sets wins, field by field. */
  readonly effective: EffectiveContext;
  /** Whether its pod shares the node's users; false means a user namespace of its own. */
  readonly hostUsers: boolean;
  /** It is of a live pod, put there by something else than the template. */
  readonly live: boolean;
}

/** The fields of which the container's own value decides, else the pod's. */
export type EffectiveContext = Pick<V1SecurityContext, 'runAsNonRoot' | 'runAsUser' | 'seccompProfile'>;

const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** All containers of a pod specification, those that run before the others and those added for debugging included. */
export function effectiveContainers(spec: PodSpec, at: string, live = false): readonly EffectiveContainer[] {
  const pod = spec.securityContext ?? {};
  const hostUsers = spec.hostUsers !== false;
  const found: EffectiveContainer[] = [];
  for (const list of containerLists) {
    for (const [index, config] of (spec[list] ?? []).entries()) {
      const own = config.securityContext ?? {};
      const effective = mergeContexts(pod, own);
      const place = `${at}.${list}[${index}]`;
      found.push({ name: config.name, at: place, list, config, own, pod, effective, hostUsers, live });
    }
  }
  return found;
}

/**
 * The context of a container: the fields that both levels know are taken from the container where it sets them.
 * Manifests may spell out `null` for what they do not set.
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
function mergeContexts(pod: Wire<V1PodSecurityContext>, own: Wire<V1SecurityContext>): EffectiveContext {
  const runAsNonRoot = own.runAsNonRoot ?? pod.runAsNonRoot ?? undefined;
  const runAsUser = own.runAsUser ?? pod.runAsUser ?? undefined;
  const seccompProfile = own.seccompProfile ?? pod.seccompProfile;
  const merged: EffectiveContext = {};
  if (runAsNonRoot !== undefined) merged.runAsNonRoot = runAsNonRoot;
  if (runAsUser !== undefined) merged.runAsUser = runAsUser;
  if (seccompProfile) merged.seccompProfile = seccompProfile;
  return merged;
}
