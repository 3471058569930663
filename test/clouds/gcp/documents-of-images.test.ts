import { describe, expect, test } from 'vitest';
import { onlyReading, onlyResource, read } from '../files/folder.ts';

const name = 'projects/shop/locations/europe-west1/keyRings/gke/cryptoKeys/secrets';
const key = {
  name,
  purpose: 'ENCRYPT_DECRYPT',
  createTime: '2025-03-04T00:00:00Z',
  rotationPeriod: '7776000s',
  nextRotationTime: '2026-12-01T00:00:00Z',
  primary: { name: `${name}/cryptoKeyVersions/1`, state: 'ENABLED' },
};
const address = `//cloudkms.googleapis.com/${name}`;
const repository = { name: 'projects/shop/locations/us/repositories/gcr.io', format: 'DOCKER' };
const policy = {
  bindings: [{ role: 'roles/artifactregistry.reader', members: ['allUsers'] }],
  etag: 'BwY=',
  version: 1,
};
const recorded = (url: string, body: object, status = '200') => ({
  headers: { status, 'content-location': url },
  body,
});

describe('keys', () => {
  test('what the API prints', async () => {
    const found = onlyResource(await read({ 'a.json': key }));
    expect(found).toEqual({
      ...{ type: 'gcp.kms-key', id: address, name: 'secrets', target: 'gcp:shop', created: key.createTime },
      config: key,
    });
  });

  test('what a client gives is put into the words of the API', async () => {
    const message = {
      name,
      purpose: 'ENCRYPT_DECRYPT',
      create_time: { seconds: 1741046400, nanos: 0 },
      rotation_period: { seconds: '7776000', nanos: 500_000_000 },
      primary: { name: `${name}/cryptoKeyVersions/1`, create_time: { seconds: '1741046400' } },
      labels: { my_label: 'v' },
    };
    expect(onlyResource(await read({ 'a.json': message })).config).toEqual({
      name,
      purpose: 'ENCRYPT_DECRYPT',
      createTime: '2025-03-04T00:00:00Z',
      rotationPeriod: '7776000.5s',
      primary: { name: `${name}/cryptoKeyVersions/1`, createTime: '2025-03-04T00:00:00Z' },
      labels: { my_label: 'v' },
    });
  });

  test('lists are of one key ring, and so never complete', async () => {
    for (const list of [[key], { cryptoKeys: [key] }]) {
      const reading = onlyReading(await read({ 'a.json': list }));
      expect([reading.resources.map(({ id }) => id), reading.complete]).toEqual([[address], []]);
    }
  });

  test('a version of a key is none', async () => {
    const version = { name: `${name}/cryptoKeyVersions/1`, state: 'ENABLED' };
    expect((await read({ 'a.json': version })).readings).toEqual([]);
  });

  test('a refused key is a gap on its address', async () => {
    const error = { code: 403, message: 'Permission denied.' };
    const url = `https://cloudkms.googleapis.com/v1/${name}?alt=json`;
    const { gaps } = onlyReading(await read({ 'a.json': recorded(url, { error }, '403') }));
    expect(gaps).toMatchObject([{ reason: 'denied', resource: address, types: ['gcp.kms-key'] }]);
  });
});

describe('repositories', () => {
  test('one, and lists, which are never complete', async () => {
    for (const document of [repository, [repository], { repositories: [repository] }]) {
      const reading = onlyReading(await read({ 'a.json': document }));
      expect(reading.resources).toMatchObject([
        { type: 'gcp.artifact-registry', id: `//artifactregistry.googleapis.com/${repository.name}`, name: 'gcr.io' },
      ]);
      expect([reading.target.id, reading.complete]).toEqual(['gcp:shop', []]);
    }
  });

  test('those of other services are not taken', async () => {
    const { readings } = await read({ 'a.json': { name: repository.name, gitRemoteSettings: {} } });
    expect(readings).toEqual([]);
  });
});

describe('policies are of what the recorded request names', () => {
  const found = async (url: string) => (await read({ 'a.json': recorded(url, policy) })).readings;

  test('of a repository', async () => {
    const [reading] = await found(
      `https://artifactregistry.googleapis.com/v1/${repository.name}:getIamPolicy?alt=json`,
    );
    expect(reading?.resources).toMatchObject([
      {
        type: 'gcp.artifact-registry-policy',
        id: `//artifactregistry.googleapis.com/${repository.name}/iamPolicy`,
        name: 'gcr.io',
        config: policy,
      },
    ]);
  });

  test('of a project', async () => {
    const [reading] = await found('https://cloudresourcemanager.googleapis.com/v3/projects/shop:getIamPolicy?alt=json');
    expect(reading?.resources).toMatchObject([
      {
        type: 'gcp.project-policy',
        id: '//cloudresourcemanager.googleapis.com/projects/shop/iamPolicy',
        name: 'shop',
        target: 'gcp:shop',
      },
    ]);
  });

  test.each(['keyRings/gke', 'keyRings/gke/cryptoKeys/etcd'])('of %s', async (holder) => {
    const name = `projects/shop/locations/us/${holder}`;
    const [reading] = await found(`https://cloudkms.googleapis.com/v1/${name}:getIamPolicy?alt=json`);
    expect(reading?.resources).toMatchObject([
      { type: 'gcp.kms-policy', id: `//cloudkms.googleapis.com/${name}/iamPolicy`, target: 'gcp:shop', config: policy },
    ]);
  });

  test.each([
    'https://cloudkms.googleapis.com/v1/projects/shop/locations/us/ekmConfig:getIamPolicy',
    'https://cloudresourcemanager.googleapis.com/v3/organizations/1:getIamPolicy',
  ])('%s is of something else', async (url) => {
    expect(await found(url)).toEqual([]);
  });

  test('without a request they are of nothing', async () => {
    expect((await read({ 'a.json': policy })).readings).toEqual([]);
  });
});
