import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { nameTag } from '../../name-tag.ts';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { subnet } from './resource.ts';

export async function collectSubnets(at: AwsReader): Promise<void> {
  await at.list(
    { api: 'ec2:DescribeSubnets', types: [subnet] },
    {
      send: (NextToken, options) =>
        at.clients.ec2.send(new DescribeSubnetsCommand({ MaxResults: 1000, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: ({ Subnets }) => Subnets,
      add: (it) => {
        const own = need(it.SubnetId, 'SubnetId');
        const id = it.SubnetArn ?? at.arn('ec2', `subnet/${own}`);
        at.sheet.add(subnet, { id, name: nameTag(it.Tags) ?? own, config: toWire(it) });
      },
    },
  );
}
