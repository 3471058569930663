import type { Type } from '#model';
import { parseArn } from '../address.ts';
import { onceIn } from '../once-events.ts';
import { partitionOf } from '../partition.ts';
import { orUnsaid, textsAt, type AddressesOf, type TrailRecord } from '../record-events.ts';
import { ecrImageIndex } from './image-index/resource.ts';
import { ecrImageScan } from './image-scan/resource.ts';
import { ecrImage } from './image/resource.ts';
import { ecrPolicyScope } from './policy-scope/resource.ts';
import { ecrRegistryPolicy } from './registry-policy/resource.ts';
import { ecrRegistryScanning } from './registry-scanning/resource.ts';
import { ecrRepositoryPolicy } from './repository-policy/resource.ts';
import { ecrRepositoryScanning } from './repository-scanning/resource.ts';
import { ecrRepository } from './repository/resource.ts';

/** Which objects of the private registry a record touched. */
export const ecrAddresses: readonly (readonly [Type, AddressesOf])[] = [
  [ecrRepository, (record) => repository(record, '')],
  [ecrRepositoryPolicy, (record) => repository(record, '/policy')],
  // A setting of the whole registry names no repository.
  [ecrRepositoryScanning, (record) => repository(record, '/scanning')],
  [ecrImage, (record) => images(record, '')],
  [ecrImageIndex, (record) => (isIndex(record) === false ? [] : images(record, '/index'))],
  [ecrImageScan, (record) => (isIndex(record) === true ? [] : images(record, '/scan'))],
  [ecrRegistryPolicy, onceIn(ecrRegistryPolicy)],
  [ecrRegistryScanning, onceIn(ecrRegistryScanning)],
  [ecrPolicyScope, (record) => (isAboutScope(record) ? onceIn(ecrPolicyScope)(record) : [])],
];

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const repositoryName = /^[a-z0-9._/-]{2,256}$/;

function repository(record: TrailRecord, suffix: string): readonly string[] | undefined {
  const { request, details, region, resources } = record;
  const [name = ''] = [...textsAt(request, 'repositoryName'), ...textsAt(details, 'repositoryName')];
  if (!repositoryName.test(name)) {
    const known = resources.filter((it) => parseArn(it)?.service === 'ecr');
    return orUnsaid(known.map((it) => `${it}${suffix}`));
  }
  const [registry] = textsAt(request, 'registryId');
  const account = registry ?? record.account;
  return [`arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${name}${suffix}`];
}

function images(record: TrailRecord, suffix: string): readonly string[] | undefined {
  const [held] = repository(record, '') ?? [];
  const { request, response, details } = record;
  const found = [
    ...[request, response].flatMap((it) => [
      ...textsAt(it, 'imageDigest'),
      ...textsAt(it, 'imageId', 'imageDigest'),
      ...textsAt(it, 'imageIds', 'imageDigest'),
      ...textsAt(it, 'image', 'imageId', 'imageDigest'),
    ]),
    ...textsAt(details, 'lifecycleEventImageActions', 'lifecycleEventImage', 'digest'),
  ];
  const digests = [...new Set(found)].filter((it) => /^sha\d{3}:[0-9a-f]{32,128}$/i.test(it));
  return held === undefined ? undefined : orUnsaid(digests.map((it) => `${held}@${it}${suffix}`));
}

/** Whether a push was of a list of images; undefined where the record does not say. */
function isIndex({ request, response }: TrailRecord): boolean | undefined {
  const [kind] = [
    ...textsAt(response, 'image', 'imageManifestMediaType'),
    ...textsAt(request, 'imageManifestMediaType'),
  ];
  return kind === undefined ? undefined : kind.includes('manifest.list') || kind.includes('image.index');
}

/** Other settings of the account are not read. */
const isAboutScope = ({ request }: TrailRecord): boolean =>
  [undefined, 'REGISTRY_POLICY_SCOPE'].includes(textsAt(request, 'name')[0]);
