import type { Evidence } from '#model';
import type { PodSecurity } from './facts.ts';
import { floatingTags, imagesIn, isFloating, type NamedImage } from './image-facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/** A container for which a node may run what it holds instead of asking the registry. */
export interface CachedImage {
  readonly container: EffectiveContainer;
  /** `web (IfNotPresent, nginx:latest)`. */
  readonly words: string;
  readonly evidence: Evidence;
}

/** The containers whose image a node does not pull anew though it should, and those of which that cannot be said. */
export interface PullPolicies {
  readonly cached: readonly CachedImage[];
  readonly unsaid: readonly string[];
}

/**
 * Which containers may run a stale image: never pulled, or not always under a tag that moves; where policy asks for it all that
 * are not always pulled, since a pod can use what another one was allowed to pull.
 */
export function pullPoliciesIn(pod: PodSecurity, requireAlways: boolean): PullPolicies {
  const judged = imagesIn(pod).map((image) => ({ image, policy: policyOf(image) }));
  const bad = judged.filter(
    ({ image, policy }) =>
      policy === 'Never' || (policy === 'IfNotPresent' && (requireAlways || isFloating(image, floatingTags))),
  );
  return {
    cached: bad.map(({ image: { container, text }, policy = '' }) => ({
      container,
      words: `${container.name} (${policy}, ${text})`,
      evidence: { at: container.at, actual: { name: container.name, image: text, imagePullPolicy: policy } },
    })),
    unsaid: judged.filter((one) => isUnsaid(one)).map(({ image }) => image.container.name),
  };
}

const isUnsaid = ({ image, policy }: { readonly image: NamedImage; readonly policy: string | undefined }): boolean =>
  policy === undefined || (policy === 'IfNotPresent' && image.reference === undefined);

/**
 * The policy of a container. Without one the API writes `Always` for the tag `latest`, and for an image that has neither tag nor
 * digest, and `IfNotPresent` otherwise; undefined where the image has no name yet, and for a word that the API does not know.
 * Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
function policyOf({ container, reference }: NamedImage): string | undefined {
  const { imagePullPolicy } = container.config;
  if (imagePullPolicy) return policies.has(imagePullPolicy) ? imagePullPolicy : undefined;
  if (!reference) return undefined;
  const { tag, digest } = reference;
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent';
}

const policies: ReadonlySet<string> = new Set(['Always', 'IfNotPresent', 'Never']);
