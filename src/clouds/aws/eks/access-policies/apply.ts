import { AssociateAccessPolicyCommand, DisassociateAccessPolicyCommand } from '@aws-sdk/client-eks';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { associatePolicy, disassociatePolicy } from './actions.ts';

/** Takes a policy off an entry; it is in effect when the service has answered. */
export const applyDisassociation = defineApply(disassociatePolicy, async (at: AwsWriter, { config }, { policyArn }) => {
  const clusterName = need(config.clusterName, 'clusterName');
  const principalArn = need(config.principalArn, 'principalArn');
  const command = new DisassociateAccessPolicyCommand({ clusterName, principalArn, policyArn });
  await at.call('eks:DisassociateAccessPolicy', (options) => at.clients.eks.send(command, options));
});

/** Puts a policy on an entry. */
export const applyAssociation = defineApply(associatePolicy, async (at: AwsWriter, { config }, request) => {
  const clusterName = need(config.clusterName, 'clusterName');
  const principalArn = need(config.principalArn, 'principalArn');
  const command = new AssociateAccessPolicyCommand({ clusterName, principalArn, ...sendable(request) });
  await at.call('eks:AssociateAccessPolicy', (options) => at.clients.eks.send(command, options));
});
