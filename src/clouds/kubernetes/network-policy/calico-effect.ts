import { parseAddressList } from '#lib/address-list';
import { coversHalf } from '#lib/addresses';
import type { Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { calicoLabels, calicoSelects } from '../calico-selector.ts';
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
  const ofAll = { 'projectcalico.org/namespace': pod.namespace, 'projectcalico.org/orchestrator': 'k8s' };
  const identity = pod.own && { 'projectcalico.org/serviceaccount': pod.own.serviceAccount };
  const takesPod = calicoSelects(spec.selector ?? '', { ...pod.own?.labels, ...ofAll, ...identity });
  if (takesPod === undefined) return notUnderstood(metadata?.name, spec.selector);
  if (!takesPod) return noEffect;
  const isNarrow = spec.serviceAccountSelector || calicoLabels(spec.selector ?? '').some((it) => !(it in ofAll));
  if (!pod.own && isNarrow) return noEffect;
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
  // What is passed on meets the next tier, or the profile of the namespace, which allows it.
  const wide = (rules ?? []).filter(
    ({ action, ...rule }) => (action === 'Allow' || action === 'Pass') && isAnybody(peerOf(rule) ?? {}),
  );
  if (wide.length === 0) return 'isolates';
  return wide.every(namesPorts) ? 'open-on-ports' : 'open';
}

/** The networks of a peer that is told by nothing else; undefined for any other peer. Ports say nothing about who it is. */
export function networksOf(peer: NonNullable<CalicoRule['source']>): readonly string[] | 'all' | undefined {
  const { nets, ports: _ports, notPorts: _notPorts, ...others } = peer;
  if (Object.keys(others).length > 0) return undefined;
  return nets === undefined ? 'all' : textsIn(nets);
}

function isAnybody(peer: NonNullable<CalicoRule['source']>): boolean {
  const networks = networksOf(peer);
  return networks === 'all' || coversHalf(parseAddressList(networks ?? []).set);
}

/** Whether a rule is about some ports or one protocol without ports. */
export const namesPorts = ({ protocol, source, destination }: CalicoRule): boolean =>
  [source?.['ports'], destination?.['ports']].some((it) => textsIn(it).length > 0) ||
  (protocol !== undefined && protocol !== 'TCP' && protocol !== 'UDP');

const textsIn = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);

const notUnderstood = (policy: string | undefined, selector: string | undefined): Unknown =>
  unknown('malformed', `The selector of the Calico policy ${policy ?? ''} is not understood: ${selector ?? ''}.`);
