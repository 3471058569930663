import { DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { kmsKeyPolicy } from '../../kms/key-policy/resource.ts';
import { kmsKeyRotation } from '../../kms/key-rotation/resource.ts';
import { kmsKey } from '../../kms/key/resource.ts';
import { nameTag } from '../../name-tag.ts';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { filterBy } from '../filter.ts';
import { volume } from './resource.ts';

/**
 * Reads the volumes, or those with these ids; managed ones included. Answers the ARNs of the keys that they are encrypted
 * with.
 */
export async function collectVolumes(at: AwsReader, only?: readonly string[]): Promise<readonly string[]> {
  const Filters = filterBy('volume-id', only);
  const keys = new Set<string>();
  await at.list(
    { api: 'ec2:DescribeVolumes', types: [volume], leads: [kmsKey, kmsKeyRotation, kmsKeyPolicy] },
    {
      send: (NextToken, options) =>
        at.clients.ec2.send(
          new DescribeVolumesCommand({ Filters, MaxResults: 1000, NextToken, IncludeManagedResources: true }),
          options,
        ),
      next: ({ NextToken }) => NextToken,
      items: ({ Volumes }) => Volumes,
      add: (it) => {
        const own = need(it.VolumeId, 'VolumeId');
        const config = toWire(it);
        const id = at.arn('ec2', `volume/${own}`);
        at.sheet.add(volume, { id, name: nameTag(it.Tags) ?? own, created: config.CreateTime, config });
        if (it.KmsKeyId !== undefined) keys.add(it.KmsKeyId);
      },
    },
  );
  return [...keys];
}
