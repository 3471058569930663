import type { V1ServiceSpec } from '@kubernetes/client-node';
import { defineFact, type Wire } from '#model';
import { selects, type Labels } from '../label-selector.ts';
import { service } from '../service/resource.ts';
import { podSecurity } from './facts.ts';
import { goesOn } from './limit-facts.ts';
import { podLabelsOf } from './pod-template.ts';
import { workloads } from './resource.ts';

/** Which probes the pods of a workload have. */
export interface HealthChecks {
  /** The names of the containers that go on running and that the template tells. */
  readonly containers: readonly string[];
  readonly liveness: boolean;
  /** The service that sends requests to the pods though none of them says that it is ready. */
  readonly blindly: string | undefined;
}

/**
 * Which probes the pods of a workload have. One container that answers stands for its pod; what webhooks add answers for
 * itself only. A service that publishes pods before they are ready minds no probe.
 * Source: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export const healthChecks = defineFact({
  name: 'k8s.health-checks',
  of: workloads,
  uses: [podSecurity, service],
  work(it, { fact, list }): HealthChecks {
    const pod = fact(podSecurity, it);
    const judged = 'verdict' in pod ? [] : pod.containers.filter((one) => !one.live && goesOn(one));
    const readiness = judged.some(({ config }) => Boolean(config.readinessProbe));
    const services = readiness ? [] : list(service, { namespace: it.config.metadata?.namespace ?? 'default' }).items;
    return {
      containers: judged.map(({ name }) => name),
      liveness: judged.some(({ config }) => Boolean(config.livenessProbe)),
      blindly: services.find(({ config: { spec } }) => spec && sendsTo(spec, podLabelsOf(it)))?.config.metadata?.name,
    };
  },
});

function sendsTo(spec: Wire<V1ServiceSpec>, labels: Labels): boolean {
  const matchLabels = spec.selector ?? {};
  if (Object.keys(matchLabels).length === 0 || spec.type === 'ExternalName') return false;
  return spec.publishNotReadyAddresses !== true && selects({ matchLabels }, labels);
}
