import type { AzureEstate, AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { startAzure, type AzureOptions } from '../../sim/azure/server.ts';
import { rereading } from '../rereading.ts';
import { audit, cloudAt, estateOf } from './audit.ts';

/** One subscription with clusters. */
const estate = estateOf({ seed: 7, clusters: 4, subscriptions: 1 });

export const changed = (change: (it: AzureSubscriptionEstate) => Partial<AzureSubscriptionEstate>): AzureEstate => ({
  subscriptions: estate.subscriptions.map((it) => ({ ...it, ...change(it) })),
});

export const {
  started: azure,
  swept,
  target,
  one,
  touch,
  again,
} = await rereading({
  start: (options: Partial<AzureOptions>) => startAzure({ estate, ...options }),
  audit,
  cloudAt,
});
