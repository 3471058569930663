import { azureCloud, type AzureCloud, type AzureSettings } from '#clouds/azure/cloud';
import { gateOf, type Gate, type GateSettings } from '#clouds/gate';
import type { Discovery, Reading } from '#model';
import type { AzureEstate } from '../../sim/azure/estate.ts';
import { generateAzureEstate, type AzureEstateSize } from '../../sim/azure/generate.ts';
import type { AzureSimulator } from '../../sim/azure/server.ts';
import { steppedClock } from '../stepped-clock.ts';

/** What one sweep over a simulated Azure gave. */
export interface Audit {
  readonly discovery: Discovery;
  readonly readings: readonly Reading[];
  /** The permission that each attempt needed. */
  readonly sent: readonly string[];
}

interface Settings extends Partial<AzureSettings> {
  readonly attempts?: GateSettings['attempts'];
}

export async function audit(sim: AzureSimulator, settings: Settings = {}): Promise<Audit> {
  const { cloud, gate } = cloudAt(sim, settings);
  const discovery = await cloud.discover();
  const readings = await Promise.all(discovery.targets.map((target) => cloud.collect(target)));
  return { discovery, readings, sent: gate.trace.map(({ api }) => api) };
}

export function cloudAt(
  sim: AzureSimulator,
  { attempts = 1, ...settings }: Settings = {},
): { readonly cloud: AzureCloud; readonly gate: Gate } {
  // Some forty calls begin at once: what waits its turn is no timeout.
  const clock = steppedClock(120);
  const gate = gateOf({ clock, attempts });
  const clientOptions = { endpoint: sim.url, tlsOptions: { ca: sim.ca } };
  return { gate, cloud: azureCloud({ gate, clock, credential: sim.credential, clientOptions, ...settings }) };
}

/** A generated estate whose clusters and scale sets agree on the node resource group: as AKS makes them, one of each. */
export function estateOf(size: AzureEstateSize): AzureEstate {
  const { subscriptions } = generateAzureEstate(size);
  return {
    subscriptions: subscriptions.map((it) => ({
      ...it,
      managedClusters: it.managedClusters.map((cluster, at) => ({
        ...cluster,
        nodeResourceGroup: it.virtualMachineScaleSets[at]?.id?.split('/')[4] ?? '',
      })),
    })),
  };
}
