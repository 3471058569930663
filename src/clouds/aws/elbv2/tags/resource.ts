import type { TagDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/**
 * The tags of a load balancer, which `DescribeLoadBalancers` leaves out: an entry of `DescribeTags`. Of those that face the
 * internet only.
 */
export const loadBalancerTags = defineType({
  name: 'elbv2.load-balancer-tags',
  scope: 'aws-region',
  reads: ['elasticloadbalancing:DescribeTags', 'elasticloadbalancing:DescribeLoadBalancers'],
  changedBy: [
    'elasticloadbalancing:AddTags',
    'elasticloadbalancing:RemoveTags',
    'elasticloadbalancing:CreateLoadBalancer',
    'elasticloadbalancing:DeleteLoadBalancer',
  ],
  config: wire<TagDescription>(),
  home: regionOf,
});

const named = ['elbv2.k8s.aws/cluster', 'ingress.k8s.aws/cluster', 'eks:eks-cluster-name'];
const owned = 'kubernetes.io/cluster/';

/**
 * The cluster that tags name as what a load balancer is for; undefined where they name none.
 * Sources: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#resource-tags,
 * https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html
 */
export function clusterIn(
  tags: readonly { readonly Key?: string; readonly Value?: string }[] = [],
): string | undefined {
  for (const { Key = '', Value } of tags) {
    if (named.includes(Key) && Value) return Value;
    if (Key.startsWith(owned) && Key.length > owned.length) return Key.slice(owned.length);
  }
  return undefined;
}
