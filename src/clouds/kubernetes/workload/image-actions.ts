import { cannotPlan } from '#rule';
import type { CannotPlan } from '#model';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import type { NamedImage, RunningDigests } from './image-facts.ts';

/** Names images by the digests that run now; where several run, or none is known, nobody can say which is meant. */
export function patchToDigest(images: readonly NamedImage[], running: RunningDigests): SecurityPatch | CannotPlan {
  const pinned = new Map<string, string>();
  for (const { container, reference } of images) {
    const [digest, ...others] = running.get(container.name) ?? [];
    if (!reference || digest === undefined || others.length > 0) {
      return cannotPlan(`live pods do not tell one digest of the image of ${container.name}`);
    }
    pinned.set(container.name, `${reference.written}@${digest}`);
  }
  return patchOfContainers(
    images.map(({ container }) => container),
    ({ name }) => ({ image: pinned.get(name) ?? null }),
  );
}
