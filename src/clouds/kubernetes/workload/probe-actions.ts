import type { CannotPlan } from '#model';
import { patchOfContainers, type ContainerPatch, type SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';
import { chosenHosts, type ChosenHost } from './probe-facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/** Takes the hosts that probes and hooks name away: the kubelet then asks the pod. */
export function patchHosts(pod: PodSecurity): SecurityPatch | CannotPlan {
  const hosts = chosenHosts(pod);
  const asking = pod.containers.filter((one) => hosts.some(({ container }) => container === one));
  return patchOfContainers(asking, (one) => withoutHosts(one, hosts));
}

function withoutHosts(container: EffectiveContainer, hosts: readonly ChosenHost[]): ContainerPatch {
  const own = hosts.filter((one) => one.container === container);
  const cleared = (of: ChosenHost['of']) => {
    const handlers = own.filter((one) => one.of === of).map(({ by }) => [by, { host: null }] as const);
    return handlers.length > 0 && Object.fromEntries(handlers);
  };
  const [livenessProbe, readinessProbe, startupProbe] = [
    cleared('livenessProbe'),
    cleared('readinessProbe'),
    cleared('startupProbe'),
  ];
  const [postStart, preStop] = [cleared('lifecycle.postStart'), cleared('lifecycle.preStop')];
  return {
    ...(livenessProbe && { livenessProbe }),
    ...(readinessProbe && { readinessProbe }),
    ...(startupProbe && { startupProbe }),
    ...((postStart || preStop) && { lifecycle: { ...(postStart && { postStart }), ...(preStop && { preStop }) } }),
  };
}
