import { ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { defineApply } from '../../../apply.ts';
import type { AwsWriter } from '../../writer.ts';
import { setSslPolicy } from './actions.ts';

/** Sends `ModifyListener` with the policy; it is in effect when the service has answered. */
export const applySslPolicy = defineApply(setSslPolicy, async (at: AwsWriter, { id: ListenerArn }, { SslPolicy }) => {
  const command = new ModifyListenerCommand({ ListenerArn, SslPolicy });
  await at.call('elasticloadbalancing:ModifyListener', (options) => at.clients.elb.send(command, options));
});
