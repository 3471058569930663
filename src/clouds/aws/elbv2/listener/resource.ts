import type { Listener, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/**
 * A listener of a cluster's load balancer that faces the internet: an entry of `DescribeListeners`, with the answer of
 * `DescribeRules` where it speaks HTTP and its default action does not say enough.
 */
export const listener = defineType({
  name: 'elbv2.listener',
  scope: 'aws-region',
  reads: [
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeRules',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeTags',
  ],
  changedBy: [
    'elasticloadbalancing:CreateListener',
    'elasticloadbalancing:ModifyListener',
    'elasticloadbalancing:DeleteListener',
    'elasticloadbalancing:CreateRule',
    'elasticloadbalancing:ModifyRule',
    'elasticloadbalancing:DeleteRule',
    'elasticloadbalancing:SetRulePriorities',
    'elasticloadbalancing:AddTags',
    'elasticloadbalancing:RemoveTags',
    'elasticloadbalancing:DeleteLoadBalancer',
  ],
  config: wire<Listener & { Rules?: Rule[] | undefined }>(),
  keys: { loadBalancer: ({ LoadBalancerArn }) => LoadBalancerArn },
  home: regionOf,
});

interface Act {
  readonly Type?: string | undefined;
  readonly RedirectConfig?: { readonly Protocol?: string | undefined } | undefined;
}

/** Whether actions do nothing but lead to HTTPS or answer by themselves, so that nothing is served in the clear. */
export const servesNothing = (actions: readonly Act[] = []): boolean =>
  actions.length > 0 &&
  actions.every(
    ({ Type, RedirectConfig }) =>
      Type === 'fixed-response' || (Type === 'redirect' && RedirectConfig?.Protocol?.toUpperCase() === 'HTTPS'),
  );
