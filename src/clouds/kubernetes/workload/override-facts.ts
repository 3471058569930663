import { canonicalJson } from '#lib/canonical';
import type { LivePod } from './live-facts.ts';
import type { PodSpec } from './pod-template.ts';
import { effectiveContainers, type EffectiveContainer } from './security-context.ts';

/**
 * The containers of live pods that the templates do not tell: those that the workload's lacks, and those that run by
 * another security than both it and their own controller's give them. Of several that are alike the first stands for all.
 */
export function containersBesides(
  own: readonly EffectiveContainer[],
  spec: PodSpec,
  live: readonly LivePod[],
): readonly EffectiveContainer[] {
  if (live.length === 0) return [];
  const wanted = securities(own, spec);
  const found = new Map<string, EffectiveContainer>();
  for (const { pod, template } of live) {
    const { spec: running } = pod.config;
    if (!running) continue;
    const given = template ? securities(effectiveContainers(template, ''), template) : wanted;
    for (const one of effectiveContainers(running, `${pod.id}#spec`, true)) {
      const security = securityOf(one, running);
      const told = [wanted, given].some((it) => it.get(one.name) === security);
      if (told && wanted.has(one.name)) continue;
      const key = `${one.name} ${security}`;
      if (!found.has(key)) found.set(key, one);
    }
  }
  return [...found.values()];
}

const securities = (containers: readonly EffectiveContainer[], spec: PodSpec): ReadonlyMap<string, string> =>
  new Map(containers.map((it) => [it.name, securityOf(it, spec)]));

/**
 * What the Pod Security Standards look at in a container, as one text. Of ports and probes it is what leads to a host; on
 * the host's network the API itself gives each port of a pod, and of no template, the same port of the host.
 */
function securityOf({ own, pod, hostUsers, config }: EffectiveContainer, { hostNetwork }: PodSpec): string {
  const ports = (config.ports ?? []).filter(
    ({ hostPort, containerPort }) => hostPort && !(hostNetwork === true && hostPort === containerPort),
  );
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = config;
  const requests = [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  const hosts = requests.map((it) => [it?.httpGet?.host, it?.tcpSocket?.host]);
  return canonicalJson([own, pod, hostUsers, ports, hosts]);
}
