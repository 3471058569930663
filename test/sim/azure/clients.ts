import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ComputeManagementClient } from '@azure/arm-compute';
import { ContainerRegistryManagementClient } from '@azure/arm-containerregistry';
import { ContainerServiceClient } from '@azure/arm-containerservice';
import { MonitorClient } from '@azure/arm-monitor';
import { NetworkManagementClient } from '@azure/arm-network';
import { type AzureSimulator } from './server.ts';

/** Azure's clients for one subscription of a simulator, without retries. */
export function azureClients(sim: AzureSimulator, subscriptionId: string) {
  const options = { endpoint: sim.url, tlsOptions: { ca: sim.ca }, retryOptions: { maxRetries: 0 } };
  return {
    options,
    containers: new ContainerServiceClient(sim.credential, subscriptionId, options),
    networks: new NetworkManagementClient(sim.credential, subscriptionId, options),
    compute: new ComputeManagementClient(sim.credential, subscriptionId, options),
    registries: new ContainerRegistryManagementClient(sim.credential, subscriptionId, options),
    monitor: new MonitorClient(sim.credential, subscriptionId, options),
    authorization: new AuthorizationManagementClient(sim.credential, subscriptionId, options),
  };
}

/** The error code that a call ends with, or its error's name where it has none. */
export async function codeOf(call: PromiseLike<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  }
  return 'no error';
}
