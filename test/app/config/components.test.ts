import { describe, expect, it } from 'vitest';
import { loadConfig, policyOf } from '#app/config/load';
import { rules } from '#rules/catalog.gen';

const load = (policy: string) => policyOf(loadConfig(`version: 1\n${policy}`, 'f', rules));
const lists = (text: string) => load(`policy:\n  ${text}\n`).components;

/** What is wrong with a deny list, without the place. */
function wrong(list: string): string {
  try {
    lists(`deny: {${list}}`);
  } catch (error) {
    return String(error).replace(/^\w+: f:\d+:\d+: /, '');
  }
  return 'none';
}

describe('component lists', () => {
  it('name components with a reason, and an end where there is one', () => {
    const deny = {
      vmImages: [{ id: 'ami-1', reason: 'r', until: '2027-01-31' }],
      cves: [{ id: 'CVE-2026-1', reason: 'r' }],
      images: [
        { registry: 'evil.example.com', reason: 'r' },
        { repository: 'nginx', tag: '1.*', reason: 'r' },
        { repository: 'reg:5000/web', reason: 'r' },
      ],
      digests: [{ digest: `sha256:${'a'.repeat(64)}`, reason: 'r' }],
      packages: [
        { purl: 'pkg:maven/org.apache.logging.log4j/log4j-core', versions: '<2.17.1', reason: 'r' },
        { purl: 'pkg:npm/%40scope/name', reason: 'r' },
      ],
      kubernetesVersions: [
        { provider: 'eks', versions: '<1.30', reason: 'r' },
        { versions: '>=1.28 <1.29', reason: 'r' },
      ],
      addonVersions: [{ addon: 'vpc-cni', versions: '1.18', reason: 'r' }],
    };
    const allow = { vmImageOwners: ['self'], registries: ['reg.example.com'] };
    expect(load(`policy: ${JSON.stringify({ allow, deny })}`).components).toEqual({ allow, deny });
  });

  it('refuse an entry without a reason, and one that names nothing or two things', () => {
    expect(wrong('cves: [{id: CVE-1}]')).toBe('policy.deny.cves.0.reason is missing');
    expect(wrong('cves: [{id: CVE-1, reason: ""}]')).toBe('policy.deny.cves.0.reason is empty');
    expect(wrong('vmImages: [{reason: r}]')).toContain('an entry names what it denies: id or name');
    expect(wrong('images: [{reason: r}]')).toContain('registry or repository, one of them');
    expect(wrong('images: [{registry: a, repository: b, reason: r}]')).toContain('registry or repository, one of them');
    expect(wrong('images: [{registry: a, tag: b, reason: r}]')).toContain('a tag narrows a repository, no registry');
  });

  it('refuse what is no name of such a component', () => {
    expect(wrong('images: [{repository: "nginx:1", reason: r}]')).toContain('a repository has no tag and no digest');
    expect(wrong('images: [{repository: "nginx@sha256:1", reason: r}]')).toContain('a repository has no tag');
    expect(wrong('digests: [{digest: "sha256:1", reason: r}]')).toContain('a digest is sha256: and 64 hex digits');
    expect(wrong('packages: [{purl: lodash, reason: r}]')).toContain('a package URL looks like pkg:npm/lodash');
    expect(wrong('packages: [{purl: "pkg:npm/lodash@4.17.20", reason: r}]')).toContain('its version goes to versions');
    expect(wrong('packages: [{purl: "pkg:npm/lodash", versions: "<", reason: r}]')).toContain(
      'has no version behind it',
    );
    expect(wrong('packages: [{purl: "pkg:pypl/requests", reason: r}]')).toContain(
      '"pypl" is no type of package that is known, such as deb, golang, maven, npm or pypi',
    );
    expect(wrong('packages: [{purl: "pkg:pip/requests", reason: r}]')).toBe('none');
    expect(wrong('packages: [{purl: "pkg:npm/lodash", versions: ">=1 <4.x", reason: r}]')).toBe(
      'policy.deny.packages.0.versions: "4.x" is no version of npm that can be compared',
    );
    expect(wrong('packages: [{purl: "pkg:conda/zlib", versions: "<a", reason: r}]')).toBe('none');
    expect(wrong('vmImages: [{id: ami-XYZ, reason: r}]')).toContain('the id of an AMI is ami- and hex digits');
    expect(wrong('cves: [{id: log4shell, reason: r}]')).toContain('the id of a flaw looks like CVE-2026-1234');
    expect(wrong('kubernetesVersions: [{versions: new, reason: r}]')).toContain('versions look like "1.29"');
    expect(wrong('kubernetesVersions: [{versions: "1.29", provider: ekz, reason: r}]')).toContain(
      'did you mean "eks"?',
    );
    expect(wrong('addonVersions: [{addon: vpc-cni, reason: r}]')).toContain('versions is missing');
    expect(wrong('digest: []')).toContain('did you mean "digests"?');
  });

  it('are the only place of what they hold', () => {
    const set = 'rules: {k8s-image-untrusted-registry: {params: {allowedRegistries: [a]}}}';
    expect(() => lists(set)).toThrow(
      '"allowedRegistries" is filled from policy.allow.registries and cannot be set here',
    );
  });
});

describe('owners', () => {
  it('are matched by cluster, target and environment', () => {
    const owners = [
      { match: { cluster: 'payments-*' }, owner: 'team-payments', channel: 'C0PAY' },
      { match: { target: 'aws:*', environment: 'prod' }, owner: 'team-cloud' },
    ];
    expect(load(`owners: ${JSON.stringify(owners)}`).owners).toEqual(owners);
    expect(load('').owners).toBeUndefined();
  });

  it('match something, and have a name', () => {
    expect(() => load('owners: [{match: {}, owner: a}]')).toThrow('a match names cluster, target or environment');
    expect(() => load('owners: [{match: {clusters: a}, owner: a}]')).toThrow('did you mean "cluster"?');
    expect(() => load('owners: [{match: {cluster: a}}]')).toThrow('owners.0.owner is missing');
  });
});
