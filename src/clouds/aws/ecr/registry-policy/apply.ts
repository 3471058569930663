import { PutRegistryPolicyCommand } from '@aws-sdk/client-ecr';
import { defineApply } from '../../../apply.ts';
import type { AwsWriter } from '../../writer.ts';
import { putRegistryPolicy } from './actions.ts';

/** Sends `PutRegistryPolicy` to the registry of the region. */
export const applyRegistryPolicy = defineApply(putRegistryPolicy, async (at: AwsWriter, _, { policyText }) => {
  const command = new PutRegistryPolicyCommand({ policyText });
  await at.call('ecr:PutRegistryPolicy', (options) => at.clients.ecr.send(command, options));
});
