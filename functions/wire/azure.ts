import type { TokenCredential } from '@azure/identity';
import { awsIdentityOf, type IdentitySettings } from '#clouds/aws/web-identity';
import { azureCloud, type AzureSettings } from '#clouds/azure/cloud';
import { azureCredentialOf, type AzureFederation } from '#clouds/azure/federation';
import { azureTypes } from '#clouds/azure/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { Clock } from '#model';
import type { Deployment } from './config.ts';
import type { CloudParts } from './parts.ts';

/** Where a sign-in goes, for tests; otherwise to the public services, as the function's own role. */
export interface AzureSignIn {
  readonly aws?: IdentitySettings['clientConfig'];
  readonly entra?: AzureFederation['options'];
}

/** What tests put in place of what the function finds by itself. */
export type AzureMore = Partial<AzureSettings> & { readonly signIn?: AzureSignIn };

/**
 * Azure and the clusters in it; where the config names an application, with tokens of the function's own role. `more` is
 * for tests.
 */
export const azurePartsWith = ({ signIn, ...more }: AzureMore = {}): CloudParts => ({
  name: 'azure',
  types: [...azureTypes, ...clusterTypes],
  open: ({ gate, clock, config, known }) => {
    const sources = config.targets?.azure;
    const credential = azureCredentialIn(config, clock, signIn);
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
export function azureCredentialIn(
  { targets }: Deployment,
  clock: Clock,
  { aws: clientConfig, entra: options }: AzureSignIn = {},
): TokenCredential | undefined {
  const { tenant, clientId } = targets?.azure?.find((it) => it.federation !== undefined) ?? {};
  if (tenant === undefined || clientId === undefined) return undefined;
  const { token } = awsIdentityOf({ region: process.env['AWS_REGION'] ?? 'us-east-1', clock, clientConfig });
  return azureCredentialOf({ tenant, clientId, token, clock, options });
}

export const azureParts = azurePartsWith();
