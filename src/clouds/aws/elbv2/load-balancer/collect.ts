import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { listener } from '../listener/resource.ts';
import { loadBalancerTags } from '../tags/resource.ts';
import { loadBalancer } from './resource.ts';

/** Reads the load balancers, or the one with this address. Answers the addresses of those that face the internet. */
export async function collectLoadBalancers(at: AwsReader, only?: string): Promise<readonly string[]> {
  const facing: string[] = [];
  const asked = only === undefined ? { PageSize: 400 } : { LoadBalancerArns: [only] };
  await at.list(
    { api: 'elasticloadbalancing:DescribeLoadBalancers', types: [loadBalancer], leads: [loadBalancerTags, listener] },
    {
      send: (Marker, options) => at.clients.elb.send(new DescribeLoadBalancersCommand({ ...asked, Marker }), options),
      next: ({ NextMarker }) => NextMarker,
      items: ({ LoadBalancers }) => LoadBalancers,
      add: (it) => {
        const id = need(it.LoadBalancerArn, 'LoadBalancerArn');
        if (it.Scheme === 'internet-facing') facing.push(id);
        const config = toWire(it);
        at.sheet.add(loadBalancer, { id, name: it.LoadBalancerName ?? id, created: config.CreatedTime, config });
      },
    },
  );
  return facing;
}
