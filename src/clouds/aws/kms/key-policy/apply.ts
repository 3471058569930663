import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { defineApply } from '../../../apply.ts';
import type { AwsWriter } from '../../writer.ts';
import { putKeyPolicy } from './actions.ts';

/** Sends `PutKeyPolicy` with the lockout check of KMS on. */
export const applyKeyPolicy = defineApply(putKeyPolicy, async (at: AwsWriter, { id }, { Policy }) => {
  const command = new PutKeyPolicyCommand({ KeyId: id.replace(/\/policy$/, ''), PolicyName: 'default', Policy });
  await at.call('kms:PutKeyPolicy', (options) => at.clients.kms.send(command, options));
});
