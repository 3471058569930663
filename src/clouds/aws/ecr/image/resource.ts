import type { ImageDetail } from '@aws-sdk/client-ecr';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** An image of a repository: an entry of `DescribeImages`. Its address is the repository's ARN, `@` and the digest. */
export const ecrImage = defineType({
  name: 'ecr.image',
  scope: 'aws-region',
  reads: ['ecr:DescribeImages', 'ecr:DescribeRepositories'],
  changedBy: [
    'ecr:PutImage',
    'ecr:BatchDeleteImage',
    'ecr:UpdateImageStorageClass',
    'ecr:StartImageScan',
    'ecr:PolicyExecutionEvent',
  ],
  config: wire<ImageDetail>(),
  keys: { digest: ({ imageDigest }) => imageDigest, repository: ({ repositoryName }) => repositoryName },
  volatile: ['lastRecordedPullTime', 'lastInUseAt', 'inUseCount'],
  home: regionOf,
});
