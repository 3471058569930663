import { defineAction, wire, type Action, type ResourceOf } from '#model';
import { merge, mergeBack } from '../workload/merge.ts';
import { addressesOutside } from './address-facts.ts';
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

/** Lets a service claim only those of its external addresses that are allowed. */
export function planRelease(it: ResourceOf<typeof service>, allowed: readonly string[]): readonly Action[] {
  const claimed = it.config.spec?.externalIPs;
  const bad = addressesOutside(claimed, allowed);
  const kept = (claimed ?? []).filter((text) => !bad.includes(text));
  return [setExternalAddresses(it, { externalIPs: kept.length > 0 ? kept : null })];
}
