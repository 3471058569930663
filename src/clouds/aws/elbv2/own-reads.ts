import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { OwnRead } from '../own-read.ts';
import { listener } from './listener/resource.ts';
import { loadBalancer } from './load-balancer/resource.ts';
import { loadBalancerTags } from './tags/resource.ts';

/** The own reads of load balancers and of what belongs to them. */
export const elbReads: readonly OwnRead[] = [
  {
    type: loadBalancer,
    api: 'elasticloadbalancing:DescribeLoadBalancers',
    missing: /^LoadBalancerNotFound(?:Exception)?$/,
    async read({ elb }, _, options, address) {
      await elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [address] }), options);
      return undefined;
    },
  },
  {
    type: loadBalancerTags,
    api: 'elasticloadbalancing:DescribeTags',
    missing: /^LoadBalancerNotFound(?:Exception)?$/,
    async read({ elb }, _, options, address) {
      await elb.send(new DescribeTagsCommand({ ResourceArns: [address.replace(/\/tags$/, '')] }), options);
      return undefined;
    },
  },
  {
    type: listener,
    api: 'elasticloadbalancing:DescribeListeners',
    missing: /^(?:Listener|LoadBalancer)NotFound(?:Exception)?$/,
    async read({ elb }, _, options, address) {
      await elb.send(new DescribeListenersCommand({ ListenerArns: [address] }), options);
      return undefined;
    },
  },
];
