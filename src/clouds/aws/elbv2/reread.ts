import type { Rereading } from '../rereading.ts';
import { collectBalancers } from './collect.ts';
import { collectListener } from './listener/collect.ts';
import { listener } from './listener/resource.ts';
import { collectLoadBalancers } from './load-balancer/collect.ts';
import { loadBalancer } from './load-balancer/resource.ts';
import { collectLoadBalancerTags } from './tags/collect.ts';
import { loadBalancerTags } from './tags/resource.ts';

/** Reads load balancers, their tags and their listeners again. */
export async function rereadElb({ at, naming, named, isWhole, hold }: Rereading): Promise<void> {
  hold('elasticloadbalancing:DescribeLoadBalancers', named(loadBalancer));
  hold('elasticloadbalancing:DescribeTags', named(loadBalancerTags));
  hold('elasticloadbalancing:DescribeListeners', named(listener));
  await Promise.all([
    isWhole(loadBalancerTags, listener) ? collectBalancers(at) : isWhole(loadBalancer) && collectLoadBalancers(at),
    ...named(loadBalancer).map((it) => collectLoadBalancers(naming([it]), it.id)),
    ...named(loadBalancerTags).map((it) => collectLoadBalancerTags(naming([it]), [it.id.replace(/\/tags$/, '')])),
    ...named(listener).map((it) => collectListener(naming([it]), it.id)),
  ]);
}
