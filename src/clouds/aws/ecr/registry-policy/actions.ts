import type { PutRegistryPolicyRequest } from '@aws-sdk/client-ecr';
import { defineAction, wire } from '#model';
import { ecrRegistryPolicy } from './resource.ts';

/**
 * Replaces the policy of a registry. The service does not compare; the policy that stood there is the undo.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryPolicy.html
 */
export const putRegistryPolicy = defineAction({
  name: 'ecr.put-registry-policy',
  on: ecrRegistryPolicy,
  kind: 'replace',
  permissions: ['ecr:PutRegistryPolicy'],
  writes: ['policyText'],
  request: wire<{ policyText: NonNullable<PutRegistryPolicyRequest['policyText']> }>(),
  simulate: (it, { policyText }) => [{ put: { ...it, config: { ...it.config, policyText } } }],
  undo: ({ config: { policyText } }, _, again) =>
    policyText === undefined ? { cannot: 'there was no policy to give back' } : [again({ policyText })],
});
