import type { Type } from '#model';
import { orUnsaid, textsAt, type AddressesOf, type TrailRecord } from '../record-events.ts';
import { listener } from './listener/resource.ts';
import { loadBalancer } from './load-balancer/resource.ts';
import { loadBalancerTags } from './tags/resource.ts';

/** Which objects of Elastic Load Balancing a record touched. Classic load balancers have the same calls, and names without addresses. */
export const elbAddresses: readonly (readonly [Type, AddressesOf])[] = [
  [loadBalancer, (record) => (isClassic(record) ? [] : orUnsaid(balancersIn(record)))],
  [
    loadBalancerTags,
    (record) => {
      if (isClassic(record)) return [];
      const tags = balancersIn(record).map((arn) => `${arn}/tags`);
      return isTagging(record) ? tags : orUnsaid(tags);
    },
  ],
  [listener, listenersOf],
];

function listenersOf(record: TrailRecord): readonly string[] | undefined {
  if (isClassic(record)) return [];
  // Tags decide whether the listeners of a load balancer are read at all.
  if (isTagging(record)) return balancersIn(record).length === 0 ? [] : undefined;
  if (record.call === 'elasticloadbalancing:DeleteLoadBalancer') return undefined;
  const named = [
    ...textsAt(record.request, 'listenerArn'),
    ...textsAt(record.response, 'listeners', 'listenerArn'),
    ...[...textsAt(record.request, 'ruleArn'), ...textsAt(record.request, 'rulePriorities', 'ruleArn')].map(ofRule),
  ];
  return orUnsaid([...new Set(named)].filter((it) => it.includes(':listener/')));
}

/** The listener that a rule is of: the address of a rule is that of its listener with an id behind it. */
const ofRule = (arn: string): string => arn.replace(':listener-rule/', ':listener/').replace(/\/[^/]+$/, '');

const isClassic = ({ request }: TrailRecord): boolean =>
  [...textsAt(request, 'loadBalancerName'), ...textsAt(request, 'loadBalancerNames')].length > 0;

const isTagging = ({ call }: TrailRecord): boolean =>
  call === 'elasticloadbalancing:AddTags' || call === 'elasticloadbalancing:RemoveTags';

const balancersIn = ({ request, response }: TrailRecord): readonly string[] =>
  [
    ...textsAt(request, 'loadBalancerArn'),
    ...textsAt(request, 'resourceArns'),
    ...textsAt(response, 'loadBalancers', 'loadBalancerArn'),
  ].filter((it) => it.includes(':loadbalancer/'));
