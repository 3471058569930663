import type { PodSecurity } from './facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/** The containers that can write to their root file system; those for debugging are meant to. */
export const writableIn = ({ containers }: PodSecurity): readonly EffectiveContainer[] =>
  containers.filter(({ list, own }) => list !== 'ephemeralContainers' && own.readOnlyRootFilesystem !== true);
