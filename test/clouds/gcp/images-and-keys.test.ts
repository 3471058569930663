import { afterEach, describe, expect, test } from 'vitest';
import { gcpTypes } from '#clouds/gcp/types';
import { evaluate } from '#engine/evaluate';
import { snapshotOf } from '#engine/snapshot-id';
import { worldOf } from '#engine/world';
import { defaultPolicy, type Judgement, type Reading, type Resource } from '#model';
import rotation from '#rules/gcp/kms/gcp-kms-key-rotation';
import type { GcpProjectEstate } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpSimulator } from '../../sim/gcp/server.ts';
import { audit } from './audit.ts';

const estate = generateGcpEstate({ seed: 7, clusters: 4, projects: 2 });
const [first, second] = estate.projects;
const running: GcpSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function read(...projects: readonly GcpProjectEstate[]) {
  const sim = await startGcp({ estate: { projects } });
  running.push(sim);
  const { readings } = await audit(sim);
  return { readings, trace: sim.trace() };
}

const ofType = (readings: readonly Reading[], type: string): readonly Resource[] =>
  readings.flatMap(({ resources }) => resources).filter((it) => it.type === type);

const verdictsOn = (readings: readonly Reading[]): readonly Judgement[] =>
  evaluate({
    world: worldOf(readings.map((it) => snapshotOf(it, gcpTypes))),
    rules: [rotation],
    policy: defaultPolicy,
    at: '2026-11-01T00:00:00Z',
  });

const { projectId } = first!;
const ring = `projects/${projectId}/locations/europe-west1/keyRings/gke/cryptoKeys`;

