import type { Target } from '#model';
import type { SweepFiles } from './files.ts';
import type { SweepCloud } from './shapes.ts';

/** Every target that the rounds of a cloud have dealt out until now, each once. */
export async function targetsDealt(files: SweepFiles, cloud: SweepCloud): Promise<readonly Target[]> {
  const targets = new Map<string, Target>();
  for (let n = 0; ; n += 1) {
    const round = await files.round(cloud, n);
    if (!round) return [...targets.values()];
    for (const { target } of round) targets.set(target.id, target);
  }
}
