import type { JsonObject } from '../json.ts';
import type { GcpProjectEstate, IamPolicy, KmsKey, Repository } from './estate.ts';

type Images = Pick<
  GcpProjectEstate,
  'keys' | 'registryLocations' | 'repositories' | 'repositoryPolicies' | 'occurrences' | 'policy'
>;

/**
 * The keys that clusters and repositories of a project name, rotated and not, and repositories of images that are closed,
 * read by everyone and written by everyone. Some are scanned, some not, and tags move in most; of three images in the shop's
 * one has a flaw, one has none, and one is not looked through yet.
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
      { ...repository(repositoryOf(region, 'shop'), images), ...scanned, dockerConfig: { immutableTags: true } },
      { ...repository(repositoryOf(region, 'archive'), archive), ...unscanned },
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
    occurrences: occurrencesOf(projectId, region),
    policy: policyOf({ owner: ['user:owner@example.com'] }),
  };
}

const scanned: Partial<Repository> = {
  vulnerabilityScanningConfig: { enablementConfig: 'INHERITED', enablementState: 'SCANNING_ACTIVE' },
};
const unscanned: Partial<Repository> = {
  vulnerabilityScanningConfig: { enablementConfig: 'DISABLED', enablementState: 'SCANNING_DISABLED' },
};

/** An image of the shop's repository in a region, as pods name it. */
export const shopImageOf = (projectId: string, region: string, name: keyof typeof digits): string =>
  `${region}-docker.pkg.dev/${projectId}/shop/${name}@sha256:${digits[name].repeat(64)}`;

const digits = { web: 'a', api: 'b', worker: 'c' } as const;

function occurrencesOf(projectId: string, region: string): readonly JsonObject[] {
  const about = (name: keyof typeof digits) => ({ resourceUri: `https://${shopImageOf(projectId, region, name)}` });
  const named = (id: string) => ({ name: `projects/${projectId}/occurrences/${id}` });
  const discovery = (name: keyof typeof digits, analysisStatus: string): JsonObject => ({
    ...named(`discovery-${name}`),
    ...about(name),
    noteName: 'projects/goog-analysis/notes/PACKAGE_VULNERABILITY',
    kind: 'DISCOVERY',
    createTime: '2026-09-01T08:00:00Z',
    discovery: { analysisStatus, continuousAnalysis: 'ACTIVE', lastScanTime: '2026-10-30T08:00:00Z' },
  });
  return [
    discovery('web', 'FINISHED_SUCCESS'),
    discovery('api', 'FINISHED_SUCCESS'),
    discovery('worker', 'SCANNING'),
    {
      ...named('vulnerability-web'),
      ...about('web'),
      noteName: 'projects/goog-vulnz/notes/CVE-2026-1234',
      kind: 'VULNERABILITY',
      createTime: '2026-09-02T08:00:00Z',
      vulnerability: {
        severity: 'HIGH',
        cvssScore: 8.1,
        effectiveSeverity: 'CRITICAL',
        fixAvailable: true,
        shortDescription: 'CVE-2026-1234',
        longDescription: 'A heap overflow.',
        relatedUrls: [{ url: 'https://nvd.nist.gov/vuln/detail/CVE-2026-1234', label: 'More Info' }],
        packageIssue: [
          {
            affectedCpeUri: 'cpe:/o:debian:debian_linux:12',
            affectedPackage: 'zlib',
            affectedVersion: {
              epoch: 1,
              name: '1.2.13.dfsg',
              revision: '1',
              kind: 'NORMAL',
              fullName: '1:1.2.13.dfsg-1',
            },
            fixedPackage: 'zlib',
            fixedVersion: { epoch: 1, name: '1.2.13.dfsg', revision: '2', kind: 'NORMAL', fullName: '1:1.2.13.dfsg-2' },
            fixAvailable: true,
            packageType: 'OS',
            effectiveSeverity: 'CRITICAL',
          },
        ],
      },
    },
  ];
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
