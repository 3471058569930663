import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { defineApply } from '../../../apply.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { putRetention } from './actions.ts';

/** Sends `PutRetentionPolicy`; it is in effect when the service has answered. */
export const applyRetention = defineApply(putRetention, async (at: AwsWriter, { config }, { retentionInDays }) => {
  const logGroupName = need(config.logGroupName, 'logGroupName');
  const command = new PutRetentionPolicyCommand({ logGroupName, retentionInDays });
  await at.call('logs:PutRetentionPolicy', (options) => at.clients.logs.send(command, options));
});
