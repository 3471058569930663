import type { GetRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** Who may use a private repository: the answer of `GetRepositoryPolicy`, at the repository's address and `/policy`. One without a policy has none. */
export const ecrRepositoryPolicy = defineType({
  name: 'ecr.repository-policy',
  scope: 'aws-region',
  reads: ['ecr:GetRepositoryPolicy', 'ecr:DescribeRepositories'],
  changedBy: ['ecr:SetRepositoryPolicy', 'ecr:DeleteRepositoryPolicy', 'ecr:CreateRepository', 'ecr:DeleteRepository'],
  config: wire<GetRepositoryPolicyResponse>(),
  home: regionOf,
});
