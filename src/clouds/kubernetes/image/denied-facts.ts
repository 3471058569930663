import { fitsStars } from '#lib/pattern';
import { placeOf, type ImageReference } from './reference-facts.ts';

/**
 * Whether an image is one of those that policy names: a repository on its host (`docker.io` where none is named), with a
 * tag or for all of them. `*` stays inside one step. Where an image is named by a digest its tag is a comment.
 */
export function isNamedByAny(image: ImageReference, names: readonly string[]): boolean {
  return names.some((name) => {
    const { host, steps, tag } = partsOf(name);
    const own = image.path.split('/');
    const isThere =
      fitsLabels(image.host.toLowerCase(), host.toLowerCase()) &&
      steps.length === own.length &&
      steps.every((step, at) => fitsStars(own[at] ?? '', step));
    return isThere && (tag === undefined || (image.digest === undefined && fitsStars(image.tag ?? 'latest', tag)));
  });
}

function partsOf(name: string) {
  const [, repository = name, tag] = /^(.+):([^/:]+)$/.exec(name) ?? [];
  const { host, path } = placeOf(repository);
  return { host, steps: path.split('/'), tag };
}

function fitsLabels(host: string, pattern: string): boolean {
  const [own, wanted] = [host.split('.'), pattern.split('.')];
  return own.length === wanted.length && wanted.every((label, at) => fitsStars(own[at] ?? '', label));
}
