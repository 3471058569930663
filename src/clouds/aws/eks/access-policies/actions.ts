import type { DisassociateAccessPolicyRequest } from '@aws-sdk/client-eks';
import { defineAction, wire } from '#model';
import { accessPolicies } from './resource.ts';

/**
 * Takes an access policy off an access entry. What the entry holds besides, and its groups, stay.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_DisassociateAccessPolicy.html
 */
export const disassociatePolicy = defineAction({
  name: 'eks.disassociate-access-policy',
  on: accessPolicies,
  kind: 'delta',
  permissions: ['eks:DisassociateAccessPolicy'],
  writes: ['associatedAccessPolicies'],
  request: wire<Pick<DisassociateAccessPolicyRequest, 'policyArn'>>(),
  simulate: (held, { policyArn }) => {
    const left = held.config.associatedAccessPolicies?.filter((it) => it.policyArn !== policyArn);
    return [{ put: { ...held, config: { ...held.config, ...(left && { associatedAccessPolicies: left }) } } }];
  },
});
