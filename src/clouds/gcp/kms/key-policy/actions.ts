import { defineAction, wire, type Action, type CannotPlan, type Found, type ResourceOf, type ValueOf } from '#model';
import { cannotPlan, isUnread } from '#rule';
import { formerPolicy, policyWithout, withBindings, type NewPolicy } from '../../new-policy.ts';
import type { openKey } from './access-facts.ts';
import { keyPolicy } from './resource.ts';

/**
 * Sets who may use a key; key rings, whose policies are of all their keys, are left to people.
 * Source: https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys/setIamPolicy
 */
export const setKeyPolicy = defineAction({
  name: 'gcp.set-key-policy',
  on: keyPolicy,
  kind: 'cas',
  permissions: ['cloudkms.cryptoKeys.setIamPolicy'],
  writes: ['bindings'],
  request: wire<NewPolicy>(),
  simulate: (it, { bindings }) => [{ put: { ...it, config: withBindings(it.config, bindings) } }],
  undo: ({ config }, _, again) => [again(formerPolicy(config))],
});

/** Takes everyone out of the policy of a key, under a condition or not. */
export function planClosing(
  told: ValueOf<typeof openKey>,
  policy: Found<ResourceOf<typeof keyPolicy>>,
): readonly Action[] | CannotPlan {
  const open = told.flatMap((it) => (isUnread(it) ? [] : [it]));
  if (open.some(({ on }) => on === 'key ring'))
    return cannotPlan('the policy of the key ring opens it, and with it each of its keys');
  if (told.some(isUnread) || policy === 'absent' || isUnread(policy))
    return cannotPlan('the policies of the key and its key ring were not both read');
  const places = open.map(({ seen }) => seen);
  const request = policyWithout(policy, places);
  return request ? [setKeyPolicy(policy, request)] : cannotPlan('the policy has no etag to compare by');
}
