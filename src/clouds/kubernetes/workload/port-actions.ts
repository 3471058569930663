import type { ContainerPatch } from './actions.ts';
import type { EffectiveContainer } from './security-context.ts';

/** Lets go of the ports of the node, other than some. The list is replaced: two protocols may have one container port. */
export function withoutHostPorts({ config }: EffectiveContainer, but: readonly number[]): ContainerPatch {
  const ports = (config.ports ?? []).map(({ hostPort = 0, ...port }) => ({
    ...port,
    ...(but.includes(hostPort) && { hostPort }),
  }));
  return { ports: [{ $patch: 'replace' }, ...ports] };
}
