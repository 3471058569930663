import type { DescribeImageScanFindingsResponse } from '@aws-sdk/client-ecr';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';
import { scanOf } from './components.ts';

/** What the registry's own scan says of an image: all pages of `DescribeImageScanFindings`. Its address is the image's with `/scan`. */
export const ecrImageScan = defineType({
  name: 'ecr.image-scan',
  scope: 'aws-region',
  reads: ['ecr:DescribeImageScanFindings', 'ecr:DescribeRepositories', 'ecr:DescribeImages'],
  changedBy: ['ecr:PutImage', 'ecr:StartImageScan', 'ecr:BatchDeleteImage', 'ecr:PolicyExecutionEvent'],
  config: wire<Pick<DescribeImageScanFindingsResponse, 'imageId' | 'imageScanStatus' | 'imageScanFindings'>>(),
  keys: { digest: ({ imageId }) => imageId?.imageDigest },
  home: regionOf,
  components: { kinds: ['scan'], read: scanOf },
});
