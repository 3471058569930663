import type { CannotPlan } from '#model';
import { cannotPlan } from '#rule';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';
import { deprecatedSources } from './registry-facts.ts';

const frozen = 'k8s.gcr.io';

/**
 * Names images of the frozen registry of Kubernetes by the one to which it redirects each pull. Where other registries
 * moved their images, if at all, nobody tells.
 * Source: https://kubernetes.io/blog/2023/03/10/image-registry-redirect/
 */
export function patchToMovedRegistry(pod: PodSecurity, deprecated: readonly string[]): SecurityPatch | CannotPlan {
  const bad = deprecatedSources(pod, deprecated);
  const homeless = bad.filter(({ reference }) => reference?.host !== frozen);
  if (homeless.length > 0)
    return cannotPlan(`where these images are kept now is for a person to say: ${homeless.map(toText).join(', ')}`);
  const moved = new Map(bad.map(({ at, text }) => [at, text.trim().replace(frozen, 'registry.k8s.io')]));
  const containers = pod.containers.filter(({ at }) => moved.has(at));
  if (containers.length < bad.length) return cannotPlan('volumes hold images of the registry: change them by hand');
  return patchOfContainers(containers, ({ at }) => ({ image: moved.get(at) ?? null }));
}

const toText = ({ text }: { readonly text: string }): string => text;
