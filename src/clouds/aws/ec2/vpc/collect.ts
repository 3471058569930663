import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { nameTag } from '../../name-tag.ts';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { vpc } from './resource.ts';

export async function collectVpcs(at: AwsReader): Promise<void> {
  await at.list(
    { api: 'ec2:DescribeVpcs', types: [vpc] },
    {
      send: (NextToken, options) =>
        at.clients.ec2.send(new DescribeVpcsCommand({ MaxResults: 1000, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: ({ Vpcs }) => Vpcs,
      add: (it) => {
        const own = need(it.VpcId, 'VpcId');
        at.sheet.add(vpc, { id: at.arn('ec2', `vpc/${own}`), name: nameTag(it.Tags) ?? own, config: toWire(it) });
      },
    },
  );
}
