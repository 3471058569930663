import {
  PutImageTagMutability$,
  type PutImageTagMutabilityRequest,
  type PutImageTagMutabilityResponse,
  type Repository,
} from '@aws-sdk/client-ecr';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const ecrMutabilityOperations: readonly Operation[] = [
  operation('ecr', PutImageTagMutability$, putTagMutability, 'RepositoryNotFoundException'),
];

const withExclusions: readonly (string | undefined)[] = ['IMMUTABLE_WITH_EXCLUSION', 'MUTABLE_WITH_EXCLUSION'];

/** Filters belong to the modes with exclusions, and to no other; one to five of them. */
function putTagMutability(input: PutImageTagMutabilityRequest, call: Call): PutImageTagMutabilityResponse {
  const { repositoryName, imageTagMutability, imageTagMutabilityExclusionFilters: filters = [] } = input;
  const found = call.here.repositories.find((it) => it.repositoryName === repositoryName);
  if (!found)
    throw new AwsError('RepositoryNotFoundException', `The repository '${repositoryName ?? ''}' does not exist`);
  const isExcluding = withExclusions.includes(imageTagMutability);
  if (isExcluding !== filters.length > 0 || filters.length > 5)
    throw new AwsError('InvalidParameterException', 'Invalid imageTagMutabilityExclusionFilters for the mode');
  const { imageTagMutabilityExclusionFilters: _stood, ...rest } = found;
  const changed: Repository = {
    ...rest,
    imageTagMutability,
    ...(isExcluding && { imageTagMutabilityExclusionFilters: filters }),
  };
  call.changeHere({ repositories: call.here.repositories.map((it) => (it === found ? changed : it)) });
  const { registryId } = found;
  return {
    registryId,
    repositoryName,
    imageTagMutability,
    ...(isExcluding && { imageTagMutabilityExclusionFilters: filters }),
  };
}
