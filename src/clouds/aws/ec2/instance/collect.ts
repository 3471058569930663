import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { nameTag } from '../../name-tag.ts';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { filterBy } from '../filter.ts';
import { image } from '../image/resource.ts';
import { instance } from './resource.ts';

/**
 * Reads the instances, or those with these ids; those of EKS Auto Mode included. Answers the ids of the images that they
 * were started from.
 */
export async function collectInstances(at: AwsReader, only?: readonly string[]): Promise<readonly string[]> {
  const Filters = filterBy('instance-id', only);
  const images = new Set<string>();
  await at.list(
    { api: 'ec2:DescribeInstances', types: [instance], leads: [image] },
    {
      send: (NextToken, options) =>
        at.clients.ec2.send(
          new DescribeInstancesCommand({ Filters, MaxResults: 1000, NextToken, IncludeManagedResources: true }),
          options,
        ),
      next: ({ NextToken }) => NextToken,
      items: ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
      add: (it) => {
        const own = need(it.InstanceId, 'InstanceId');
        const config = toWire(it);
        const id = at.arn('ec2', `instance/${own}`);
        at.sheet.add(instance, { id, name: nameTag(it.Tags) ?? own, created: config.LaunchTime, config });
        if (it.ImageId !== undefined) images.add(it.ImageId);
      },
    },
  );
  return [...images];
}
