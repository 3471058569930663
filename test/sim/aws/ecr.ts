import {
  BatchGetImage$,
  DescribeImageScanFindings$,
  DescribeImages$,
  DescribeRepositories$,
  type BatchGetImageRequest,
  type BatchGetImageResponse,
  type DescribeImageScanFindingsRequest,
  type DescribeImageScanFindingsResponse,
  type DescribeImagesRequest,
  type DescribeImagesResponse,
  type DescribeRepositoriesRequest,
  type DescribeRepositoriesResponse,
  type ImageDetail,
  type ImageIdentifier,
} from '@aws-sdk/client-ecr';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const ecrOperations: readonly Operation[] = [
  operation('ecr', DescribeRepositories$, describeRepositories, 'RepositoryNotFoundException'),
  operation('ecr', DescribeImages$, describeImages, 'ImageNotFoundException'),
  operation('ecr', BatchGetImage$, batchGetImage, 'RepositoryNotFoundException'),
  operation('ecr', DescribeImageScanFindings$, describeImageScanFindings, 'ScanNotFoundException'),
];

function describeRepositories(input: DescribeRepositoriesRequest, call: Call): DescribeRepositoriesResponse {
  const { repositoryNames: names, maxResults, nextToken } = input;
  refuseOtherRegistry(input.registryId, call);
  if (names !== undefined && maxResults !== undefined) throw invalid('maxResults cannot be used with repositoryNames');
  if (names !== undefined && names.length > 100) throw invalid('At most 100 repository names are allowed');
  for (const name of names ?? []) refuseUnknownRepository(name, call);
  const wanted = call.here.repositories.filter((each) => names?.includes(each.repositoryName ?? '') ?? true);
  const page = call.paginate(wanted, nextToken, pageSize(maxResults));
  return { repositories: page.items, nextToken: page.next };
}

function describeImages(input: DescribeImagesRequest, call: Call): DescribeImagesResponse {
  const { repositoryName: name = '', imageIds: ids, maxResults, nextToken, filter } = input;
  refuseOtherRegistry(input.registryId, call);
  refuseUnknownRepository(name, call);
  if (ids !== undefined && maxResults !== undefined) throw invalid('maxResults cannot be used with imageIds');
  const all = call.here.ecrImages[name] ?? [];
  const named = ids === undefined ? all : namedImages(all, ids, name);
  const wanted = named.filter((image) => {
    const tagged = (image.imageTags ?? []).length > 0;
    return filter?.tagStatus === undefined || filter.tagStatus === 'ANY' || (filter.tagStatus === 'TAGGED') === tagged;
  });
  const page = call.paginate(wanted, nextToken, pageSize(maxResults));
  return { imageDetails: page.items, nextToken: page.next };
}

function namedImages(
  all: readonly ImageDetail[],
  ids: readonly ImageIdentifier[],
  repository: string,
): readonly ImageDetail[] {
  if (ids.length > 100) throw invalid('At most 100 image ids are allowed');
  return ids.map((id) => {
    const image = find(all, id);
    if (image === undefined)
      throw new AwsError(
        'ImageNotFoundException',
        `The image with imageId ${written(id)} does not exist within the repository with name '${repository}'`,
      );
    return image;
  });
}

function batchGetImage(input: BatchGetImageRequest, call: Call): BatchGetImageResponse {
  const { repositoryName: name = '', imageIds: ids = [] } = input;
  refuseOtherRegistry(input.registryId, call);
  refuseUnknownRepository(name, call);
  if (ids.length === 0 || ids.length > 100) throw invalid('imageIds takes 1 to 100 ids');
  const all = call.here.ecrImages[name] ?? [];
  const looked = ids.map((id) => ({ id, image: call.here.manifests[find(all, id)?.imageDigest ?? ''] }));
  return {
    images: looked.flatMap(({ image, id }) =>
      image === undefined ? [] : { ...image, imageId: { ...image.imageId, ...id } },
    ),
    failures: looked
      .filter(({ image }) => image === undefined)
      .map(({ id }) => ({
        imageId: id,
        failureCode: 'ImageNotFound' as const,
        failureReason: 'Requested image not found',
      })),
  };
}

function describeImageScanFindings(
  input: DescribeImageScanFindingsRequest,
  call: Call,
): DescribeImageScanFindingsResponse {
  const { repositoryName: name = '', imageId: id = {}, maxResults, nextToken } = input;
  refuseOtherRegistry(input.registryId, call);
  refuseUnknownRepository(name, call);
  const image = find(call.here.ecrImages[name] ?? [], id);
  if (image === undefined)
    throw new AwsError('ImageNotFoundException', `The image with imageId ${written(id)} does not exist`);
  const scan = call.here.scanFindings[`${name}@${image.imageDigest ?? ''}`];
  if (scan === undefined)
    throw new AwsError('ScanNotFoundException', `Image scan does not exist for the image with ${written(id)}`);
  const { findings, enhancedFindings, ...summary } = scan.imageScanFindings ?? {};
  const basic = call.paginate(findings ?? [], nextToken, pageSize(maxResults));
  // An image is scanned one way or the other, so that one token is enough.
  const enhanced =
    enhancedFindings === undefined ? undefined : call.paginate(enhancedFindings, nextToken, pageSize(maxResults));
  return {
    registryId: call.account,
    repositoryName: name,
    imageId: { imageDigest: image.imageDigest, ...id },
    imageScanStatus: scan.imageScanStatus,
    imageScanFindings: scan.imageScanFindings && {
      ...summary,
      ...(findings !== undefined && { findings: basic.items }),
      ...(enhanced !== undefined && { enhancedFindings: enhanced.items }),
    },
    nextToken: enhanced?.next ?? basic.next,
  };
}

function find(
  images: readonly ImageDetail[],
  { imageDigest: digest, imageTag: tag }: ImageIdentifier,
): ImageDetail | undefined {
  return images.find(
    (image) =>
      (digest !== undefined || tag !== undefined) &&
      (digest === undefined || image.imageDigest === digest) &&
      (tag === undefined || image.imageTags?.includes(tag) === true),
  );
}

function written({ imageDigest: digest, imageTag: tag }: ImageIdentifier): string {
  return `{imageDigest:'${digest ?? 'null'}', imageTag:'${tag ?? 'null'}'}`;
}

export function refuseUnknownRepository(name: string, call: Call): void {
  if (call.here.repositories.some((each) => each.repositoryName === name)) return;
  throw new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${call.account}'`,
  );
}

export function refuseOtherRegistry(id: string | undefined, call: Call): void {
  if (id === undefined || id === call.account) return;
  throw new AwsError('AccessDeniedException', `User: ${call.caller} is not authorized for the registry ${id}`);
}

function pageSize(asked: number | undefined): number {
  if (asked === undefined) return 100;
  if (!Number.isInteger(asked) || asked < 1 || asked > 1000) throw invalid('maxResults takes 1 to 1000');
  return asked;
}

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid parameter at '${message}'`);
}
