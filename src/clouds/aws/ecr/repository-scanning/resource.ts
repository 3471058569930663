import type { RepositoryScanningConfiguration } from '@aws-sdk/client-ecr';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** How the images of a repository are scanned: an entry of `BatchGetRepositoryScanningConfiguration`, at the repository's address and `/scanning`. */
export const ecrRepositoryScanning = defineType({
  name: 'ecr.repository-scanning',
  scope: 'aws-region',
  reads: ['ecr:BatchGetRepositoryScanningConfiguration', 'ecr:DescribeRepositories'],
  changedBy: [
    'ecr:PutRegistryScanningConfiguration',
    'ecr:PutImageScanningConfiguration',
    'ecr:CreateRepository',
    'ecr:DeleteRepository',
  ],
  config: wire<RepositoryScanningConfiguration>(),
  home: regionOf,
});
