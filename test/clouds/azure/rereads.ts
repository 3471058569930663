import { afterEach } from 'vitest';
import type { Reading, Resource, Target, Touched } from '#model';
import type { AzureEstate, AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { startAzure, type AzureOptions, type AzureSimulator } from '../../sim/azure/server.ts';
import { audit, cloudAt, estateOf } from './audit.ts';

/** One subscription with clusters. */
const estate = estateOf({ seed: 7, clusters: 4, subscriptions: 1 });

const running: AzureSimulator[] = [];
afterEach(stopAll);

async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((it) => it.close()));
}

export async function azure(options: Partial<AzureOptions> = {}): Promise<AzureSimulator> {
  const sim = await startAzure({ estate, ...options });
  running.push(sim);
  return sim;
}

export const changed = (change: (it: AzureSubscriptionEstate) => Partial<AzureSubscriptionEstate>): AzureEstate => ({
  subscriptions: estate.subscriptions.map((it) => ({ ...it, ...change(it) })),
});

/** What a sweep reads of the subscription. */
export const swept: Reading = (await audit(await azure())).readings[0]!;
await stopAll();

export const { target } = swept;

export const of = (reading: Reading, type: string): readonly Resource[] =>
  reading.resources.filter((it) => it.type === type);
export const one = (type: string): Resource => of(swept, type)[0]!;
export const touch = (type: string, id?: string): Touched => ({
  target: target.id,
  type,
  ...(id !== undefined && { id }),
});

/** What is read again, and the calls that it took. */
export async function again(touched: readonly Touched[], options: Partial<AzureOptions> = {}, from: Target = target) {
  const sim = await azure(options);
  const reading = await cloudAt(sim).cloud.reread(from, touched);
  return { reading, trace: sim.trace() };
}
