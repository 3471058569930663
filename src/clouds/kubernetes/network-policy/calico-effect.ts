import type { Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { calicoSelects } from '../calico-selector.ts';
import type { CalicoPolicy, CalicoRule } from '../calico-network-policy/resource.ts';
import { type Effect, type Effects, noEffect, type PodView } from './effect.ts';

/**
 * What a Calico policy does to a pod. An empty selector means all; types that are missing follow from the rules. Untracked
 * and pre-DNAT policies are enforced at host endpoints only, whatever pods they select.
 * Sources: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy,
 * https://docs.tigera.io/calico/latest/reference/host-endpoints/pre-dnat
 */
export function calicoEffects({ metadata, spec }: CalicoPolicy, pod: PodView): Effects | Unknown {
  const own = metadata?.namespace;
  if (!spec || (own !== undefined && own !== pod.namespace)) return noEffect;
  if (spec.preDNAT === true || spec.doNotTrack === true) return noEffect;
  const labels = { ...pod.labels, 'projectcalico.org/namespace': pod.namespace };
  const identity = { 'projectcalico.org/orchestrator': 'k8s', 'projectcalico.org/serviceaccount': pod.serviceAccount };
  const takesPod = calicoSelects(spec.selector ?? '', { ...labels, ...identity });
  if (takesPod === undefined) return notUnderstood(metadata?.name, spec.selector);
  if (!takesPod) return noEffect;
  const takesNamespace = own !== undefined || inNamespace(spec.namespaceSelector ?? '', metadata?.name, pod);
  if (isUnread(takesNamespace)) return takesNamespace;
  if (!takesNamespace) return noEffect;
  if (spec.serviceAccountSelector) return notUnderstood(metadata?.name, spec.serviceAccountSelector);

  const { ingress, egress } = spec;
  const implied = [...(ingress?.length || !egress?.length ? ['Ingress'] : []), ...(egress?.length ? ['Egress'] : [])];
  const types = spec.types?.length ? spec.types : implied;
  return {
    ingress: types.includes('Ingress') ? effectOf(ingress, ({ source }) => source) : 'none',
    egress: types.includes('Egress') ? effectOf(egress, ({ destination }) => destination) : 'none',
  };
}

function inNamespace(selector: string, policy: string | undefined, pod: PodView): boolean | Unknown {
  const everywhere = calicoSelects(selector, {});
  if (selector.trim() === '' || selector.trim() === 'all()') return true;
  if (everywhere === undefined) return notUnderstood(policy, selector);
  const labels = pod.namespaceLabels();
  if (isUnread(labels)) return labels;
  return calicoSelects(selector, { ...labels, 'projectcalico.org/name': pod.namespace }) ?? false;
}

function effectOf(
  rules: readonly CalicoRule[] | null | undefined,
  peerOf: (rule: CalicoRule) => CalicoRule['source'],
): Effect {
  const open = (rules ?? []).some((rule) => rule.action === 'Allow' && Object.keys(peerOf(rule) ?? {}).length === 0);
  return open ? 'open' : 'isolates';
}

const notUnderstood = (policy: string | undefined, selector: string | undefined): Unknown =>
  unknown('malformed', `The selector of the Calico policy ${policy ?? ''} is not understood: ${selector ?? ''}.`);
