import { DescribeImagesCommand, type Image } from '@aws-sdk/client-ec2';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { publicImages } from './resource.ts';

/** Reads the own AMIs that everybody may launch. */
export async function collectPublicImages(at: AwsReader): Promise<void> {
  const api = 'ec2:DescribeImages';
  const isPublic = { Name: 'is-public', Values: ['true'] };
  const asked = { Owners: ['self'], Filters: [isPublic], IncludeDeprecated: true, MaxResults: 1000 };
  await at.sheet.list({ api, types: [publicImages] }, async () => {
    const Images: Image[] = [];
    await at.pages(api, {
      send: (NextToken, options) => at.clients.ec2.send(new DescribeImagesCommand({ ...asked, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: (page) => page.Images,
      add: (it) => Images.push(it),
    });
    const id = `${at.sheet.target.id}/${publicImages.name}`;
    at.sheet.add(publicImages, { id, name: publicImages.name, config: toWire({ Images }) });
  });
}
