import {
  GetAccountSetting$,
  GetRegistryPolicy$,
  GetRepositoryPolicy$,
  PutRegistryPolicy$,
  SetRepositoryPolicy$,
  type GetAccountSettingRequest,
  type GetAccountSettingResponse,
  type GetRegistryPolicyRequest,
  type GetRegistryPolicyResponse,
  type GetRepositoryPolicyRequest,
  type GetRepositoryPolicyResponse,
  type PutRegistryPolicyRequest,
  type PutRegistryPolicyResponse,
  type SetRepositoryPolicyRequest,
  type SetRepositoryPolicyResponse,
} from '@aws-sdk/client-ecr';
import { invalid, refuseOtherRegistry, refuseUnknownRepository } from './ecr.ts';
import { parsePolicy } from './iam/policy-document.ts';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const ecrPolicyOperations: readonly Operation[] = [
  operation('ecr', GetRepositoryPolicy$, getRepositoryPolicy, 'RepositoryNotFoundException'),
  operation('ecr', GetRegistryPolicy$, getRegistryPolicy),
  operation('ecr', SetRepositoryPolicy$, setRepositoryPolicy, 'RepositoryNotFoundException'),
  operation('ecr', PutRegistryPolicy$, putRegistryPolicy),
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

function setRepositoryPolicy(input: SetRepositoryPolicyRequest, call: Call): SetRepositoryPolicyResponse {
  const { registryId, repositoryName: name = '', policyText = '' } = input;
  refuseOtherRegistry(registryId, call);
  refuseUnknownRepository(name, call);
  const text = laidOut(policyText);
  call.changeHere({ ecrPolicies: { ...call.here.ecrPolicies, [name]: text } });
  return { registryId: call.account, repositoryName: name, policyText: text };
}

function putRegistryPolicy({ policyText = '' }: PutRegistryPolicyRequest, call: Call): PutRegistryPolicyResponse {
  const text = laidOut(policyText);
  call.changeHere({ ecrRegistryPolicy: text });
  return { registryId: call.account, policyText: text };
}

/**
 * The document in the layout that the service answers it in. One without statements is refused.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html#API_SetRepositoryPolicy_Examples
 */
function laidOut(policyText: string): string {
  if ((parsePolicy(policyText) ?? []).length === 0)
    throw invalid(
      "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
    );
  return JSON.stringify(JSON.parse(policyText), null, 2);
}

function getAccountSetting({ name }: GetAccountSettingRequest, call: Call): GetAccountSettingResponse {
  if (name !== 'REGISTRY_POLICY_SCOPE') throw invalid('name is not simulated');
  return { name, value: call.here.ecrPolicyScope };
}
