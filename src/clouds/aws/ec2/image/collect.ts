import { DescribeImagesCommand } from '@aws-sdk/client-ec2';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { filterBy, mostFilterValues } from '../filter.ts';
import { image } from './resource.ts';

/**
 * Reads images by their ids. They are filtered for, not asked for: one that is gone would refuse the others. Without
 * a page size the answer is whole, where pages of a filtered search may be empty a thousand times.
 */
export async function collectImages(at: AwsReader, ids: readonly string[]): Promise<void> {
  const api = 'ec2:DescribeImages';
  const wanted = [...new Set(ids)].filter((id) => id.startsWith('ami-')).sort();
  const about = ([first]: readonly string[]): string => `Images from ${first ?? ''} on`;
  await at.sheet.listEach({ api, types: [image], about }, chunksOf(wanted), (Values) =>
    at.pages(api, {
      send: (NextToken, options) =>
        at.clients.ec2.send(
          new DescribeImagesCommand({
            Filters: filterBy('image-id', Values),
            IncludeDeprecated: true,
            IncludeDisabled: true,
            NextToken,
          }),
          options,
        ),
      next: ({ NextToken }) => NextToken,
      items: ({ Images }) => Images,
      add: (it) => {
        const own = need(it.ImageId, 'ImageId');
        const id = at.arn('ec2', `image/${own}`);
        at.sheet.add(image, { id, name: it.Name ?? own, created: it.CreationDate, config: toWire(it) });
      },
    }),
  );
}

function chunksOf(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / mostFilterValues) }, (_, at) =>
    ids.slice(at * mostFilterValues, (at + 1) * mostFilterValues),
  );
}
