import type { TrailCase } from './trail.ts';

const digest = `sha256:${'0a'.repeat(32)}`;
const other = `sha256:${'0b'.repeat(32)}`;
const shop = { repositoryName: 'team/shop' };
const index = 'application/vnd.oci.image.index.v1+json';
const manifest = 'application/vnd.oci.image.manifest.v1+json';
const path = 'ecr:repository/team/shop';

const repository = { 'ecr.repository': [path] };
const policy = { 'ecr.repository-policy': [`${path}/policy`] };
const scanning = { 'ecr.repository-scanning': [`${path}/scanning`] };
const image = (of: string) => ({ 'ecr.image': [`${path}@${of}`] });
const scan = (of: string) => ({ 'ecr.image-scan': [`${path}@${of}/scan`] });
const list = (of: string) => ({ 'ecr.image-index': [`${path}@${of}/index`] });
const once = (type: string) => ({ [type]: [`aws:111122223333:eu-west-1/${type}`] });

const pushed = (imageManifestMediaType?: string) => ({
  image: { ...shop, imageId: { imageDigest: digest, imageTag: 'v1' }, imageManifestMediaType },
});

export const ecrCases: readonly TrailCase[] = [
  { call: 'ecr:CreateRepository', request: shop, touched: { ...repository, ...policy, ...scanning } },
  {
    call: 'ecr:DeleteRepository',
    request: { ...shop, registryId: '111122223333' },
    touched: { ...repository, ...policy, ...scanning },
  },
  { call: 'ecr:PutImageScanningConfiguration', request: shop, touched: { ...repository, ...scanning } },
  { call: 'ecr:PutImageTagMutability', request: shop, touched: repository },
  { call: 'ecr:SetRepositoryPolicy', request: { ...shop, policyText: '{}' }, touched: policy },
  { call: 'ecr:DeleteRepositoryPolicy', request: shop, touched: policy },
  {
    call: 'ecr:PutImage',
    request: { ...shop, imageTag: 'v1' },
    response: pushed(),
    touched: { ...image(digest), ...list(digest), ...scan(digest) },
  },
  {
    call: 'ecr:PutImage',
    request: { ...shop, imageTag: 'v1' },
    response: pushed(index),
    touched: { ...image(digest), ...list(digest) },
  },
  {
    call: 'ecr:PutImage',
    request: { ...shop, imageManifestMediaType: manifest },
    response: pushed(),
    touched: { ...image(digest), ...scan(digest) },
  },
  {
    call: 'ecr:BatchDeleteImage',
    request: { ...shop, imageIds: [{ imageDigest: digest }, { imageTag: 'v2' }] },
    response: { imageIds: [{ imageDigest: digest }, { imageDigest: other, imageTag: 'v2' }], failures: [] },
    touched: {
      'ecr.image': [digest, other].flatMap((it) => image(it)['ecr.image']),
      'ecr.image-index': [digest, other].flatMap((it) => list(it)['ecr.image-index']),
      'ecr.image-scan': [digest, other].flatMap((it) => scan(it)['ecr.image-scan']),
    },
  },
  {
    call: 'ecr:UpdateImageStorageClass',
    request: { ...shop, imageId: { imageDigest: digest }, targetStorageClass: 'ARCHIVE' },
    touched: image(digest),
  },
  {
    call: 'ecr:StartImageScan',
    request: { ...shop, imageId: { imageTag: 'v1' } },
    response: { imageId: { imageDigest: digest, imageTag: 'v1' } },
    touched: { ...image(digest), ...scan(digest) },
  },
  {
    call: 'ecr:PolicyExecutionEvent',
    request: null,
    fields: {
      eventType: 'AwsServiceEvent',
      readOnly: true,
      serviceEventDetails: {
        ...shop,
        lifecycleEventImageActions: [{ lifecycleEventImage: { digest, tagStatus: 'Untagged' }, rulePriority: 1 }],
      },
    },
    touched: { ...image(digest), ...list(digest), ...scan(digest) },
  },
  { call: 'ecr:PutRegistryPolicy', request: { policyText: '{}' }, touched: once('ecr.registry-policy') },
  { call: 'ecr:DeleteRegistryPolicy', request: null, touched: once('ecr.registry-policy') },
  {
    call: 'ecr:PutAccountSetting',
    request: { name: 'REGISTRY_POLICY_SCOPE', value: 'V2' },
    touched: once('ecr.policy-scope'),
  },
  {
    call: 'ecr:PutRegistryScanningConfiguration',
    request: { scanType: 'ENHANCED', rules: [] },
    touched: { ...once('ecr.registry-scanning'), 'ecr.repository-scanning': 'any' },
  },
  { call: 'ecr:StartImageScan', request: shop, touched: { 'ecr.image': 'any', 'ecr.image-scan': 'any' } },
  {
    call: 'ecr:SetRepositoryPolicy',
    request: null,
    fields: { resources: [{ ARN: 'arn:aws:ecr:eu-west-1:111122223333:repository/team/shop' }] },
    touched: policy,
  },
];
