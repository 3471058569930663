import { UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { awaitUpdate } from '../apply-update.ts';
import { canonicalEndpoint, updateEndpoint } from './actions.ts';

/** Sends `UpdateClusterConfig` and waits: EKS changes the endpoint minutes later. */
export const applyEndpoint = defineApply(updateEndpoint, async (at: AwsWriter, { config }, request) => {
  const name = need(config.name, 'name');
  const command = new UpdateClusterConfigCommand({ name, resourcesVpcConfig: sendable(canonicalEndpoint(request)) });
  const { update } = await at.call('eks:UpdateClusterConfig', (options) => at.clients.eks.send(command, options));
  await awaitUpdate(at, name, update);
});
