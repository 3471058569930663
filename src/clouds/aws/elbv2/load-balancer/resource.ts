import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** An application, network or gateway load balancer: an entry of `DescribeLoadBalancers`. Classic ones are of another API. */
export const loadBalancer = defineType({
  name: 'elbv2.load-balancer',
  scope: 'aws-region',
  reads: ['elasticloadbalancing:DescribeLoadBalancers'],
  changedBy: [
    'elasticloadbalancing:CreateLoadBalancer',
    'elasticloadbalancing:DeleteLoadBalancer',
    'elasticloadbalancing:SetSubnets',
    'elasticloadbalancing:SetSecurityGroups',
    'elasticloadbalancing:SetIpAddressType',
  ],
  config: wire<LoadBalancer>(),
  home: regionOf,
  settling: ({ State }) => (State?.Code === 'provisioning' ? State.Code : undefined),
});
