import {
  DescribeCapability$,
  DescribeIdentityProviderConfig$,
  ListCapabilities$,
  ListIdentityProviderConfigs$,
  ListInsights$,
  UpdateCapability$,
  type Capability,
  type DescribeCapabilityRequest,
  type DescribeCapabilityResponse,
  type DescribeIdentityProviderConfigRequest,
  type DescribeIdentityProviderConfigResponse,
  type ListCapabilitiesRequest,
  type ListCapabilitiesResponse,
  type ListIdentityProviderConfigsRequest,
  type ListIdentityProviderConfigsResponse,
  type ListInsightsRequest,
  type ListInsightsResponse,
  type UpdateCapabilityRequest,
  type UpdateCapabilityResponse,
} from '@aws-sdk/client-eks';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { clusterOf, pageSize } from './read.ts';
import { startCapabilityUpdate } from './update.ts';

const gone = 'ResourceNotFoundException';

/** What EKS keeps for a cluster beside its nodes, add-ons and entries. */
export const eksPartOperations: readonly Operation[] = [
  operation('eks', ListCapabilities$, listCapabilities, gone),
  operation('eks', DescribeCapability$, describeCapability, gone),
  operation('eks', UpdateCapability$, updateCapability, gone),
  operation('eks', ListInsights$, listInsights, gone),
  operation('eks', ListIdentityProviderConfigs$, listIdentityProviders, gone),
  operation('eks', DescribeIdentityProviderConfig$, describeIdentityProvider, gone),
];

function listCapabilities(input: ListCapabilitiesRequest, call: Call): ListCapabilitiesResponse {
  const { clusterName, maxResults, nextToken } = input;
  clusterOf(call, clusterName);
  const own = call.here.capabilities.filter((it) => it.clusterName === clusterName);
  const page = call.paginate(own, nextToken, pageSize(maxResults));
  const capabilities = page.items.map(({ capabilityName, arn, type, status, version, createdAt, modifiedAt }) => ({
    ...{ capabilityName, arn, type, status, version, createdAt, modifiedAt },
  }));
  return { capabilities, nextToken: page.next };
}

function describeCapability(input: DescribeCapabilityRequest, call: Call): DescribeCapabilityResponse {
  return { capability: capabilityOf(call, input) };
}

/** What is not given stays; lists that are given take the place of those before. */
function updateCapability(input: UpdateCapabilityRequest, call: Call): UpdateCapabilityResponse {
  const capability = capabilityOf(call, input);
  if (capability.status === 'UPDATING')
    throw new AwsError('ResourceInUseException', `Capability ${input.capabilityName ?? ''} is being updated`, 409);
  const { ack, argoCd } = input.configuration ?? {};
  const { configuration: held } = capability;
  if ((ack && capability.type !== 'ACK') || (argoCd && capability.type !== 'ARGOCD'))
    throw new AwsError('InvalidParameterException', `The configuration is not one of ${capability.type ?? ''}`);
  const configuration = {
    ...held,
    ...(ack && { ack: { ...held?.ack, ...ack } }),
    ...(argoCd?.networkAccess && { argoCd: { ...held?.argoCd, networkAccess: argoCd.networkAccess } }),
  };
  const params = [
    { type: 'EnableCrossNamespace' as const, value: String(ack?.enableCrossNamespace) },
    { type: 'NetworkAccess' as const, value: JSON.stringify(argoCd?.networkAccess) },
  ];
  return { update: startCapabilityUpdate(capability, { params, change: { configuration } }, call) };
}

function capabilityOf(call: Call, { clusterName, capabilityName }: DescribeCapabilityRequest): Capability {
  clusterOf(call, clusterName);
  const capability = call.here.capabilities.find(
    (it) => it.clusterName === clusterName && it.capabilityName === capabilityName,
  );
  if (capability) return capability;
  throw new AwsError(gone, `No capability found for name: ${capabilityName ?? ''}.`, 404);
}

/** Without a filter every category and every status. */
function listInsights(
  { clusterName, filter, maxResults, nextToken }: ListInsightsRequest,
  call: Call,
): ListInsightsResponse {
  clusterOf(call, clusterName);
  const { categories = [], statuses = [], kubernetesVersions: versions = [] } = filter ?? {};
  const asked = (call.here.insights[clusterName ?? ''] ?? []).filter(
    ({ category, insightStatus, kubernetesVersion }) =>
      isAmong(categories, category) && isAmong(statuses, insightStatus?.status) && isAmong(versions, kubernetesVersion),
  );
  const page = call.paginate(asked, nextToken, pageSize(maxResults));
  return { insights: page.items, nextToken: page.next };
}

const isAmong = (asked: readonly string[], value: string | undefined): boolean =>
  asked.length === 0 || (value !== undefined && asked.includes(value));

function listIdentityProviders(
  { clusterName, maxResults, nextToken }: ListIdentityProviderConfigsRequest,
  call: Call,
): ListIdentityProviderConfigsResponse {
  clusterOf(call, clusterName);
  const own = call.here.identityProviders.filter((it) => it.clusterName === clusterName);
  const names = own.map(({ identityProviderConfigName: name }) => ({ type: 'oidc', name }));
  const page = call.paginate(names, nextToken, pageSize(maxResults));
  return { identityProviderConfigs: page.items, nextToken: page.next };
}

function describeIdentityProvider(
  { clusterName, identityProviderConfig: asked }: DescribeIdentityProviderConfigRequest,
  call: Call,
): DescribeIdentityProviderConfigResponse {
  clusterOf(call, clusterName);
  const oidc = call.here.identityProviders.find(
    (it) => it.clusterName === clusterName && it.identityProviderConfigName === asked?.name && asked?.type === 'oidc',
  );
  if (oidc) return { identityProviderConfig: { oidc } };
  throw new AwsError(gone, 'Identity provider config is not associated with cluster', 404);
}
