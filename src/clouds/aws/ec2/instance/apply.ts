import { DescribeInstancesCommand, ModifyInstanceMetadataOptionsCommand } from '@aws-sdk/client-ec2';
import { defineApply } from '../../../apply.ts';
import { waitFor } from '../../../apply-wait.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { modifyMetadata } from './actions.ts';

/** Sends `ModifyInstanceMetadataOptions` and waits: the options of an instance are pending until they are applied. */
export const applyMetadata = defineApply(modifyMetadata, async (at: AwsWriter, { config }, request) => {
  const InstanceId = need(config.InstanceId, 'InstanceId');
  const command = new ModifyInstanceMetadataOptionsCommand({ InstanceId, ...request });
  await at.call('ec2:ModifyInstanceMetadataOptions', (options) => at.clients.ec2.send(command, options));
  await waitFor(`The change of ${InstanceId}`, at.clock, async () => {
    const { Reservations } = await at.call('ec2:DescribeInstances', (options) =>
      at.clients.ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }), options),
    );
    return Reservations?.[0]?.Instances?.[0]?.MetadataOptions?.State === 'applied';
  });
});
