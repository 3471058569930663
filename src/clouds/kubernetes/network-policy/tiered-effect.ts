import { parseAddressList } from '#lib/address-list';
import { isWholeInternet } from '#lib/addresses';
import type { Unknown } from '#model';
import { isUnread } from '#rule';
import type { ClusterNetworkPolicy, TieredPeer, TieredRule } from '../cluster-network-policy/resource.ts';
import { selects, selectsAll, type LabelSelector } from '../label-selector.ts';
import { type Effect, type Effects, noEffect, takesPod, type PodView } from './effect.ts';

/**
 * What a cluster-wide policy with explicit actions does to a pod: it isolates nothing, and only its denials restrict.
 * Source: https://network-policy-api.sigs.k8s.io/api-overview/
 */
export function tieredEffects({ spec }: ClusterNetworkPolicy, pod: PodView): Effects | Unknown {
  const effects = {
    ingress: effectOf(spec?.ingress, ({ from }) => isEverywhere(from)),
    egress: effectOf(spec?.egress, ({ to }) => isEverywhere(to) && isAnyNetwork(to)),
  };
  if (effects.ingress === 'none' && effects.egress === 'none') return noEffect;

  const { namespaces, pods } = spec?.subject ?? {};
  const inNamespace = takesNamespace(pods ? pods.namespaceSelector : namespaces, pod);
  if (isUnread(inNamespace)) return inNamespace;
  return inNamespace && (!pods || takesPod(pods.podSelector ?? {}, pod)) ? effects : noEffect;
}

function takesNamespace(selector: LabelSelector | null | undefined, pod: PodView): boolean | Unknown {
  if (!selector) return false;
  if (selectsAll(selector)) return true;
  const labels = pod.namespaceLabels();
  return isUnread(labels) ? labels : selects(selector, labels);
}

/** The first rule that takes everybody on every port decides about all that the rules before it leave. */
function effectOf(rules: readonly TieredRule[] | null | undefined, takesAll: (rule: TieredRule) => boolean): Effect {
  const denials = (rules ?? []).filter(({ action }) => action === 'Deny');
  if (denials.length === 0) return 'none';
  const last = rules?.find((rule) => !rule.ports?.length && !rule.protocols?.length && takesAll(rule));
  return last?.action === 'Deny' ? 'denies-all' : 'denies';
}

type Peers = readonly TieredPeer[] | null | undefined;

const isEverywhere = (peers: Peers): boolean =>
  (peers ?? []).some(({ namespaces, pods }) =>
    pods
      ? selectsAll(pods.namespaceSelector ?? {}) && selectsAll(pods.podSelector ?? {})
      : namespaces !== undefined && namespaces !== null && selectsAll(namespaces),
  );

const isAnyNetwork = (peers: Peers): boolean =>
  isWholeInternet(parseAddressList((peers ?? []).flatMap(({ networks }) => networks ?? [])).set);
