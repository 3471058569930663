import { oncePer } from '#lib/once-per';
import type { Evidence, Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { parseReference, type ImageReference } from '../image/reference-facts.ts';
import { isFromAny, isTrusted, type AskRegistries, type RegistryPolicy } from '../image/registry-facts.ts';
import type { PodSecurity } from './facts.ts';
import { imagesIn, type RunningDigests } from './image-facts.ts';

/** An image that a pod asks a registry for. */
export interface ImageSource {
  /** The container, or `the volume data`. */
  readonly name: string;
  readonly at: string;
  /** Empty in templates that a controller fills. */
  readonly text: string;
  readonly reference: ImageReference | undefined;
}

/** The images whose registries are not trusted. */
export interface JudgedSources {
  /** Those that policy denies, or else those that nobody allowed. */
  readonly bad: readonly ImageSource[];
  readonly grade: 'high' | undefined;
  /** Why it cannot be said of another image. */
  readonly unsure: Unknown | undefined;
}

/** Sorts the images of a pod by what policy, the provider and this audit say of their registries. */
export function judgedSources(
  pod: PodSecurity,
  target: string,
  policy: RegistryPolicy & { readonly deniedRegistries: readonly string[] },
  ask: AskRegistries,
): JudgedSources {
  const sources = imageSources(pod);
  const denied = sources.filter(({ reference }) => reference && isFromAny(reference, policy.deniedRegistries));
  if (denied.length > 0) return { bad: denied, grade: 'high', unsure: undefined };
  const trust = sources.map((one) => (one.reference ? isTrusted(one.reference, target, policy, ask) : unnamed(one)));
  return { bad: sources.filter((_, i) => trust[i] === false), grade: undefined, unsure: trust.find(isUnread) };
}

/** The images of registries that are kept no more. */
export const deprecatedSources = (pod: PodSecurity, deprecated: readonly string[]): readonly ImageSource[] =>
  imageSources(pod).filter(({ reference }) => reference && isFromAny(reference, deprecated));

/** `web (nginx:1), the volume data (reg.example.com/data)`. */
export const sourceWords = (sources: readonly ImageSource[]): string =>
  sources.map(({ name, text }) => `${name} (${text})`).join(', ');

/** Where images are named, and the digests that live pods run by them. */
export const sourceEvidence = (sources: readonly ImageSource[], running: RunningDigests): readonly Evidence[] =>
  sources.map(({ name, at, text }) => ({
    at,
    actual: { name, image: text, running: [...(running.get(name) ?? [])].sort() },
  }));

/** The images of all containers, and those that volumes hold. */
export const imageSources = oncePer((pod: PodSecurity): readonly ImageSource[] => {
  const named = imagesIn(pod).map(({ container: { name, at }, text, reference }) => ({ name, at, text, reference }));
  const mounted = (pod.spec.volumes ?? []).flatMap(({ name, image }, index) => {
    if (!image) return [];
    const text = image.reference ?? '';
    const at = `${pod.at}.volumes[${index}]`;
    return [{ name: `the volume ${name}`, at, text, reference: parseReference(text) }];
  });
  return [...named, ...mounted];
});

const unnamed = ({ name, text }: ImageSource): Unknown =>
  unknown('malformed', text === '' ? `No image is named by ${name}.` : `The image of ${name} has no name: ${text}.`);
