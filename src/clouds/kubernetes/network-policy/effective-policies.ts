import type { Listing, Look, Resource, Unknown } from '#model';
import { isUnread } from '#rule';
import { addressRootOf, apiAddress, objectAddress } from '../address.ts';
import { adminNetworkPolicy } from '../admin-network-policy/resource.ts';
import { kubernetesApi } from '../api/resource.ts';
import { applicationNetworkPolicy } from '../application-network-policy/resource.ts';
import { baselineAdminNetworkPolicy } from '../baseline-admin-network-policy/resource.ts';
import { calicoGlobalNetworkPolicy } from '../calico-global-network-policy/resource.ts';
import { calicoNetworkPolicy } from '../calico-network-policy/resource.ts';
import { ciliumClusterwideNetworkPolicy } from '../cilium-clusterwide-network-policy/resource.ts';
import { ciliumNetworkPolicy } from '../cilium-network-policy/resource.ts';
import { clusterNetworkPolicy } from '../cluster-network-policy/resource.ts';
import { eksClusterNetworkPolicy } from '../eks-cluster-network-policy/resource.ts';
import { namespace } from '../namespace/resource.ts';
import { calicoEffects } from './calico-effect.ts';
import { ciliumEffects } from './cilium-effect.ts';
import type { Effects, PodView } from './effect.ts';
import { plainEffects } from './plain-effect.ts';
import { networkPolicy } from './resource.ts';
import { tieredEffects } from './tiered-effect.ts';

/** A policy that has an effect on a pod. */
export interface PolicyOnPod extends Effects {
  readonly policy: Resource;
}

/** The policies that have an effect on a pod, and those of which it cannot be said. */
export interface PodPolicies {
  readonly policies: readonly PolicyOnPod[];
  readonly unread: readonly Unknown[];
}

/** What is looked at to tell which policies take a pod. */
export const policyTypes = [
  kubernetesApi,
  namespace,
  networkPolicy,
  applicationNetworkPolicy,
  eksClusterNetworkPolicy,
  clusterNetworkPolicy,
  adminNetworkPolicy,
  baselineAdminNetworkPolicy,
  ciliumNetworkPolicy,
  ciliumClusterwideNetworkPolicy,
  calicoNetworkPolicy,
  calicoGlobalNetworkPolicy,
] as const;

/**
 * The policies of every kind that have an effect on a pod of a namespace; on any pod that it may come to have where `pod`
 * is undefined. Kinds of an API group that the cluster does not serve are not asked for; a kind that exists and was not
 * read stays open.
 */
export function policiesOn(
  pod: PodView['own'],
  { target, namespace: own }: { readonly target: string; readonly namespace: string },
  { find, list }: Look<(typeof policyTypes)[number]>,
): PodPolicies {
  const place = { group: 'core', version: 'v1', namespace: undefined, plural: 'namespaces' };
  const home = objectAddress({ cluster: addressRootOf(target), ...place, name: own });
  const view: PodView = {
    namespace: own,
    own: pod,
    namespaceLabels() {
      const found = find(namespace, home);
      if (isUnread(found)) return found;
      const labels = found === 'absent' ? {} : (found.config.metadata?.labels ?? {});
      return { 'kubernetes.io/metadata.name': own, ...labels };
    },
  };
  const api = find(kubernetesApi, apiAddress(target));
  const groups = isUnread(api) || api === 'absent' ? undefined : api.config.groups?.map(({ name }) => name);
  const served = (...names: string[]): boolean => !groups || names.some((name) => groups.includes(name));
  const inOwn = { namespace: own };
  const found = [effectsOn(view, list(networkPolicy, inOwn), plainEffects)];
  if (served('networking.k8s.aws')) {
    found.push(effectsOn(view, list(applicationNetworkPolicy, inOwn), plainEffects));
    found.push(effectsOn(view, list(eksClusterNetworkPolicy), tieredEffects));
  }
  if (served('policy.networking.k8s.io')) {
    found.push(effectsOn(view, list(clusterNetworkPolicy), tieredEffects));
    found.push(effectsOn(view, list(adminNetworkPolicy), tieredEffects));
    found.push(effectsOn(view, list(baselineAdminNetworkPolicy), tieredEffects));
  }
  if (served('cilium.io')) {
    found.push(effectsOn(view, list(ciliumNetworkPolicy, inOwn), ciliumEffects));
    found.push(effectsOn(view, list(ciliumClusterwideNetworkPolicy), ciliumEffects));
  }
  if (served('projectcalico.org', 'crd.projectcalico.org')) {
    found.push(effectsOn(view, list(calicoNetworkPolicy, inOwn), calicoEffects));
    found.push(effectsOn(view, list(calicoGlobalNetworkPolicy), calicoEffects));
  }
  return {
    policies: found.flatMap(({ policies }) => policies),
    unread: [...(isUnread(api) ? [api] : []), ...found.flatMap(({ unread }) => unread)],
  };
}

function effectsOn<C>(
  view: PodView,
  { items, unread }: Listing<Resource<string, C>>,
  effectsOf: (config: C, pod: PodView) => Effects | Unknown,
): PodPolicies {
  const answers = items.map((policy) => ({ policy, effects: effectsOf(policy.config, view) }));
  return {
    policies: answers.flatMap(({ policy, effects }) =>
      isUnread(effects) || (effects.ingress === 'none' && effects.egress === 'none') ? [] : [{ policy, ...effects }],
    ),
    unread: [...(unread ? [unread] : []), ...answers.flatMap(({ effects }) => (isUnread(effects) ? [effects] : []))],
  };
}
