import { ComputeManagementClient } from '@azure/arm-compute';
import { ContainerRegistryManagementClient } from '@azure/arm-containerregistry';
import { ContainerServiceClient, type ContainerServiceClientOptionalParams } from '@azure/arm-containerservice';
import { ManagementGroupsAPI } from '@azure/arm-managementgroups';
import { MonitorClient } from '@azure/arm-monitor';
import { NetworkManagementClient } from '@azure/arm-network';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import type { TokenCredential } from '@azure/identity';
import type { Clock } from '#model';
import { attemptWithin } from '../gate/attempt.ts';
import { isSignedOut } from './failure.ts';

/** Endpoint, certificates and policies of the clients; without them the public cloud. */
export type AzureClientOptions = Omit<ContainerServiceClientOptionalParams, 'apiVersion'>;

/** The clients of one subscription. */
export interface Clients {
  readonly containers: ContainerServiceClient;
  readonly networks: NetworkManagementClient;
  readonly compute: ComputeManagementClient;
  readonly registries: ContainerRegistryManagementClient;
  readonly monitor: MonitorClient;
}

/** Somebody who is signed in to Azure. */
export interface Session {
  readonly credential: TokenCredential;
  /** Where Azure Resource Manager is. */
  readonly endpoint: string;
  readonly subscriptions: SubscriptionClient;
  readonly groups: ManagementGroupsAPI;
  clients(subscription: string): Clients;
}

export interface SessionSettings {
  readonly clock: Clock;
  readonly credential?: TokenCredential | undefined;
  readonly clientOptions?: AzureClientOptions | undefined;
}

/** The chain asks a metadata service and several command line tools, one after the other. */
const patienceMs = 15_000;

const managementScope = 'https://management.azure.com/.default';

/** Signs in with what is given, else with the usual places of the SDK; undefined where nobody is signed in. */
export async function openSession(settings: SessionSettings): Promise<Session | undefined> {
  const credential = settings.credential ?? (await usualCredential());
  if (!(await isSignedIn(credential, settings.clock))) return undefined;
  // The gate alone decides what is tried again.
  const options = { ...settings.clientOptions, retryOptions: { maxRetries: 0 } };
  return {
    credential,
    endpoint: options.endpoint ?? 'https://management.azure.com',
    subscriptions: new SubscriptionClient(credential, options),
    groups: new ManagementGroupsAPI(credential, options),
    clients: (subscription) => ({
      containers: new ContainerServiceClient(credential, subscription, options),
      networks: new NetworkManagementClient(credential, subscription, options),
      compute: new ComputeManagementClient(credential, subscription, options),
      registries: new ContainerRegistryManagementClient(credential, subscription, options),
      monitor: new MonitorClient(credential, subscription, options),
    }),
  };
}

/** Loaded only where it is needed: it is larger than everything else here together. */
export async function usualCredential(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential();
}

async function isSignedIn(credential: TokenCredential, clock: Clock): Promise<boolean> {
  const ask = (abortSignal: AbortSignal) => credential.getToken(managementScope, { abortSignal });
  try {
    return (await attemptWithin(ask, { clock, timeoutMs: patienceMs })) !== null;
  } catch (error) {
    return !isSignedOut(error);
  }
}
