import { readById, type Rereading } from '../rereading.ts';
import { collectNetworkAcls } from './network-acl/collect.ts';
import { networkAcl } from './network-acl/resource.ts';
import { collectNetworkInterfaces } from './network-interface/collect.ts';
import { networkInterface } from './network-interface/resource.ts';
import { collectPrefixLists } from './prefix-list/collect.ts';
import { prefixList } from './prefix-list/resource.ts';
import { collectRouteTables } from './route-table/collect.ts';
import { routeTable } from './route-table/resource.ts';
import { collectSecurityGroups } from './security-group/collect.ts';
import { securityGroup } from './security-group/resource.ts';

/** Reads security groups again, with the prefix lists that they refer to, interfaces, network ACLs and route tables. */
export async function rereadNetwork(again: Rereading): Promise<void> {
  const { at, naming, named } = again;
  await Promise.all([
    readById(again, {
      type: securityGroup,
      api: 'ec2:DescribeSecurityGroups',
      collect: collectSecurityGroups,
      startOf: [prefixList],
    }).then((lists) => collectPrefixLists(at, [...new Set(lists.flat())])),
    ...named(prefixList).map((it) => collectPrefixLists(naming([it]), [it.own])),
    readById(again, {
      type: networkInterface,
      api: 'ec2:DescribeNetworkInterfaces',
      collect: collectNetworkInterfaces,
    }),
    readById(again, { type: networkAcl, api: 'ec2:DescribeNetworkAcls', collect: collectNetworkAcls }),
    readById(again, { type: routeTable, api: 'ec2:DescribeRouteTables', collect: collectRouteTables }),
  ]);
}
