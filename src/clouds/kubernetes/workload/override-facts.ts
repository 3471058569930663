import { canonicalJson } from '#lib/canonical';
import type { LivePod } from './live-facts.ts';
import type { PodSpec } from './pod-template.ts';
import { effectiveContainers, type EffectiveContainer } from './security-context.ts';

/**
 * The containers of live pods that the template does not tell: those that it lacks, and those that run by another
 * security than it gives them. Of several that are alike the first stands for all.
 */
export function containersBesides(
  own: readonly EffectiveContainer[],
  live: readonly LivePod[],
): readonly EffectiveContainer[] {
  const names = new Set(own.map(({ name }) => name));
  const found = new Map<string, EffectiveContainer>();
  for (const { pod, template } of live) {
    const { spec } = pod.config;
    if (!spec) continue;
    const given = new Map(
      template && effectiveContainers(template, '').map((it) => [it.name, securityOf(it, template)]),
    );
    for (const one of effectiveContainers(spec, `${pod.id}#spec`, true)) {
      const security = securityOf(one, spec);
      if (names.has(one.name) && given.get(one.name) === security) continue;
      const key = `${one.name} ${security}`;
      if (!found.has(key)) found.set(key, one);
    }
  }
  return [...found.values()];
}

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
