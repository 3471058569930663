import type { V1PodSecurityContext } from '@kubernetes/client-node';
import { defineFact, type NotApplicable, type Unknown, type Wire } from '#model';
import { fieldMissing, isUnread, notApplicable } from '#rule';
import { apiAddress, isFromFiles } from '../address.ts';
import { minorOf } from '../api/facts.ts';
import { kubernetesApi } from '../api/resource.ts';
import { controllerOf } from '../owner.ts';
import { endedPhase, livePods } from './live-facts.ts';
import { containersBesides } from './override-facts.ts';
import { annotationsOf, podTemplateOf, type PodSpec } from './pod-template.ts';
import { workloads } from './resource.ts';
import { effectiveContainers, type EffectiveContainer } from './security-context.ts';

/** What decides how the containers of a workload run: all that the Pod Security Standards look at. */
export interface PodSecurity {
  /** The path to the pod specification. */
  readonly at: string;
  readonly spec: PodSpec;
  /** What the pod sets for all containers. */
  readonly context: Wire<V1PodSecurityContext>;
  /** The annotations of the pod, and the path to them. */
  readonly annotations: { readonly at: string; readonly values: Readonly<Record<string, string>> };
  /** What the pod says its system is: only this exempts from checks that know Linux alone. */
  readonly windows: boolean;
  /** It asks for Windows nodes, which exempts from nothing. */
  readonly onWindowsNodes: boolean;
  readonly hostUsers: boolean;
  /** The template's containers, then those of live pods that it does not tell. */
  readonly containers: readonly EffectiveContainer[];
  /** Kind and name of the controller that made the workload, such as `Rollout shop`. */
  readonly madeBy: string | undefined;
}

/**
 * The security of the pods of a workload, with the effective security context of each container. Webhooks, and whoever
 * makes pods in a controller's name, add containers that a template lacks and override those that it has: those of live
 * pods are reported under the owner. Pods that have ended run nothing.
 */
export const podSecurity = defineFact({
  name: 'k8s.pod-security',
  of: workloads,
  uses: [livePods],
  work(it, { fact }): PodSecurity | Unknown | NotApplicable {
    const ended = it.type === 'k8s.pod' ? endedPhase(it.config) : undefined;
    if (ended !== undefined) return notApplicable(`the pod has ended: ${ended}`);
    const template = podTemplateOf(it);
    const own = template ? effectiveContainers(template.spec, template.at) : [];
    if (!template || own.length === 0) return fieldMissing(`${template?.at ?? 'spec'}.containers`);

    const { at, spec } = template;
    const controller = controllerOf(it.config);
    return {
      at,
      spec,
      context: spec.securityContext ?? {},
      annotations: annotationsOf(it),
      windows: spec.os?.name === 'windows',
      onWindowsNodes: spec.nodeSelector?.['kubernetes.io/os'] === 'windows',
      hostUsers: spec.hostUsers !== false,
      containers: [...own, ...containersBesides(own, spec, fact(livePods, it))],
      madeBy: controller && `${controller.kind} ${controller.name}`,
    };
  },
});

/** The newest minor version whose Pod Security Standards are known. */
export const newestPodSecurity = 37;

/**
 * The minor version that Pod Security is judged by: the control plane's, at most the newest known. Files do not tell
 * it, and are judged by the newest known.
 */
export const podSecurityMinor = defineFact({
  name: 'k8s.pod-security-minor',
  of: workloads,
  uses: [kubernetesApi],
  work({ target }, { find }): number | Unknown {
    if (isFromFiles(target)) return newestPodSecurity;
    const minor = minorOf(find(kubernetesApi, apiAddress(target)));
    return isUnread(minor) ? minor : Math.min(minor, newestPodSecurity);
  },
});
