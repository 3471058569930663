import type { ManagedCluster } from '@azure/arm-containerservice';
import { collectSnapshots } from './compute/snapshot/collect.ts';
import { collectKeyVaults } from './keyvault/vault/collect.ts';
import { collectActivityLogSettings } from './monitor/activity-log/collect.ts';
import { collectApplicationGateways } from './network/application-gateway/collect.ts';
import { collectFlowLogs } from './network/flow-log/collect.ts';
import { collectPublicAddresses } from './network/public-ip/collect.ts';
import type { AzureReader } from './reader.ts';

/** Reads what stands around the clusters of a subscription: vaults, logs, snapshots, public addresses and gateways. */
export async function collectSurroundings(at: AzureReader, clusters: readonly ManagedCluster[]): Promise<void> {
  await Promise.all([
    collectKeyVaults(at, clusters),
    collectActivityLogSettings(at),
    collectFlowLogs(at),
    collectSnapshots(at),
    collectPublicAddresses(at),
    collectApplicationGateways(at),
  ]);
}
