import type { Reread } from '#engine/refresh';
import type { Cloud, Target, Touched } from '#model';

/** Reads again what a change touched in a target. What is not there any more is asked for once more before it is gone. */
export async function rereadOf(
  cloud: Cloud,
  target: Target,
  asked: readonly Touched[],
  signal?: AbortSignal,
): Promise<Reread> {
  const reading = (await cloud.reread?.(target, asked, signal)) ?? (await cloud.collect(target, signal));
  const gone = new Set<string>();
  for (const { reason, resource, types } of reading.gaps) {
    if (reason !== 'not-found' || resource === undefined) continue;
    const touched = asked.find(({ type, id }) => id === resource && types.includes(type));
    const ref = touched && { ...touched, id: resource, name: resource };
    if (ref && (await cloud.isGone?.(ref, signal))) gone.add(resource);
  }
  return { reading, asked, gone };
}
