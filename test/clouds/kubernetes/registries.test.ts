import { expect, test } from 'vitest';
import { isTrusted, ownerOf, type RegistryOwner } from '#clouds/kubernetes/image/registry-facts';
import { parseReference } from '#clouds/kubernetes/image/reference-facts';
import { systemRegistries } from '#clouds/kubernetes/image/system-registry-facts';
import { unknown } from '#rule';
import { clusters } from '../../support/kubernetes/objects.ts';

const ofImage = (text: string) => {
  const reference = parseReference(text);
  if (!reference) throw new Error(`${text} is no image`);
  return reference;
};

test.each<[string, string, RegistryOwner | undefined]>([
  ['ECR', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/a', { cloud: 'ecr', key: '111122223333' }],
  [
    'ECR over IPv6 in China',
    '111122223333.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn/a',
    { cloud: 'ecr', key: '111122223333' },
  ],
  [
    'ECR in an isolated partition',
    '111122223333.dkr.ecr.us-isob-east-1.sc2s.sgov.gov/a',
    { cloud: 'ecr', key: '111122223333' },
  ],
  ['no region', '111122223333.dkr.ecr.amazonaws.com/a', undefined],
  ['eleven digits', '11112222333.dkr.ecr.eu-west-1.amazonaws.com/a', undefined],
  ['ACR', 'shop-abc123.azurecr.io/a', { cloud: 'acr', key: 'shop-abc123.azurecr.io' }],
  ['ACR in a region', 'shop.westeurope.geo.azurecr.us/a', { cloud: 'acr', key: 'shop.azurecr.us' }],
  ['ACR with a label more', 'evil.shop.azurecr.io/a', undefined],
  ['Artifact Registry', 'us-docker.pkg.dev/shop/a/b', { cloud: 'gar', key: 'shop' }],
  ['a project of a domain', 'gcr.io/example.com/shop/a', { cloud: 'gar', key: 'example.com:shop' }],
  ['the older host', 'asia.gcr.io/shop/a', { cloud: 'gar', key: 'shop' }],
  ['another kind of repository', 'us-maven.pkg.dev/shop/a', undefined],
  ['Docker Hub', 'nginx', undefined],
])('the owner of a registry: %s', (_, image, expected) => {
  expect(ownerOf(ofImage(image))).toEqual(expected);
});

const outside = unknown('outside', 'Nobody watches it.');
const unwatched = () => ({ items: [], unread: outside });
const policy = { allowedRegistries: [], systemRegistries, allowOwn: true };
const nowhere = { ecr: unwatched, acr: unwatched, gar: unwatched };

test('where no cloud is watched, nothing is known of its registries', () => {
  expect(isTrusted(ofImage('nginx'), `k8s:${clusters.eks}`, policy, nowhere)).toEqual(outside);
});

test('one cloud that was read is enough', () => {
  const ask = { ...nowhere, acr: () => ({ items: [] }) };
  expect(isTrusted(ofImage('nginx'), `k8s:${clusters.eks}`, policy, ask)).toBe(false);
});

test('a cloud that nobody watches holds nothing of its own', () => {
  const image = ofImage('shop.azurecr.io/web');
  expect(isTrusted(image, `k8s:${clusters.eks}`, { ...policy, allowedRegistries: ['docker.io'] }, nowhere)).toBe(false);
});

test('a pattern of many stars takes no longer than its text', () => {
  const wild = { ...policy, allowedRegistries: [`reg.example.com/${'*a'.repeat(60)}`], allowOwn: false };
  expect(isTrusted(ofImage(`reg.example.com/${'a'.repeat(120)}b`), clusters.files, wild, nowhere)).toBe(false);
});
