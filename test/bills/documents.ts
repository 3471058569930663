import type { Bill } from '#model';
import { readBill } from '#bills/read-bill';

export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

/** A bill that must be one. */
export function billOf(content: unknown, source = 'given.json'): Bill {
  const read = readBill(content, source);
  if ('reason' in read) throw new Error(`${read.reason}: ${read.detail}`);
  return read;
}

/** The packages of a bill, in their order: ecosystem, name, version. */
export const namesIn = (content: unknown): readonly string[] =>
  billOf(content)
    .packages.map(({ ecosystem, name, version }) => `${ecosystem} ${name} ${version ?? '-'}`)
    .sort();

/** Why a document is no bill. */
export function refusalOf(content: unknown): string {
  const read = readBill(content, 'given.json');
  return 'reason' in read ? `${read.reason}: ${read.detail}` : `a bill of ${read.subject.name}`;
}

export const cyclonedx = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: {
    timestamp: '2026-11-20T10:00:00Z',
    component: {
      'bom-ref': 'root',
      type: 'container',
      name: 'registry.example.com/shop/web',
      version: digest('a'),
      purl: `pkg:oci/web@sha256%3A${'a'.repeat(64)}?repository_url=registry.example.com/shop/web`,
    },
  },
  components: [
    { type: 'operating-system', name: 'debian', version: '12' },
    {
      'bom-ref': 'ssl',
      type: 'library',
      name: 'libssl3',
      version: '3.0.11-1',
      purl: 'pkg:deb/debian/libssl3@3.0.11-1',
    },
    {
      'bom-ref': 'app',
      type: 'application',
      group: 'com.example',
      name: 'shop',
      version: '1.0',
      components: [
        {
          'bom-ref': 'log4j',
          type: 'library',
          group: 'org.apache.logging.log4j',
          name: 'log4j-core',
          version: '2.14.1',
          purl: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
        },
      ],
    },
    {
      type: 'library',
      name: 'left-pad',
      version: '1.3.0',
      properties: [{ name: 'syft:package:type', value: 'npm' }],
    },
  ],
  vulnerabilities: [
    {
      id: 'GHSA-jfh8-c2jp-5v3q',
      references: [{ id: 'CVE-2021-44228' }],
      ratings: [{ severity: 'high' }, { severity: 'critical' }],
      affects: [{ ref: 'log4j' }],
    },
  ],
};

export const spdx = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'web',
  creationInfo: { created: '2026-11-20T10:00:00Z', creators: ['Tool: made-by-hand'] },
  packages: [
    {
      SPDXID: 'SPDXRef-image',
      name: 'registry.example.com/shop/web',
      versionInfo: digest('a'),
      primaryPackagePurpose: 'CONTAINER',
      checksums: [{ algorithm: 'SHA256', checksumValue: 'b'.repeat(64) }],
      attributionTexts: [`ImageID: ${digest('c')}`, `RepoDigest: shop/web@${digest('d')}`],
    },
    {
      SPDXID: 'SPDXRef-openssl',
      name: 'openssl',
      versionInfo: '3.0.7-1.el9',
      externalRefs: [
        { referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a:openssl:openssl:3.0.7:*:*:*:*:*:*:*' },
        { referenceType: 'purl', referenceLocator: 'pkg:rpm/rhel/openssl@3.0.7-1.el9?arch=x86_64&epoch=1' },
      ],
    },
  ],
  relationships: [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-image' },
  ],
};

const anchoreSource = {
  type: 'image',
  name: 'registry.example.com/shop/web',
  version: digest('a'),
  metadata: {
    userInput: 'registry.example.com/shop/web:1.4',
    imageID: digest('c'),
    manifestDigest: digest('a'),
    repoDigests: [`registry.example.com/shop/web@${digest('b')}`],
  },
};

export const syft = {
  artifacts: [
    { name: 'requests', version: '2.19.0', type: 'python', purl: 'pkg:pypi/requests@2.19.0' },
    { name: 'Jinja_Two', version: '3.0', type: 'python', purl: '' },
    { name: 'odd', version: '', type: 'graalvm-native-image' },
  ],
  source: anchoreSource,
  distro: { id: 'debian' },
  descriptor: { name: 'syft', version: '1.20.0' },
};

export const grype = {
  matches: [
    {
      vulnerability: {
        id: 'GHSA-x84v-xcm2-53pg',
        severity: 'High',
        fix: { versions: ['2.20.0', '3.0.0'], state: 'fixed' },
      },
      relatedVulnerabilities: [{ id: 'CVE-2018-18074' }],
      artifact: { name: 'requests', version: '2.19.0', type: 'python', purl: 'pkg:pypi/requests@2.19.0' },
    },
  ],
  source: { type: 'image', target: anchoreSource.metadata },
  descriptor: { name: 'grype', timestamp: '2026-11-20T10:00:00Z' },
};

export const trivy = {
  SchemaVersion: 2,
  CreatedAt: '2026-11-20T10:00:00.123456789Z',
  ArtifactName: 'registry.example.com/shop/web:1.4',
  ArtifactType: 'container_image',
  Metadata: { ImageID: digest('c'), RepoDigests: [`registry.example.com/shop/web@${digest('b')}`] },
  Results: [
    {
      Target: 'web (redhat 9)',
      Class: 'os-pkgs',
      Type: 'redhat',
      Packages: [
        { Name: 'bash', Version: '5.1.8', Release: '6.el9', Epoch: 0 },
        { Name: 'dbus', Version: '1.12', Release: '8.el9', Epoch: 1 },
      ],
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2022-42010',
          VendorIDs: ['RHSA-2023:0335'],
          PkgName: 'dbus',
          InstalledVersion: '1:1.12-8.el9',
          FixedVersion: '1:1.12.20-7.el9_1',
          Status: 'fixed',
          Severity: 'MEDIUM',
        },
        { VulnerabilityID: 'CVE-2022-1', PkgName: 'bash', InstalledVersion: '5.1.8-6.el9', Status: 'not_affected' },
      ],
    },
    { Target: 'app.jar', Class: 'lang-pkgs', Type: 'jar', Packages: [{ Name: 'org.yaml:snakeyaml', Version: '1.26' }] },
    { Target: 'Dockerfile', Class: 'config', Type: 'dockerfile', Misconfigurations: [{ ID: 'DS002' }] },
  ],
};

export const operatorReport = {
  apiVersion: 'aquasecurity.github.io/v1alpha1',
  kind: 'VulnerabilityReport',
  metadata: { name: 'replicaset-web', namespace: 'shop' },
  report: {
    updateTimestamp: '2026-11-20T10:00:00Z',
    registry: { server: 'index.docker.io' },
    artifact: { repository: 'library/nginx', tag: '1.16', digest: digest('b') },
    vulnerabilities: [
      {
        vulnerabilityID: 'CVE-2019-20367',
        resource: 'libbsd0',
        installedVersion: '0.9.1-2',
        fixedVersion: '0.9.1-2+deb10u1',
        severity: 'CRITICAL',
        packagePURL: 'pkg:deb/debian/libbsd0@0.9.1-2?arch=amd64',
      },
    ],
  },
};
