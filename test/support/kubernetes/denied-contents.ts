import type { BilledDenial, BillWord, Resource } from '#model';
import { digest, enhanced, imageWith, indexWith, repository } from '../aws/ecr.ts';
import { liveSet, living } from './root-specs.ts';
import { deploymentWith, podWith, type Spec } from './workloads.ts';

export const purl = 'pkg:npm/lodash';
export const versions = '<4.17.21';
export const about = `${purl} ${versions}`;
export const cve = 'CVE-2026-1';
export const reason = 'flawed';
export const packages = { allow: {}, deny: { packages: [{ purl, versions, reason }] } };
export const anyVersion = { allow: {}, deny: { packages: [{ purl, reason }] } };
export const cves = { allow: {}, deny: { cves: [{ id: cve, reason }] } };

export const lodash = { about: 'package', name: 'lodash', ecosystem: 'npm' } as const;
export const asksPackage = { ...lodash, range: versions } as const;
export const asksCve = { about: 'cve', id: cve } as const;
export const held = { is: 'held', says: 'lodash 4.17.20 (syft bill web.json)' } as const satisfies BillWord;
export const clear: BillWord = { is: 'clear' };
export const says = (asks: BilledDenial['asks'], words: Readonly<Record<string, BillWord>>) => ({
  [asks.about === 'cve' ? cve : asks.range === undefined ? purl : about]: {
    asks,
    images: Object.fromEntries(Object.entries(words).map(([letter, word]) => [digest(letter), word])),
  },
});
export const billed = (words: Readonly<Record<string, BillWord>>) => ({
  components: packages,
  billed: says(asksPackage, words),
});
export const asked = (words: Readonly<Record<string, BillWord>> = {}) => ({
  components: cves,
  billed: says(asksCve, words),
});

export const running = (image: string): Spec => ({ containers: [{ name: 'web', image }] });
export const web = (letter = 'a') => `${repository}@${digest(letter)}`;
/** A template that names an image by its digest. */
export const named = (...beside: readonly Resource[]) => ({ on: deploymentWith(running(web())), beside });
/** A template that names `nginx:1`, with a live pod whose status says what it runs. */
export const live = (status: object = {}) => {
  const made = podWith('a', running('nginx:1'), { owner: 'ReplicaSet/web-1' });
  const own = { name: 'web', image: 'docker.io/library/nginx:1', imageID: `docker.io/library/nginx@${digest('a')}` };
  const pod = {
    ...made,
    config: { ...made.config, status: { phase: 'Running', containerStatuses: [{ ...own, ...status }] } },
  };
  return { on: deploymentWith(running('nginx:1'), living), beside: [liveSet, pod] };
};
export const nginx = `docker.io/library/nginx@${digest('a')}`;

export const inWeb = (what: string, letter = 'a') => `web (${web(letter)}) holds ${what}`;
export const denied = (what: string, key = about) => ({ message: `Policy denies ${key}: ${what}.`, key });
export const unsure = (why: string, of = about, image = web()) => ({
  reason: 'not-found' as const,
  message: `Whether web (${image}) holds ${of} is not known: ${why}`,
});
export const noBill = 'no bill of materials lists its packages. Give one: shoalwatch inventory import PATH.';
export const flawIn = (name: string, version?: string, more: object = {}) =>
  enhanced(cve, 'HIGH', {
    packageVulnerabilityDetails: {
      vulnerabilityId: cve,
      vulnerablePackages: [{ name, ...(version !== undefined && { version }) }],
    },
    ...more,
  });
const both = indexWith('a', { b: 'amd64', c: 'arm64' });
export const index = [...both, imageWith('b'), imageWith('c')];
export const seen = { is: 'held', says: 'lodash 4.17.20 (ECR scan)' } as const;
export const none = { message: 'Policy denies none of its images.' };
