import { expect, it } from 'vitest';
import { deniedQuestions } from '#app/risk/denied-questions';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { clusterWith } from '../../support/aws/eks.ts';
import { aksWith } from '../../support/azure/aks.ts';
import { ask } from '../asked-fleet.ts';

const at = '2026-11-01T00:00:00Z';
const reason = 'broken';

it('each entry that runs asks what it denies', () => {
  const deny = {
    cves: [{ id: 'CVE-2026-1', reason }],
    packages: [
      { purl: 'pkg:maven/org.apache/log4j', versions: '<2.17.1', reason, until: '2027-01-01' },
      { purl: 'pkg:npm/%40scope/name', reason },
    ],
    digests: [{ digest: 'sha256:1', reason }],
    vmImages: [
      { id: 'ami-1', reason },
      { name: 'old-*', reason },
      { id: 'ami-2', reason, until: '2026-10-31' },
    ],
    images: [{ repository: 'nginx', reason }],
    kubernetesVersions: [
      { versions: '<1.30', reason },
      { versions: '1.31', provider: 'eks' as const, reason },
    ],
    addonVersions: [{ addon: 'vpc-cni', versions: '1.18', reason }],
  };
  const asked = deniedQuestions({ allow: {}, deny }, at);
  expect(asked.map(({ list, about, question }) => [list, about, question])).toEqual([
    ['cves', 'CVE-2026-1', { about: 'cve', id: 'CVE-2026-1' }],
    [
      'packages',
      'pkg:maven/org.apache/log4j <2.17.1',
      { about: 'package', ecosystem: 'maven', name: 'org.apache/log4j', range: '<2.17.1' },
    ],
    ['packages', 'pkg:npm/%40scope/name', { about: 'package', ecosystem: 'npm', name: '@scope/name' }],
    ['digests', 'sha256:1', { about: 'image', digest: 'sha256:1' }],
    ['vmImages', 'ami-1', { about: 'ami', id: 'ami-1' }],
    ['kubernetesVersions', 'Kubernetes <1.30', { about: 'version', of: 'kubernetes', versions: '<1.30' }],
    [
      'kubernetesVersions',
      'EKS Kubernetes 1.31',
      { about: 'version', of: 'kubernetes', versions: '1.31', service: 'eks' },
    ],
    ['addonVersions', 'vpc-cni 1.18', { about: 'version', of: 'vpc-cni', versions: '1.18' }],
  ]);
  expect(asked[1]).toMatchObject({ reason, until: '2027-01-01' });
});

it('a version of one service is not looked for in another', async () => {
  const resources = [clusterWith({}, { version: '1.31' }), aksWith({ currentKubernetesVersion: '1.31.2' })];
  const question = { about: 'version', of: 'kubernetes', versions: '1.31', service: 'eks' } as const;
  const { affected, looked } = await ask(question, { resources });
  expect(affected.map(({ resource }) => resource.type)).toEqual([eksCluster.name]);
  expect(looked).toBe(1);
});
