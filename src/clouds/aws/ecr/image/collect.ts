import { DescribeImagesCommand, type ImageDetail } from '@aws-sdk/client-ecr';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { ecrImageIndex } from '../image-index/resource.ts';
import { ecrImageScan } from '../image-scan/resource.ts';
import type { KnownRepository } from '../repository/collect.ts';
import { ecrImage } from './resource.ts';

/** An image that was read; its address is the repository's ARN, `@` and the digest. */
export interface KnownImage {
  readonly address: string;
  readonly repository: KnownRepository;
  readonly digest: string;
  readonly detail: ImageDetail;
}

/** Whether the image is a list of images for several platforms, which has no layers and no scan of its own. */
export function isIndex({ imageManifestMediaType: type = '' }: ImageDetail): boolean {
  return type.includes('manifest.list') || type.includes('image.index');
}

/** Reads the images of the repositories, or the one with this digest; archived ones left out, as the service does. */
export async function collectEcrImages(
  at: AwsReader,
  repositories: readonly KnownRepository[],
  only?: string,
): Promise<readonly KnownImage[]> {
  // The service takes ids or a page size.
  const asked = only === undefined ? { maxResults: 1000 } : { imageIds: [{ imageDigest: only }] };
  const api = 'ecr:DescribeImages';
  const about = ({ name }: KnownRepository): string => `Repository ${name}`;
  const found = new Map<string, KnownImage>();
  await at.sheet.listEach(
    { api, types: [ecrImage], leads: [ecrImageIndex, ecrImageScan], about },
    repositories,
    (repository) =>
      at.pages(api, {
        send: (nextToken, options) =>
          at.clients.ecr.send(
            new DescribeImagesCommand({ repositoryName: repository.name, ...asked, nextToken }),
            options,
          ),
        next: ({ nextToken }) => nextToken,
        items: ({ imageDetails }) => imageDetails,
        add: (detail) => {
          const digest = need(detail.imageDigest, 'imageDigest');
          const address = `${repository.arn}@${digest}`;
          const config = toWire(detail);
          const name = nameOf(repository, detail, digest);
          at.sheet.add(ecrImage, { id: address, name, created: config.imagePushedAt, config });
          found.set(address, { address, repository, digest, detail });
        },
      }),
  );
  return [...found.values()];
}

function nameOf({ name }: KnownRepository, { imageTags: [tag] = [] }: ImageDetail, digest: string): string {
  return tag === undefined ? `${name}@${digest}` : `${name}:${tag}`;
}