describe('what is read is stored as the API prints it', () => {
  test('a key', async () => {
    const { readings } = await read(first!);
    const key = ofType(readings, 'gcp.kms-key').find(({ id }) => id.endsWith('/images'));
    expect(key).toMatchObject({
      id: `//cloudkms.googleapis.com/${ring}/images`,
      name: 'images',
      target: `gcp:${projectId}`,
      created: '2025-03-04T00:00:00Z',
    });
    expect(key?.config).toEqual({
      name: `${ring}/images`,
      purpose: 'ENCRYPT_DECRYPT',
      createTime: '2025-03-04T00:00:00Z',
      rotationPeriod: '7776000s',
      nextRotationTime: '2039-01-01T00:00:00Z',
      versionTemplate: { protectionLevel: 'SOFTWARE', algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION' },
      primary: {
        name: `${ring}/images/cryptoKeyVersions/1`,
        state: 'ENABLED',
        createTime: '2025-03-04T00:00:00Z',
        protectionLevel: 'SOFTWARE',
        algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION',
      },
    });
  });

  test('a repository, and who may use it', async () => {
    const { readings } = await read(first!);
    const name = `projects/${projectId}/locations/europe-west1/repositories/archive`;
    const repository = ofType(readings, 'gcp.artifact-registry').find((it) => it.name === 'archive');
    expect(repository).toMatchObject({
      id: `//artifactregistry.googleapis.com/${name}`,
      created: '2025-03-04T00:00:00Z',
      config: { name, format: 'DOCKER', mode: 'STANDARD_REPOSITORY', kmsKeyName: `${ring}/archive` },
    });
    const policy = ofType(readings, 'gcp.artifact-registry-policy').find((it) => it.name === 'archive');
    expect(policy?.id).toBe(`//artifactregistry.googleapis.com/${name}/iamPolicy`);
    expect(policy?.config).toEqual(first!.repositoryPolicies[name]);
  });

  test('who may do what in the project', async () => {
    const { readings } = await read(first!);
    expect(ofType(readings, 'gcp.project-policy')).toMatchObject([
      { id: `//cloudresourcemanager.googleapis.com/projects/${projectId}/iamPolicy`, config: first!.policy },
    ]);
  });
});

test('repositories of all places and all pages are read', async () => {
  const [one] = first!.repositories;
  const many = Array.from({ length: 1001 }, (_, at) => ({ ...one, name: `${one?.name ?? ''}-${at}`, kmsKeyName: '' }));
  const { readings, trace } = await read({ ...first!, repositories: [...first!.repositories, ...many] });
  expect(ofType(readings, 'gcp.artifact-registry')).toHaveLength(first!.repositories.length + 1001);
  expect(trace['artifactregistry:ListRepositories']).toBe(first!.registryLocations.length + 1);
});

describe('a key that several projects name', () => {
  const central = `projects/${second!.projectId}/locations/europe-west1/keyRings/gke/cryptoKeys/images`;
  const boot = `projects/${second!.projectId}/locations/europe-west1/keyRings/gke/cryptoKeys/archive`;
  const [cluster] = first!.clusters;
  const naming = (projects: GcpProjectEstate, keyName: string): GcpProjectEstate => ({
    ...projects,
    clusters: [
      {
        ...cluster,
        databaseEncryption: { state: 'ENCRYPTED', keyName },
        nodePools: [{ name: 'a', config: { bootDiskKmsKey: `${boot}/cryptoKeyVersions/3` } }],
      },
    ],
    repositories: [],
  });
  const keysIn = (readings: readonly Reading[]) =>
    ofType(readings, 'gcp.kms-key').map(({ name, target }) => [name, target]);

  test('is read once, by the one that holds it', async () => {
    const { readings, trace } = await read(naming(first!, central), second!);
    const mine = keysIn(readings).filter(([name]) => name === 'images' || name === 'archive');
    expect(mine).toEqual([
      ['archive', `gcp:${second!.projectId}`],
      ['images', `gcp:${second!.projectId}`],
    ]);
    expect(trace['cloudkms:GetCryptoKey']).toBe(keysIn(readings).length);
  });

  test('is read by its user where its holder has no clusters', async () => {
    const { readings } = await read(naming(first!, central), { ...second!, clusters: [] });
    expect(keysIn(readings)).toEqual([
      ['archive', `gcp:${projectId}`],
      ['images', `gcp:${projectId}`],
    ]);
  });

  test('is a gap on its address where its project cannot be seen', async () => {
    const { readings } = await read(naming(first!, central));
    expect(readings[0]!.gaps).toMatchObject([
      { api: 'cloudkms.cryptoKeys.get', reason: 'denied', resource: `//cloudkms.googleapis.com/${boot}` },
      { api: 'cloudkms.cryptoKeys.get', reason: 'denied', resource: `//cloudkms.googleapis.com/${central}` },
      ...[boot, central].map((key) => ({
        api: 'cloudkms.cryptoKeys.getIamPolicy',
        reason: 'denied',
        resource: `//cloudkms.googleapis.com/${key}/iamPolicy`,
      })),
      {
        api: 'cloudkms.keyRings.getIamPolicy',
        reason: 'denied',
        resource: `//cloudkms.googleapis.com/${central.replace('/cryptoKeys/images', '')}/iamPolicy`,
      },
    ]);
    expect(readings[0]!.complete).toContain('gcp.kms-key');
    const verdicts = verdictsOn(readings);
    expect(verdicts.map(({ resource, verdict, permission }) => [resource.id, verdict, permission])).toEqual([
      [`//cloudkms.googleapis.com/${boot}`, 'unknown', 'cloudkms.cryptoKeys.get'],
      [`//cloudkms.googleapis.com/${central}`, 'unknown', 'cloudkms.cryptoKeys.get'],
    ]);
  });
});

test('who may use keys, and all keys of their rings', async () => {
  const policy = { version: 1, bindings: [{ role: 'roles/cloudkms.viewer', members: ['allUsers'] }] };
  const { readings, trace } = await read({ ...first!, keyPolicies: { [`${ring}/images`]: policy } });
  const found = ofType(readings, 'gcp.kms-policy');
  const keys = ofType(readings, 'gcp.kms-key');
  expect(found.filter(({ id }) => id.includes('/cryptoKeys/')).map(({ id }) => id)).toEqual(
    keys.map(({ id }) => `${id}/iamPolicy`),
  );
  const rings = new Set(keys.map(({ id }) => id.replace(/\/cryptoKeys\/.*/, '')));
  expect(trace['cloudkms:GetIamPolicy']).toBe(keys.length + rings.size);
  expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining([...rings].map((it) => `${it}/iamPolicy`)));
  expect(found.find(({ id }) => id.endsWith('/images/iamPolicy'))?.config).toEqual(policy);
});

test('the key of disks that auto-provisioning makes is read', async () => {
  const [cluster] = first!.clusters;
  const autoscaling = { autoprovisioningNodePoolDefaults: { bootDiskKmsKey: `${ring}/etcd` } };
  const clusters = [{ ...cluster, databaseEncryption: {}, autoscaling }];
  const { readings } = await read({ ...first!, clusters, repositories: [] });
  expect(ofType(readings, 'gcp.kms-key').map(({ name }) => name)).toEqual(['etcd']);
});

test('a project that only lends a network is not asked for images', async () => {
  const lent = `projects/${second!.projectId}/global/networks/default`;
  const [cluster] = first!.clusters;
  const guest = { ...first!, clusters: [{ ...cluster, networkConfig: { network: lent } }] };
  const { readings, trace } = await read(guest, { ...second!, clusters: [] });
  expect(trace['artifactregistry:ListLocations']).toBe(1);
  expect(trace['cloudresourcemanager:projects.getIamPolicy']).toBe(1);
  const holder = readings.find(({ target }) => target.id === `gcp:${second!.projectId}`);
  expect(holder?.target.scopes).toEqual(['gcp-project']);
  expect(holder?.complete).toEqual(expect.arrayContaining(['gcp.artifact-registry', 'gcp.kms-key']));
});
