import {
  GetAccountSetting$,
  GetRegistryPolicy$,
  GetRepositoryPolicy$,
  type GetAccountSettingRequest,
  type GetAccountSettingResponse,
  type GetRegistryPolicyRequest,
  type GetRegistryPolicyResponse,
  type GetRepositoryPolicyRequest,
  type GetRepositoryPolicyResponse,
} from '@aws-sdk/client-ecr';
import { invalid, refuseOtherRegistry, refuseUnknownRepository } from './ecr.ts';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const ecrPolicyOperations: readonly Operation[] = [
  operation('ecr', GetRepositoryPolicy$, getRepositoryPolicy, 'RepositoryNotFoundException'),
  operation('ecr', GetRegistryPolicy$, getRegistryPolicy),
  operation('ecr', GetAccountSetting$, getAccountSetting),
];

function getRepositoryPolicy(input: GetRepositoryPolicyRequest, call: Call): GetRepositoryPolicyResponse {
  const { registryId, repositoryName: name = '' } = input;
  refuseOtherRegistry(registryId, call);
  refuseUnknownRepository(name, call);
  const policyText = call.here.ecrPolicies[name];
  if (policyText === undefined)
    throw new AwsError(
      'RepositoryPolicyNotFoundException',
      `Repository policy does not exist for the repository with name '${name}' in the registry with id '${call.account}'`,
    );
  return { registryId: call.account, repositoryName: name, policyText };
}

function getRegistryPolicy(_: GetRegistryPolicyRequest, call: Call): GetRegistryPolicyResponse {
  const policyText = call.here.ecrRegistryPolicy;
  if (policyText === undefined)
    throw new AwsError(
      'RegistryPolicyNotFoundException',
      `Registry policy does not exist in the registry with id '${call.account}'`,
    );
  return { registryId: call.account, policyText };
}

function getAccountSetting({ name }: GetAccountSettingRequest, call: Call): GetAccountSettingResponse {
  if (name !== 'REGISTRY_POLICY_SCOPE') throw invalid('name is not simulated');
  return { name, value: call.here.ecrPolicyScope };
}
