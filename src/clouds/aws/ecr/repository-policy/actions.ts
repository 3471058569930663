import type { SetRepositoryPolicyRequest } from '@aws-sdk/client-ecr';
import { defineAction, wire } from '#model';
import { ecrRepositoryPolicy } from './resource.ts';

/**
 * Replaces the policy of a repository. The service does not compare; the policy that stood there is the undo.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html
 */
export const setRepositoryPolicy = defineAction({
  name: 'ecr.set-repository-policy',
  on: ecrRepositoryPolicy,
  kind: 'replace',
  permissions: ['ecr:SetRepositoryPolicy'],
  writes: ['policyText'],
  request: wire<{ policyText: NonNullable<SetRepositoryPolicyRequest['policyText']> }>(),
  simulate: (it, { policyText }) => [{ put: { ...it, config: { ...it.config, policyText } } }],
  undo: ({ config: { policyText } }, _, again) =>
    policyText === undefined ? { cannot: 'the policy that stood there is not known' } : [again({ policyText })],
});
