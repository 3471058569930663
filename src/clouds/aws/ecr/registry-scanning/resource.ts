import type { GetRegistryScanningConfigurationResponse } from '@aws-sdk/client-ecr';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** How the private registry of a region scans images: the answer of `GetRegistryScanningConfiguration`, once per target. */
export const ecrRegistryScanning = defineType({
  name: 'ecr.registry-scanning',
  scope: 'aws-region',
  reads: ['ecr:GetRegistryScanningConfiguration'],
  changedBy: ['ecr:PutRegistryScanningConfiguration'],
  config: wire<GetRegistryScanningConfigurationResponse>(),
  home: regionOf,
});
