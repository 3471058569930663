import { AuthorizationManagementClient } from '@azure/arm-authorization';
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
import type { Json } from '../json.ts';
import { isSignedOut } from './failure.ts';
import { got, put, removed } from './rest.ts';

/** Endpoint, certificates and policies of the clients; without them the public cloud. */
export type AzureClientOptions = Omit<ContainerServiceClientOptionalParams, 'apiVersion'>;

/** The clients of one subscription. */
export interface Clients {
  readonly containers: ContainerServiceClient;
  readonly networks: NetworkManagementClient;
  readonly compute: ComputeManagementClient;
  readonly registries: ContainerRegistryManagementClient;
  readonly monitor: MonitorClient;
  readonly authorization: AuthorizationManagementClient;
  /** Reads what is at a path, with its query, of a service whose client is not needed for anything else. Throws a RestError. */
  ask(path: string, options: { readonly abortSignal: AbortSignal }): Promise<Json>;
  /** Puts something there. Throws a RestError. */
  put(path: string, body: Json, options: { readonly abortSignal: AbortSignal }): Promise<Json>;
  /** Deletes it. Throws a RestError. */
  remove(path: string, options: { readonly abortSignal: AbortSignal }): Promise<void>;
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
  const { endpoint = 'https://management.azure.com' } = options;
  const groups = new ManagementGroupsAPI(credential, options);
  return {
    credential,
    endpoint,
    subscriptions: new SubscriptionClient(credential, options),
    groups,
    clients: (subscription) => ({
      containers: new ContainerServiceClient(credential, subscription, options),
      networks: new NetworkManagementClient(credential, subscription, options),
      compute: new ComputeManagementClient(credential, subscription, options),
      registries: new ContainerRegistryManagementClient(credential, subscription, options),
      monitor: new MonitorClient(credential, subscription, options),
      authorization: new AuthorizationManagementClient(credential, subscription, options),
      put: (path, body, { abortSignal }) =>
        put((it) => groups.sendRequest(it), `${endpoint}${path}`, body, abortSignal),
      remove: (path, { abortSignal }) => removed((it) => groups.sendRequest(it), `${endpoint}${path}`, abortSignal),
      ask: (path, { abortSignal }) => got((it) => groups.sendRequest(it), `${endpoint}${path}`, abortSignal),
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
