import type { compute_v1 } from '@googleapis/compute';
import { defineAction, wire } from '#model';
import { former } from '../../../former.ts';
import { firewall } from './resource.ts';

/**
 * Turns a VPC firewall rule off. The service merges the patch into what stands and does not compare.
 * Source: https://cloud.google.com/compute/docs/reference/rest/v1/firewalls/patch
 */
export const switchFirewall = defineAction({
  name: 'gcp.switch-firewall',
  on: firewall,
  kind: 'replace',
  permissions: [
    'compute.firewalls.get',
    'compute.firewalls.update',
    'compute.networks.updatePolicy',
    'compute.globalOperations.get',
  ],
  writes: ['disabled'],
  request: wire<Pick<compute_v1.Schema$Firewall, 'disabled'>>(),
  simulate: (rule, request) => [{ put: { ...rule, config: { ...rule.config, ...request } } }],
  undo: ({ config }, request, again) => [again(former(config, request, { disabled: false }))],
});
