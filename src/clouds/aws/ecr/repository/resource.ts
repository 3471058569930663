import type { Repository } from '@aws-sdk/client-ecr';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A private repository: an entry of `DescribeRepositories`. */
export const ecrRepository = defineType({
  name: 'ecr.repository',
  scope: 'aws-region',
  reads: ['ecr:DescribeRepositories'],
  changedBy: [
    'ecr:CreateRepository',
    'ecr:PutImageScanningConfiguration',
    'ecr:PutImageTagMutability',
    'ecr:DeleteRepository',
  ],
  config: wire<Repository>(),
  keys: {
    name: ({ repositoryName }) => repositoryName,
    uri: ({ repositoryUri }) => repositoryUri,
    account: ({ registryId }) => registryId,
  },
  home: regionOf,
});
