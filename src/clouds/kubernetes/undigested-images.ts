import type { ImageInUse } from '#model';
import { isObject, textAt } from '../json.ts';
import { parseReference } from './image/reference-facts.ts';
import { startedIn } from './running-images.ts';

/**
 * The images that a pod runs and whose status names no digest of a registry: made or loaded on the node, or not told.
 * Where the pod itself asks for a digest, that is the one.
 */
export function undigestedImages(pod: unknown): readonly ImageInUse[] {
  if (!isObject(pod)) return [];
  const phase = textAt(pod, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return [];
  const workload = [textAt(pod, 'metadata', 'namespace') ?? 'default', textAt(pod, 'metadata', 'name') ?? ''].join('/');
  const references = startedIn(pod).flatMap(({ isPulled, digest, reference }) =>
    isPulled && digest === undefined ? [reference ?? 'an image without a name'] : [],
  );
  return [...new Set(references)].map((reference): ImageInUse => {
    const named = parseReference(reference);
    return {
      ...{ kind: 'image', digest: named?.digest ?? '' },
      repository: named ? `${named.host}/${named.path}` : reference,
      ...{ reference, workloads: [workload] },
    };
  });
}
