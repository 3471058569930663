import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import { nameTag } from '../../name-tag.ts';
import { need, type AwsReader } from '../../reader.ts';
import { filterBy } from '../filter.ts';
import { toWire } from '../../../to-wire.ts';
import { networkInterface } from './resource.ts';

/** Reads the network interfaces, or those with these ids; those that AWS services manage included. */
export async function collectNetworkInterfaces(at: AwsReader, only?: readonly string[]): Promise<void> {
  const Filters = filterBy('network-interface-id', only);
  await at.list(
    { api: 'ec2:DescribeNetworkInterfaces', types: [networkInterface] },
    {
      send: (NextToken, options) =>
        at.clients.ec2.send(
          new DescribeNetworkInterfacesCommand({ Filters, MaxResults: 1000, NextToken, IncludeManagedResources: true }),
          options,
        ),
      next: ({ NextToken }) => NextToken,
      items: ({ NetworkInterfaces }) => NetworkInterfaces,
      add: (it) => {
        const own = need(it.NetworkInterfaceId, 'NetworkInterfaceId');
        const id = at.arn('ec2', `network-interface/${own}`);
        at.sheet.add(networkInterface, { id, name: nameTag(it.TagSet) ?? own, config: toWire(it) });
      },
    },
  );
}
