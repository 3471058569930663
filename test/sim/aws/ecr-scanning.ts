import {
  BatchGetRepositoryScanningConfiguration$,
  GetRegistryScanningConfiguration$,
  PutImageScanningConfiguration$,
  type BatchGetRepositoryScanningConfigurationRequest,
  type BatchGetRepositoryScanningConfigurationResponse,
  type GetRegistryScanningConfigurationRequest,
  type GetRegistryScanningConfigurationResponse,
  type PutImageScanningConfigurationRequest,
  type PutImageScanningConfigurationResponse,
  type Repository,
  type RepositoryScanningConfiguration,
} from '@aws-sdk/client-ecr';
import { invalid, refuseOtherRegistry, refuseUnknownRepository } from './ecr.ts';
import type { AwsRegion } from './estate.ts';
import { operation, type Call, type Operation } from './operation.ts';

export const ecrScanningOperations: readonly Operation[] = [
  operation('ecr', GetRegistryScanningConfiguration$, getRegistryScanning),
  operation('ecr', BatchGetRepositoryScanningConfiguration$, batchGetScanning, 'RepositoryNotFoundException'),
  operation('ecr', PutImageScanningConfiguration$, putImageScanning, 'RepositoryNotFoundException'),
];

function getRegistryScanning(
  _: GetRegistryScanningConfigurationRequest,
  call: Call,
): GetRegistryScanningConfigurationResponse {
  return { registryId: call.account, scanningConfiguration: call.here.ecrScanning };
}

function batchGetScanning(
  { repositoryNames: names = [] }: BatchGetRepositoryScanningConfigurationRequest,
  call: Call,
): BatchGetRepositoryScanningConfigurationResponse {
  if (names.length === 0 || names.length > 25) throw invalid('repositoryNames takes 1 to 25 names');
  const known = new Map(call.here.repositories.map((it) => [it.repositoryName, it]));
  return {
    scanningConfigurations: names.flatMap((name) => {
      const it = known.get(name);
      return it ? [scanningOf(it, call.here)] : [];
    }),
    failures: names
      .filter((name) => !known.has(name))
      .map((repositoryName) => ({
        repositoryName,
        failureCode: 'REPOSITORY_NOT_FOUND' as const,
        failureReason: `The repository with name '${repositoryName}' does not exist`,
      })),
  };
}

/** Sets the flag, whether or not the registry's rules let it count. */
function putImageScanning(
  { registryId, repositoryName = '', imageScanningConfiguration: flag }: PutImageScanningConfigurationRequest,
  call: Call,
): PutImageScanningConfigurationResponse {
  refuseOtherRegistry(registryId, call);
  refuseUnknownRepository(repositoryName, call);
  const imageScanningConfiguration = { scanOnPush: flag?.scanOnPush === true };
  call.changeHere({
    repositories: call.here.repositories.map((it) =>
      it.repositoryName === repositoryName ? { ...it, imageScanningConfiguration } : it,
    ),
  });
  return { registryId: call.account, repositoryName, imageScanningConfiguration };
}

/** Overlapping rules: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html */
export function scanningOf(
  { repositoryArn, repositoryName = '', imageScanningConfiguration }: Repository,
  { ecrScanning: { scanType, rules = [] } }: Pick<AwsRegion, 'ecrScanning'>,
): RepositoryScanningConfiguration {
  const matching = rules.filter(({ repositoryFilters = [] }) =>
    repositoryFilters.some(({ filter = '' }) => matches(filter, repositoryName)),
  );
  const frequencies = matching.map((it) => it.scanFrequency);
  const flagged = scanType === 'BASIC' && matching.length === 0 && imageScanningConfiguration?.scanOnPush === true;
  const scanFrequency = frequencies.includes('CONTINUOUS_SCAN')
    ? 'CONTINUOUS_SCAN'
    : flagged || frequencies.includes('SCAN_ON_PUSH')
      ? 'SCAN_ON_PUSH'
      : 'MANUAL';
  return {
    repositoryArn,
    repositoryName,
    scanOnPush: scanFrequency === 'SCAN_ON_PUSH',
    scanFrequency,
    appliedScanFilters: matching.flatMap(({ repositoryFilters = [] }) => repositoryFilters),
  };
}

const matches = (filter: string, name: string): boolean =>
  filter.includes('*')
    ? new RegExp(`^${filter.replaceAll(/[^a-z0-9*]/g, String.raw`\$&`).replaceAll('*', '.*')}$`).test(name)
    : name.includes(filter);
