import {
  DescribeFargateProfile$,
  ListFargateProfiles$,
  type DescribeFargateProfileRequest,
  type DescribeFargateProfileResponse,
  type ListFargateProfilesRequest,
  type ListFargateProfilesResponse,
} from '@aws-sdk/client-eks';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { clusterOf, pageSize } from './read.ts';

const gone = 'ResourceNotFoundException';

export const eksFargateOperations: readonly Operation[] = [
  operation('eks', ListFargateProfiles$, listProfiles, gone),
  operation('eks', DescribeFargateProfile$, describeProfile, gone),
];

function listProfiles(input: ListFargateProfilesRequest, call: Call): ListFargateProfilesResponse {
  const { clusterName, maxResults, nextToken } = input;
  clusterOf(call, clusterName);
  const own = call.here.fargateProfiles.filter((it) => it.clusterName === clusterName);
  const names = own.flatMap(({ fargateProfileName }) => fargateProfileName ?? []);
  const page = call.paginate(names, nextToken, pageSize(maxResults));
  return { fargateProfileNames: page.items, nextToken: page.next };
}

function describeProfile(input: DescribeFargateProfileRequest, call: Call): DescribeFargateProfileResponse {
  const { clusterName, fargateProfileName } = input;
  clusterOf(call, clusterName);
  const fargateProfile = call.here.fargateProfiles.find(
    (it) => it.clusterName === clusterName && it.fargateProfileName === fargateProfileName,
  );
  if (fargateProfile) return { fargateProfile };
  throw new AwsError(gone, `No Fargate Profile found with name: ${fargateProfileName ?? ''}.`, 404);
}
