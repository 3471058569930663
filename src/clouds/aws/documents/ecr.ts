import type { Type } from '#model';
import { isListOfObjects, isObject, listAt, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type FoundListing, type Recognised } from '../../recogniser.ts';
import { ecrImage } from '../ecr/image/resource.ts';
import { ecrImageIndex, referenceType } from '../ecr/image-index/resource.ts';
import { ecrImageScan } from '../ecr/image-scan/resource.ts';
import { ecrPolicyScope } from '../ecr/policy-scope/resource.ts';
import { ecrRegistryPolicy } from '../ecr/registry-policy/resource.ts';
import { ecrRepositoryPolicy } from '../ecr/repository-policy/resource.ts';
import { ecrRegistryScanning } from '../ecr/registry-scanning/resource.ts';
import { ecrRepositoryScanning } from '../ecr/repository-scanning/resource.ts';
import { ecrRepository } from '../ecr/repository/resource.ts';
import { arnOf, created, placeOfArn, placed } from './place.ts';

/** Answers of ECR: private repositories, images, scans, the manifests of multi-platform images, and policies. */
export function ecrDocument(document: unknown): Recognised | undefined {
  if (!isObject(document)) return undefined;
  return (
    repositoriesOf(document) ??
    imagesOf(document) ??
    scanOf(document) ??
    indexesOf(document) ??
    policyOf(document) ??
    scanningOf(document)
  );
}

/** Every type that ECR's documents hold. */
export const ecrTypes: readonly Type[] = [
  ecrRepository,
  ecrImage,
  ecrImageScan,
  ecrImageIndex,
  ecrRepositoryPolicy,
  ecrRegistryPolicy,
  ecrPolicyScope,
  ecrRegistryScanning,
  ecrRepositoryScanning,
];

function repositoriesOf(document: Json): Recognised | undefined {
  const one = document['repository'];
  if (isObject(one) && isPrivate(one)) return objects([repositoryOf(one)]);
  const all = document['repositories'];
  if (!isListOfObjects(all) || !all.every(isPrivate)) return undefined;
  const found = all.map(repositoryOf);
  return isLastPage(document)
    ? listing(found, { type: ecrRepository, api: 'ecr:DescribeRepositories' })
    : objects(found);
}

/** Repositories of the public registry look the same but for their ARN. */
const isPrivate = (it: Json): boolean => textAt(it, 'repositoryArn')?.includes(':ecr:') ?? false;

function repositoryOf(config: Json): Found {
  const arn = textAt(config, 'repositoryArn') ?? '';

  const name = textAt(config, 'repositoryName') ?? arn;
  return { type: ecrRepository, id: arn, name, ...created(config, 'createdAt'), place: placeOfArn(arn), config };
}

function imagesOf(document: Json): Recognised | undefined {
  const details = document['imageDetails'];
  if (!isListOfObjects(details) || !details.every((it) => isDigest(textAt(it, 'imageDigest')))) return undefined;
  const found = details.flatMap((config) => {
    const digest = textAt(config, 'imageDigest') ?? '';
    const repository = textAt(config, 'repositoryName');
    if (repository === undefined) return [];
    const [tag] = listAt(config, 'imageTags');
    const found = imageOf(ecrImage, config, repository, digest, '', config);
    const name = typeof tag === 'string' ? `${repository}:${tag}` : found.name;
    return [{ ...found, name, ...created(config, 'imagePushedAt') }];
  });
  if (found.length < details.length) return undefined;
  const names = [...new Set(details.map((it) => textAt(it, 'repositoryName') ?? ''))];
  if (!isLastPage(document)) return objects(found);
  return listing(
    found,
    ...(names.length === 0 ? [undefined] : names).map((name) => ({
      type: ecrImage,
      api: 'ecr:DescribeImages',
      within: { type: ecrRepository, ...(name !== undefined && { name }) },
    })),
  );
}

function scanOf(document: Json): Recognised | undefined {
  const repository = textAt(document, 'repositoryName');
  const digest = textAt(document, 'imageId', 'imageDigest');
  const told = 'imageScanFindings' in document || 'imageScanStatus' in document;
  if (!told || repository === undefined || digest === undefined || !isDigest(digest)) return undefined;
  const { imageId, imageScanStatus, imageScanFindings } = document;
  // The scan of an image is all pages: a first page alone would hide what comes after.
  if (!isLastPage(document) || imageScanFindings === undefined) return objects([]);
  const config = { imageId, imageScanStatus, imageScanFindings };
  return objects([imageOf(ecrImageScan, document, repository, digest, '/scan', config)]);
}

