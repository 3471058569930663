import { DisassociateAccessPolicyCommand } from '@aws-sdk/client-eks';
import { defineApply } from '../../../apply.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { disassociatePolicy } from './actions.ts';

/** Takes a policy off an entry; it is in effect when the service has answered. */
export const applyDisassociation = defineApply(disassociatePolicy, async (at: AwsWriter, { config }, { policyArn }) => {
  const clusterName = need(config.clusterName, 'clusterName');
  const principalArn = need(config.principalArn, 'principalArn');
  const command = new DisassociateAccessPolicyCommand({ clusterName, principalArn, policyArn });
  await at.call('eks:DisassociateAccessPolicy', (options) => at.clients.eks.send(command, options));
});
