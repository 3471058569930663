import { awsIdentityOf } from '#clouds/aws/web-identity';
import { azureCloud, type AzureSettings } from '#clouds/azure/cloud';
import { azureCredentialOf } from '#clouds/azure/federation';
import { azureTypes } from '#clouds/azure/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { CloudParts } from './parts.ts';

/**
 * Azure and the clusters in it; where the config names an application, with tokens of the function's own role. `more` is
 * for tests.
 */
export const azurePartsWith = (more: Partial<AzureSettings> = {}): CloudParts => ({
  name: 'azure',
  types: [...azureTypes, ...clusterTypes],
  open: ({ gate, clock, config, known }) => {
    const sources = config.targets?.azure;
    const { tenant, clientId } = sources?.find((it) => it.federation !== undefined) ?? {};
    const { token } = awsIdentityOf({ region: process.env['AWS_REGION'] ?? 'us-east-1', clock });
    const isTrusted = tenant !== undefined && clientId !== undefined;
    const subscriptionIds = known?.map((id) => id.slice('azure:'.length)).filter((id) => id !== 'unknown');
    return Promise.resolve(
      azureCloud({
        ...{ gate, clock },
        ...(sources && { sources }),
        ...(isTrusted && { credential: azureCredentialOf({ tenant, clientId, token, clock }) }),
        ...(subscriptionIds && { subscriptionIds }),
        ...more,
      }),
    );
  },
});

export const azureParts = azurePartsWith();
