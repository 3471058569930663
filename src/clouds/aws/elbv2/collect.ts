import type { AwsReader } from '../reader.ts';
import { collectListeners } from './listener/collect.ts';
import { collectLoadBalancers } from './load-balancer/collect.ts';
import { collectLoadBalancerTags } from './tags/collect.ts';

/** Reads the load balancers, the tags of those that face the internet, and the listeners of those that tags call a cluster's. */
export async function collectBalancers(at: AwsReader): Promise<void> {
  const facing = await collectLoadBalancers(at);
  await collectListeners(at, await collectLoadBalancerTags(at, facing));
}
