import { isUnread } from '#rule';
import type { Unknown } from '#model';
import type { ClusterNetworkPolicy } from '../cluster-network-policy/resource.ts';
import { selects, selectsAll, type LabelSelector } from '../label-selector.ts';
import { type Effects, noEffect, type PodView } from './effect.ts';

/**
 * What a cluster-wide policy with explicit actions does to a pod: it isolates nothing, and only its denials restrict.
 * Source: https://network-policy-api.sigs.k8s.io/api-overview/
 */
export function tieredEffects({ spec }: ClusterNetworkPolicy, pod: PodView): Effects | Unknown {
  const denies = (rules: readonly { readonly action?: string }[] | null | undefined) =>
    (rules ?? []).some(({ action }) => action === 'Deny') ? 'denies' : 'none';
  const effects = { ingress: denies(spec?.ingress), egress: denies(spec?.egress) } as const;
  if (effects.ingress === 'none' && effects.egress === 'none') return noEffect;

  const { namespaces, pods } = spec?.subject ?? {};
  const inNamespace = takesNamespace(pods ? pods.namespaceSelector : namespaces, pod);
  if (isUnread(inNamespace)) return inNamespace;
  return inNamespace && (!pods || selects(pods.podSelector ?? {}, pod.labels)) ? effects : noEffect;
}

function takesNamespace(selector: LabelSelector | null | undefined, pod: PodView): boolean | Unknown {
  if (!selector) return false;
  if (selectsAll(selector)) return true;
  const labels = pod.namespaceLabels();
  return isUnread(labels) ? labels : selects(selector, labels);
}
