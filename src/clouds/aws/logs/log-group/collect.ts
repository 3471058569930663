import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { toWire } from '../../../to-wire.ts';
import { need, type AwsReader } from '../../reader.ts';
import { controlPlanePrefix, isControlPlaneGroup } from './control-plane.ts';
import { logGroup } from './resource.ts';

/** Reads the log groups of control planes: one listing, fifty on a page, which is the most that the service takes. */
export async function collectLogGroups(at: AwsReader): Promise<void> {
  await at.list(
    { api: 'logs:DescribeLogGroups', types: [logGroup] },
    {
      send: (nextToken, options) =>
        at.clients.logs.send(
          new DescribeLogGroupsCommand({ logGroupNamePrefix: controlPlanePrefix, limit: 50, nextToken }),
          options,
        ),
      next: ({ nextToken }) => nextToken,
      items: ({ logGroups }) => logGroups,
      add: (it) => {
        const name = need(it.logGroupName, 'logGroupName');
        if (!isControlPlaneGroup(name)) return;
        at.sheet.add(logGroup, { id: at.arn('logs', `log-group:${name}`), name, config: toWire(it) });
      },
    },
  );
}
