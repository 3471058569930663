import { DescribeFlowLogsCommand } from '@aws-sdk/client-ec2';
import { nameTag } from '../../name-tag.ts';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { flowLog } from './resource.ts';

export async function collectFlowLogs(at: AwsReader): Promise<void> {
  await at.list(
    { api: 'ec2:DescribeFlowLogs', types: [flowLog] },
    {
      send: (NextToken, options) =>
        at.clients.ec2.send(new DescribeFlowLogsCommand({ MaxResults: 1000, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: ({ FlowLogs }) => FlowLogs,
      add: (it) => {
        const own = need(it.FlowLogId, 'FlowLogId');
        const id = at.arn('ec2', `vpc-flow-log/${own}`);
        const config = toWire(it);
        at.sheet.add(flowLog, { id, name: nameTag(it.Tags) ?? own, created: config.CreationTime, config });
      },
    },
  );
}
