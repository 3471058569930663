import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** The child manifests of a multi-platform image, read with `BatchGetImage`. Its address is the image's with `/index`. */
export const ecrImageIndex = defineType({
  name: 'ecr.image-index',
  scope: 'aws-region',
  reads: ['ecr:BatchGetImage', 'ecr:DescribeRepositories', 'ecr:DescribeImages'],
  changedBy: ['ecr:PutImage'],
  config: wire<{
    digest: string;
    manifests: { digest: string; platform?: { os?: string; architecture?: string } }[];
  }>(),
  keys: { digest: ({ digest }) => digest },
  home: regionOf,
});
