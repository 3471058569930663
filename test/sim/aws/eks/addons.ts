import {
  DescribeAddon$,
  ListAddons$,
  UpdateAddon$,
  type Addon,
  type DescribeAddonRequest,
  type DescribeAddonResponse,
  type ListAddonsRequest,
  type ListAddonsResponse,
  type UpdateAddonRequest,
  type UpdateAddonResponse,
} from '@aws-sdk/client-eks';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { clusterOf, pageSize } from './read.ts';
import { startAddonUpdate } from './update.ts';

const gone = 'ResourceNotFoundException';

export const eksAddonOperations: readonly Operation[] = [
  operation('eks', ListAddons$, listAddons, gone),
  operation('eks', DescribeAddon$, describeAddon, gone),
  operation('eks', UpdateAddon$, updateAddon, gone),
];

function listAddons({ clusterName, maxResults, nextToken }: ListAddonsRequest, call: Call): ListAddonsResponse {
  clusterOf(call, clusterName);
  const own = call.here.addons.filter((addon) => addon.clusterName === clusterName);
  const page = call.paginate(
    own.flatMap(({ addonName }) => addonName ?? []),
    nextToken,
    pageSize(maxResults),
  );
  return { addons: page.items, nextToken: page.next };
}

function describeAddon({ clusterName, addonName }: DescribeAddonRequest, call: Call): DescribeAddonResponse {
  return { addon: addonOf(call, clusterName, addonName) };
}

// The values take the place of those before, and the role is that of the request: the node's where it names none.
function updateAddon(input: UpdateAddonRequest, call: Call): UpdateAddonResponse {
  const { clusterName, addonName, addonVersion, serviceAccountRoleArn, configurationValues, resolveConflicts } = input;
  const addon = addonOf(call, clusterName, addonName);
  if (addon.status === 'UPDATING') {
    throw new AwsError(
      'ResourceInUseException',
      `Addon ${addonName ?? ''} cannot be updated as it is currently in UPDATING state`,
      409,
    );
  }
  const change = {
    addonVersion: addonVersion ?? addon.addonVersion,
    configurationValues: configurationValues ?? addon.configurationValues,
    serviceAccountRoleArn,
    modifiedAt: new Date(call.now),
  };
  const params = [
    { type: 'AddonVersion' as const, value: change.addonVersion },
    { type: 'ResolveConflicts' as const, value: resolveConflicts },
    { type: 'ConfigurationValues' as const, value: configurationValues },
  ];
  return { update: startAddonUpdate(addon, { params, change }, call) };
}

function addonOf(call: Call, clusterName: string | undefined, addonName: string | undefined): Addon {
  clusterOf(call, clusterName);
  const addon = call.here.addons.find((each) => each.clusterName === clusterName && each.addonName === addonName);
  if (addon !== undefined) return addon;
  throw new AwsError(gone, `No addon: ${addonName ?? ''} found in cluster: ${clusterName ?? ''}`, 404);
}
