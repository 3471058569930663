import type { GcpProjectEstate, IamPolicy, KmsKey, Repository } from './estate.ts';

type Images = Pick<GcpProjectEstate, 'keys' | 'registryLocations' | 'repositories' | 'repositoryPolicies' | 'policy'>;

/**
 * The keys that clusters and repositories of a project name, rotated and not, and repositories of images that are closed,
 * read by everyone and written by everyone.
 */
export function generateImages(projectId: string, regions: readonly string[]): Images {
  const [region = '', ...others] = regions;
  const keyOf = (place: string, name: string): string =>
    `projects/${projectId}/locations/${place}/keyRings/gke/cryptoKeys/${name}`;
  const repositoryOf = (place: string, name: string): string =>
    `projects/${projectId}/locations/${place}/repositories/${name}`;
  const [images, archive] = [keyOf(region, 'images'), keyOf(region, 'archive')];
  return {
    keys: [
      ...regions.map((place, turn) => ({ ...key(keyOf(place, 'etcd')), ...rotations[turn % rotations.length] })),
      { ...key(images), ...rotated },
      key(archive),
    ],
    registryLocations: [...regions, 'us'],
    repositories: [
      repository(repositoryOf(region, 'shop'), images),
      repository(repositoryOf(region, 'archive'), archive),
      ...others.map((place) => repository(repositoryOf(place, 'base'))),
      repository(repositoryOf('us', 'gcr.io')),
    ],
    repositoryPolicies: {
      [repositoryOf(region, 'shop')]: policyOf({ 'artifactregistry.writer': ['group:builders@example.com'] }),
      [repositoryOf(region, 'archive')]: policyOf({
        'artifactregistry.reader': ['allUsers', 'group:builders@example.com'],
        'artifactregistry.writer': ['allAuthenticatedUsers'],
      }),
      [repositoryOf('us', 'gcr.io')]: policyOf({ 'artifactregistry.reader': ['allUsers'] }),
    },
    policy: policyOf({ owner: ['user:owner@example.com'] }),
  };
}

const at = (day: string) => ({ seconds: Date.parse(day) / 1000 });
const period = (days: number) => ({ seconds: days * 86_400 });

/** Far enough for every test; the service allows no more than a period. */
const rotated: Partial<KmsKey> = { rotationPeriod: period(90), nextRotationTime: at('2039-01-01') };
const rotations: readonly Partial<KmsKey>[] = [
  rotated,
  { rotationPeriod: period(365), nextRotationTime: at('2039-01-01') },
  { rotationPeriod: period(30), nextRotationTime: at('2026-01-01') },
];

const key = (name: string): KmsKey => ({
  name,
  purpose: 'ENCRYPT_DECRYPT',
  createTime: at('2025-03-04'),
  versionTemplate: { protectionLevel: 'SOFTWARE', algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION' },
  primary: {
    name: `${name}/cryptoKeyVersions/1`,
    state: 'ENABLED',
    createTime: at('2025-03-04'),
    protectionLevel: 'SOFTWARE',
    algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION',
  },
});

const repository = (name: string, kmsKeyName?: string): Repository => ({
  name,
  format: 'DOCKER',
  mode: 'STANDARD_REPOSITORY',
  createTime: at('2025-03-04'),
  ...(kmsKeyName !== undefined && { kmsKeyName }),
});

const policyOf = (roles: Readonly<Record<string, readonly string[]>>): IamPolicy => ({
  version: 1,
  etag: 'BwYAAAAAAAA=',
  bindings: Object.entries(roles).map(([role, members]) => ({ role: `roles/${role}`, members: [...members] })),
});
