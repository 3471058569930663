import { DescribeSecurityGroupsCommand, type SecurityGroup } from '@aws-sdk/client-ec2';
import { need, type AwsReader } from '../../reader.ts';
import { filterBy } from '../filter.ts';
import { toWire } from '../../../to-wire.ts';
import { prefixList } from '../prefix-list/resource.ts';
import { securityGroup } from './resource.ts';

/** Reads the security groups, or those with these ids. Answers the ids of the prefix lists that they refer to. */
export async function collectSecurityGroups(at: AwsReader, only?: readonly string[]): Promise<readonly string[]> {
  const Filters = filterBy('group-id', only);
  const lists = new Set<string>();
  await at.list(
    { api: 'ec2:DescribeSecurityGroups', types: [securityGroup], leads: [prefixList] },
    {
      send: (NextToken, options) =>
        at.clients.ec2.send(new DescribeSecurityGroupsCommand({ Filters, MaxResults: 1000, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: ({ SecurityGroups }) => SecurityGroups,
      add: (it) => {
        const group = need(it.GroupId, 'GroupId');
        const id = it.SecurityGroupArn ?? at.arn('ec2', `security-group/${group}`);
        at.sheet.add(securityGroup, { id, name: it.GroupName ?? group, config: toWire(it) });
        for (const list of listsOf(it)) lists.add(list);
      },
    },
  );
  return [...lists];
}

function listsOf({ IpPermissions = [], IpPermissionsEgress = [] }: SecurityGroup): readonly string[] {
  return [...IpPermissions, ...IpPermissionsEgress].flatMap(({ PrefixListIds = [] }) =>
    PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
  );
}
