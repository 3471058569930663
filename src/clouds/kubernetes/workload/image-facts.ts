import { oncePer } from '#lib/once-per';
import { defineFact, type Evidence, type Unknown } from '#model';
import { unknown } from '#rule';
import { parseReference, type ImageReference } from '../image/reference-facts.ts';
import type { PodSecurity } from './facts.ts';
import { livePods } from './live-facts.ts';
import { workloads } from './resource.ts';
import type { EffectiveContainer } from './security-context.ts';

/** An image that a container runs. */
export interface NamedImage {
  readonly container: EffectiveContainer;
  /** Empty in templates that a controller fills. */
  readonly text: string;
  readonly reference: ImageReference | undefined;
}

/** The tags that registries move by custom. */
export const floatingTags = [
  'latest',
  'main',
  'master',
  'dev',
  'develop',
  'edge',
  'nightly',
  'stable',
  'lts',
  'canary',
] as const;

/** The images of all containers of a pod. Many rules ask, and taking names apart costs more than most of them do. */
export const imagesIn = oncePer(({ containers }: PodSecurity): readonly NamedImage[] =>
  containers.map((container) => {
    const text = container.config.image ?? '';
    return { container, text, reference: parseReference(text) };
  }),
);

/** Whether an image is named by a tag that moves, or by none, which is `latest`. */
export function isFloating({ reference }: NamedImage, tags: readonly string[]): boolean {
  if (!reference || reference.digest !== undefined) return false;
  const tag = (reference.tag ?? 'latest').toLowerCase();
  return reference.tag === undefined || tags.some((one) => one.toLowerCase() === tag);
}

/** The images that can change under their names: those of floating tags, or all without a digest. */
export const changeableIn = (
  pod: PodSecurity,
  { floatingTags: tags, requireDigest }: { readonly floatingTags: readonly string[]; readonly requireDigest: boolean },
): readonly NamedImage[] =>
  imagesIn(pod).filter(
    (one) => isFloating(one, tags) || (requireDigest && one.reference !== undefined && !one.reference.digest),
  );

/** Why nothing can be said of an image whose name is empty or none. */
export function unreadImage(pod: PodSecurity): Unknown | undefined {
  const names = imagesIn(pod)
    .filter(({ reference }) => !reference)
    .map(({ container, text }) => `${container.name} (${text})`);
  return names.length === 0
    ? undefined
    : unknown('malformed', `The images of containers have no name: ${names.join(', ')}.`);
}

/** `web (nginx:latest)`, or `web (nginx, no tag)`. */
export const imageWords = ({ container, text, reference }: NamedImage): string =>
  `${container.name} (${text}${reference?.tag === undefined ? ', no tag' : ''})`;

/** The names of images, and the digests that live pods run by them. */
export const imageEvidence = (images: readonly NamedImage[], running: RunningDigests): readonly Evidence[] =>
  images.map(({ container: { at, name }, text }) => ({
    at,
    actual: { name, image: text, running: [...(running.get(name) ?? [])].sort() },
  }));

/** The digests of running images, by the names of containers. */
export type RunningDigests = ReadonlyMap<string, ReadonlySet<string>>;

/** The digests of the images that the live pods of a workload run, by the names of containers. */
export const runningDigests = defineFact({
  name: 'k8s.running-digests',
  of: workloads,
  uses: [livePods],
  work(it, { fact }): RunningDigests {
    const found = new Map<string, Set<string>>();
    for (const { pod } of fact(livePods, it)) {
      const { initContainerStatuses, containerStatuses } = pod.config.status ?? {};
      for (const { name, imageID } of [...(initContainerStatuses ?? []), ...(containerStatuses ?? [])]) {
        const digest = /@(sha256:[0-9a-f]{64})$/.exec(imageID)?.[1];
        if (digest !== undefined) found.set(name, (found.get(name) ?? new Set()).add(digest));
      }
    }
    return found;
  },
});
