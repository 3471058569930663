import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** The annotation by which a manifest of an index says that it is no image: BuildKit's attestations carry it. */
export const referenceType = 'vnd.docker.reference.type';

/** The child manifests of a multi-platform image, read with `BatchGetImage`. Its address is the image's with `/index`. */
export const ecrImageIndex = defineType({
  name: 'ecr.image-index',
  scope: 'aws-region',
  reads: ['ecr:BatchGetImage', 'ecr:DescribeRepositories', 'ecr:DescribeImages'],
  changedBy: ['ecr:PutImage', 'ecr:BatchDeleteImage', 'ecr:PolicyExecutionEvent'],
  config: wire<{
    digest: string;
    manifests: {
      digest: string;
      platform?: { os?: string; architecture?: string };
      annotations?: { [referenceType]?: string };
    }[];
  }>(),
  keys: { digest: ({ digest }) => digest },
  home: regionOf,
});
