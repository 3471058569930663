import { BatchGetImageCommand, type Image, type ImageFailure } from '@aws-sdk/client-ecr';
import { MalformedAnswer } from '../../failure.ts';
import type { AwsReader } from '../../reader.ts';
import { isIndex, type KnownImage } from '../image/collect.ts';
import { ecrImageIndex, referenceType } from './resource.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html */
const mostImages = 100;

const acceptedMediaTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** Reads the child manifests of multi-platform images, a hundred of a repository in one call. */
export async function collectImageIndexes(at: AwsReader, images: readonly KnownImage[]): Promise<void> {
  const api = 'ecr:BatchGetImage';
  const about = ([first]: readonly KnownImage[]): string => `Repository ${first?.repository.name ?? ''}`;
  const batches = batchesOf(images.filter(({ detail }) => isIndex(detail)));
  await at.sheet.listEach({ api, types: [ecrImageIndex], about }, batches, async (batch) => {
    const command = new BatchGetImageCommand({
      repositoryName: batch[0]?.repository.name,
      imageIds: batch.map(({ digest }) => ({ imageDigest: digest })),
      acceptedMediaTypes,
    });
    const answer = await at.call(api, (options) => at.clients.ecr.send(command, options));
    const manifests = new Map((answer.images ?? []).map((it) => [it.imageId?.imageDigest, it]));
    const refusals = new Map((answer.failures ?? []).map((it) => [it.imageId?.imageDigest, it]));
    for (const known of batch) {
      await at.sheet.one({ api, types: [ecrImageIndex], address: `${known.address}/index` }, async () => {
        addIndex(at, known, manifests.get(known.digest), refusals.get(known.digest));
        await Promise.resolve();
      });
    }
  });
}

function addIndex(
  at: AwsReader,
  known: KnownImage,
  answered: Image | undefined,
  refused: ImageFailure | undefined,
): void {
  if (refused) throw Object.assign(new Error(refused.failureReason), { name: refused.failureCode ?? 'ImageNotFound' });
  const manifests = childrenOf(answered?.imageManifest);
  if (manifests === undefined) throw new MalformedAnswer('The answer lacks the manifest.');
  const name = `${known.repository.name}@${known.digest}`;
  const config = { digest: known.digest, manifests };
  at.sheet.add(ecrImageIndex, { id: `${known.address}/index`, name, config });
}

interface Child {
  readonly digest: string;
  readonly platform?: { readonly os?: string; readonly architecture?: string };
  readonly annotations?: { readonly [referenceType]?: string };
}

/** Undefined where the text is no index, or an entry of it says not which manifest it is. Throws SyntaxError where it is no JSON. */
function childrenOf(text: string | undefined): readonly Child[] | undefined {
  const index: unknown = text === undefined ? undefined : JSON.parse(text);
  const children = fieldOf(index, 'manifests');
  if (!Array.isArray(children)) return undefined;
  const read = children.flatMap((child: unknown) => {
    const digest = textOf(child, 'digest');
    if (digest === undefined) return [];
    const platform = fieldOf(child, 'platform');
    const os = textOf(platform, 'os');
    const architecture = textOf(platform, 'architecture');
    const reference = textOf(fieldOf(child, 'annotations'), referenceType);
    return {
      digest,
      ...(platform !== undefined && { platform: { ...(os && { os }), ...(architecture && { architecture }) } }),
      ...(reference !== undefined && { annotations: { [referenceType]: reference } }),
    };
  });
  return read.length === children.length ? read : undefined;
}

function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === field)?.[1];
}

function textOf(value: unknown, field: string): string | undefined {
  const text = fieldOf(value, field);
  return typeof text === 'string' ? text : undefined;
}

function batchesOf(images: readonly KnownImage[]): readonly (readonly KnownImage[])[] {
  const perRepository = Map.groupBy(images, ({ repository }) => repository.name);
  return [...perRepository.values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / mostImages) }, (_, at) =>
      own.slice(at * mostImages, (at + 1) * mostImages),
    ),
  );
}
