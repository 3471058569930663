import { DescribeNetworkAclsCommand } from '@aws-sdk/client-ec2';
import { nameTag } from '../../name-tag.ts';
import { need, type AwsReader } from '../../reader.ts';
import { filterBy } from '../filter.ts';
import { toWire } from '../../../to-wire.ts';
import { networkAcl } from './resource.ts';

/** Reads the network ACLs, or those with these ids. */
export async function collectNetworkAcls(at: AwsReader, only?: readonly string[]): Promise<void> {
  const Filters = filterBy('network-acl-id', only);
  await at.list(
    { api: 'ec2:DescribeNetworkAcls', types: [networkAcl] },
    {
      send: (NextToken, options) =>
        at.clients.ec2.send(new DescribeNetworkAclsCommand({ Filters, MaxResults: 1000, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: ({ NetworkAcls }) => NetworkAcls,
      add: (it) => {
        const own = need(it.NetworkAclId, 'NetworkAclId');
        const id = at.arn('ec2', `network-acl/${own}`);
        at.sheet.add(networkAcl, { id, name: nameTag(it.Tags) ?? own, config: toWire(it) });
      },
    },
  );
}
