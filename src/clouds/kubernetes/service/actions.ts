import type { V1ServicePort } from '@kubernetes/client-node';
import { defineAction, wire, type Action, type CannotPlan, type ResourceOf, type Wire } from '#model';
import { cannotPlan } from '#rule';
import { merge, mergeBack } from '../workload/merge.ts';
import { addressesOutside } from './address-facts.ts';
import { sourcesOf } from './exposure-facts.ts';
import { service } from './resource.ts';

/** The external addresses that a service claims, all of them; null takes the list away. */
export interface ExternalAddresses {
  readonly externalIPs: readonly string[] | null;
}

/**
 * Sets which external addresses a service claims. The list is replaced as a whole.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export const setExternalAddresses = defineAction({
  name: 'k8s.set-external-addresses',
  on: service,
  kind: 'cas',
  permissions: ['patch services'],
  writes: ['spec.externalIPs'],
  request: wire<ExternalAddresses>(),
  simulate: (subject, request) => [{ put: { ...subject, config: merge(subject.config, { spec: request }) } }],
  undo: ({ config }, request, again) => [again(mergeBack(config.spec ?? {}, request))],
});

/** The networks that may come through the load balancer of a service, all of them; null takes the list away. */
export interface SourceRanges {
  readonly loadBalancerSourceRanges: readonly string[] | null;
}

/**
 * Sets which networks may come through the load balancer of a service. The list is replaced as a whole.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec
 */
export const setSourceRanges = defineAction({
  name: 'k8s.set-source-ranges',
  on: service,
  kind: 'cas',
  permissions: ['patch services'],
  writes: ['spec.loadBalancerSourceRanges'],
  request: wire<SourceRanges>(),
  simulate: (subject, request) => [{ put: { ...subject, config: merge(subject.config, { spec: request }) } }],
  undo: ({ config }, request, again) => [again(mergeBack(config.spec ?? {}, request))],
});

/** Lets only the given networks come through the load balancer of a service. */
export function planSources(
  it: ResourceOf<typeof service>,
  loadBalancerSourceRanges: readonly string[],
): readonly Action[] | CannotPlan {
  if (loadBalancerSourceRanges.length === 0)
    return cannotPlan('allowedSources is empty: name the networks that may come');
  const { config } = it;
  const left = sourcesOf({ ...it, config: { ...config, spec: { ...config.spec, loadBalancerSourceRanges } } });
  if ('verdict' in left || left.areAll) return cannotPlan('its annotations say who may come, too: change them there');
  return [setSourceRanges(it, { loadBalancerSourceRanges })];
}

/** Where a service can be reached: its type, all its ports, and how traffic from outside is spread; null leaves a field out. */
export interface Exposure {
  readonly type: 'ClusterIP' | 'NodePort';
  readonly ports: readonly Wire<V1ServicePort>[] | null;
  readonly externalTrafficPolicy: string | null;
}

/**
 * Makes a service one that only the cluster reaches, or opens its node ports again, with the same numbers unless another
 * service has taken one meanwhile: then the API refuses it.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec
 */
export const setExposure = defineAction({
  name: 'k8s.set-service-exposure',
  on: service,
  kind: 'cas',
  permissions: ['patch services'],
  writes: ['spec.type', 'spec.ports', 'spec.externalTrafficPolicy'],
  request: wire<Exposure>(),
  simulate: (subject, request) => [{ put: { ...subject, config: merge(subject.config, { spec: exposed(request) }) } }],
  undo: ({ config: { spec } }, _, again) => [
    again({ type: 'NodePort', ports: spec?.ports ?? null, externalTrafficPolicy: spec?.externalTrafficPolicy ?? null }),
  ],
});

/** The fields of the specification; of a list of ports no old item stays. */
export const exposed = ({ ports, ...others }: Exposure) => ({
  ...others,
  ...(ports && { ports: [{ $patch: 'replace' as const }, ...ports] }),
});

/** Closes the ports of the nodes that lead to a service. */
export function planClosing(it: ResourceOf<typeof service>): readonly Action[] | CannotPlan {
  const { ports, externalIPs = [] } = it.config.spec ?? {};
  if (externalIPs.length > 0) return cannotPlan('it claims external addresses, too: give these up first');
  const closed = ports?.map(({ nodePort: _taken, ...port }) => port) ?? null;
  return [setExposure(it, { type: 'ClusterIP', ports: closed, externalTrafficPolicy: null })];
}

/** Lets a service claim only those of its external addresses that are allowed. */
export function planRelease(it: ResourceOf<typeof service>, allowed: readonly string[]): readonly Action[] {
  const claimed = it.config.spec?.externalIPs;
  const bad = addressesOutside(claimed, allowed);
  const kept = (claimed ?? []).filter((text) => !bad.includes(text));
  return [setExternalAddresses(it, { externalIPs: kept.length > 0 ? kept : null })];
}
