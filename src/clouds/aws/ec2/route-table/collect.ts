import { DescribeRouteTablesCommand } from '@aws-sdk/client-ec2';
import { nameTag } from '../../name-tag.ts';
import { need, type AwsReader } from '../../reader.ts';
import { filterBy } from '../filter.ts';
import { toWire } from '../../../to-wire.ts';
import { routeTable } from './resource.ts';

/** Reads the route tables, or those with these ids. */
export async function collectRouteTables(at: AwsReader, only?: readonly string[]): Promise<void> {
  const Filters = filterBy('route-table-id', only);
  await at.list(
    { api: 'ec2:DescribeRouteTables', types: [routeTable] },
    {
      send: (NextToken, options) =>
        at.clients.ec2.send(new DescribeRouteTablesCommand({ Filters, MaxResults: 100, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: ({ RouteTables }) => RouteTables,
      add: (it) => {
        const own = need(it.RouteTableId, 'RouteTableId');
        const id = at.arn('ec2', `route-table/${own}`);
        at.sheet.add(routeTable, { id, name: nameTag(it.Tags) ?? own, config: toWire(it) });
      },
    },
  );
}
