import type { TokenCredential } from '@azure/identity';
import { awsIdentityOf } from '#clouds/aws/web-identity';
import { azureCloud, type AzureSettings } from '#clouds/azure/cloud';
import { azureCredentialOf } from '#clouds/azure/federation';
import { azureTypes } from '#clouds/azure/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { Clock } from '#model';
import type { Deployment } from './config.ts';
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
    const credential = azureCredentialIn(config, clock);
    const subscriptionIds = known?.map((id) => id.slice('azure:'.length)).filter((id) => id !== 'unknown');
    return Promise.resolve(
      azureCloud({
        ...{ gate, clock },
        ...(sources && { sources }),
        ...(credential && { credential }),
        ...(subscriptionIds && { subscriptionIds }),
        ...more,
      }),
    );
  },
});

/** Who signs in by a config: with tokens of the function's own role where it names an application. */
export function azureCredentialIn({ targets }: Deployment, clock: Clock): TokenCredential | undefined {
  const { tenant, clientId } = targets?.azure?.find((it) => it.federation !== undefined) ?? {};
  if (tenant === undefined || clientId === undefined) return undefined;
  const { token } = awsIdentityOf({ region: process.env['AWS_REGION'] ?? 'us-east-1', clock });
  return azureCredentialOf({ tenant, clientId, token, clock });
}

export const azureParts = azurePartsWith();
