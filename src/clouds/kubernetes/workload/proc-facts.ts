import type { PodSecurity } from './facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/** How a container sees the process file system. */
export const procMountOf = ({ own }: EffectiveContainer): readonly string[] => [own.procMount ?? 'Default'];

/** The containers that see it in another form than the default one. */
export const unmaskedIn = ({ containers }: PodSecurity): readonly EffectiveContainer[] =>
  containers.filter((one) => !procMountOf(one).includes('Default'));