/** `BatchGetImage` answers manifests as text; those that list others are indexes. */
function indexesOf(document: Json): Recognised | undefined {
  const images = document['images'];
  if (!isListOfObjects(images) || !images.every((it) => typeof it['imageManifest'] === 'string')) return undefined;
  const found = images.flatMap(indexOf);
  return found.length === 0 ? undefined : objects(found);
}

function indexOf(it: Json): Found[] {
  const digest = textAt(it, 'imageId', 'imageDigest');
  const repository = textAt(it, 'repositoryName');
  const manifests = manifestsOf(textAt(it, 'imageManifest') ?? '');
  if (manifests === undefined || digest === undefined || repository === undefined) return [];
  return [imageOf(ecrImageIndex, it, repository, digest, '/index', { digest, manifests })];
}

function manifestsOf(text: string): readonly unknown[] | undefined {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!isObject(manifest) || !Array.isArray(manifest['manifests'])) return undefined;
  const children = listAt(manifest, 'manifests');
  const read = children.flatMap((one) => {
    const digest = textAt(one, 'digest');
    const platform = isObject(one) ? one['platform'] : undefined;
    const reference = textAt(one, 'annotations', referenceType);
    const annotations = reference !== undefined && { annotations: { [referenceType]: reference } };
    return digest === undefined ? [] : [{ digest, ...(isObject(platform) && { platform }), ...annotations }];
  });
  // An entry that says not which manifest it is would be missing among the images to judge.
  return read.length === children.length ? read : undefined;
}

function imageOf(type: Type, of: Json, repository: string, digest: string, suffix: string, config: unknown): Found {
  const place = placed(textAt(of, 'registryId'), undefined);
  return {
    type,
    id: `${arnOf('ecr', place, `repository/${repository}`)}@${digest}${suffix}`,
    name: `${repository}@${digest}`,
    place,
    config,
  };
}

/** Who may use a repository or the registry, and what the policy of the registry governs. */
function policyOf(document: Json): Recognised | undefined {
  if (document['name'] === 'REGISTRY_POLICY_SCOPE') return onceOf(ecrPolicyScope, document);
  if (textAt(document, 'policyText') === undefined) return undefined;
  const name = textAt(document, 'repositoryName');
  if (name === undefined) return onceOf(ecrRegistryPolicy, document);
  const place = placed(textAt(document, 'registryId'), undefined);
  const id = `${arnOf('ecr', place, `repository/${name}`)}/policy`;
  return listing([{ type: ecrRepositoryPolicy, id, name, place, config: document }], repositoryPolicyListing(name));
}

/** That the policy of a repository, of which it has one or none, was asked for and answered. */
export const repositoryPolicyListing = (repository: string): FoundListing => ({
  type: ecrRepositoryPolicy,
  api: 'ecr:GetRepositoryPolicy',
  within: { type: ecrRepository, name: repository },
});

/** How the registry and its repositories are scanned. */
function scanningOf(document: Json): Recognised | undefined {
  if (isObject(document['scanningConfiguration'])) return onceOf(ecrRegistryScanning, document);
  const all = document['scanningConfigurations'];
  if (!isListOfObjects(all) || !all.every((it) => textAt(it, 'repositoryArn'))) return undefined;
  return objects(
    all.map((config) => {
      const arn = textAt(config, 'repositoryArn') ?? '';
      const name = textAt(config, 'repositoryName') ?? arn;
      return { type: ecrRepositoryScanning, id: `${arn}/scanning`, name, place: placeOfArn(arn), config };
    }),
  );
}

/** What a region has once. */
const onceOf = (type: Type, config: Json): Recognised =>
  listing([{ type, id: (target) => `${target}/${type.name}`, name: type.name, place: {}, config }], {
    type,
    api: type.reads[0] ?? type.name,
  });

const isDigest = (text: string | undefined): boolean => /^sha256:/.test(text ?? '');

const isLastPage = (document: Json): boolean => textAt(document, 'nextToken') === undefined;
