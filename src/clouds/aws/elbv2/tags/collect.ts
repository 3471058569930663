import { DescribeTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { listener } from '../listener/resource.ts';
import { clusterIn, loadBalancerTags } from './resource.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
const mostArns = 20;

/** Reads the tags of load balancers, 20 in one call. Answers the addresses of those that are a cluster's. */
export async function collectLoadBalancerTags(at: AwsReader, balancers: readonly string[]): Promise<readonly string[]> {
  const api = 'elasticloadbalancing:DescribeTags';
  const ofClusters: string[] = [];
  const batches = Array.from({ length: Math.ceil(balancers.length / mostArns) }, (_, i) =>
    balancers.slice(i * mostArns, (i + 1) * mostArns),
  );
  const about = ([first = '']: readonly string[]): string => `Load balancer ${first}`;
  const read = { api, types: [loadBalancerTags], leads: [listener], about };
  await at.sheet.listEach(read, batches, async (ResourceArns) => {
    const answer = await at.call(api, (options) =>
      at.clients.elb.send(new DescribeTagsCommand({ ResourceArns }), options),
    );
    for (const it of need(answer.TagDescriptions, 'TagDescriptions')) {
      const arn = need(it.ResourceArn, 'ResourceArn');
      if (clusterIn(it.Tags) !== undefined) ofClusters.push(arn);
      const name = arn.split('/').at(-2) ?? arn;
      at.sheet.add(loadBalancerTags, { id: `${arn}/tags`, name, config: toWire(it) });
    }
  });
  return ofClusters;
}
