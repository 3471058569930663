import type { compute_v1 } from '@googleapis/compute';
import { defineAction, wire, type Action, type ResourceOf, type Wire } from '#model';
import { former } from '../../../former.ts';
import { subnetwork } from './resource.ts';

/**
 * Lets machines without external addresses in a subnetwork reach the APIs of Google, or no longer. The service does not
 * compare.
 * Source: https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks/setPrivateIpGoogleAccess
 */
export const setPrivateGoogleAccess = defineAction({
  name: 'gcp.set-private-google-access',
  on: subnetwork,
  kind: 'replace',
  permissions: [
    'compute.subnetworks.get',
    'compute.subnetworks.setPrivateIpGoogleAccess',
    'compute.regionOperations.get',
  ],
  writes: ['privateIpGoogleAccess'],
  request: wire<compute_v1.Schema$SubnetworksSetPrivateIpGoogleAccessRequest>(),
  simulate: (it, request) => [{ put: { ...it, config: { ...it.config, ...request } } }],
  undo: ({ config }, request, again) => [again(former(config, request, { privateIpGoogleAccess: false }))],
});

type Logging = Wire<compute_v1.Schema$SubnetworkLogConfig>;

/**
 * Sets how flows of a subnetwork are logged, all of it at once: what is not said would be for the organisation to
 * choose, and stands nowhere while no flows are logged. The patch carries the fingerprint of the subnetwork, which the
 * service compares.
 * Source: https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks/patch
 */
export const setFlowLogs = defineAction({
  name: 'gcp.set-flow-logs',
  on: subnetwork,
  kind: 'cas',
  permissions: ['compute.subnetworks.get', 'compute.subnetworks.update', 'compute.regionOperations.get'],
  writes: ['logConfig'],
  request: wire<{ readonly logConfig: Logging }>(),
  simulate: (it, { logConfig }) => [{ put: { ...it, config: { ...it.config, logConfig } } }],
  undo: ({ config: { logConfig } }, _, again) => [
    again({ logConfig: logConfig?.enable === true ? logConfig : { enable: false } }),
  ],
});

/** A patch keeps a filter that it does not name. */
const unfiltered = { filterExpr: 'true' };
const first = { aggregationInterval: 'INTERVAL_5_SEC', metadata: 'EXCLUDE_ALL_METADATA', ...unfiltered };

/** Logs the flows of a subnetwork without a filter, at a rate of `minSampling` or the higher one that stands. */
export function planFlowLogs(
  it: ResourceOf<typeof subnetwork>,
  { minSampling }: { readonly minSampling: number },
): readonly Action[] {
  const stands = it.config.logConfig ?? {};
  const kept = stands.enable === true ? stands : first;
  const flowSampling = Math.max(minSampling, kept === stands ? (stands.flowSampling ?? 0) : 0);
  return [setFlowLogs(it, { logConfig: { ...kept, ...(kept.filterExpr && unfiltered), enable: true, flowSampling } })];
}
