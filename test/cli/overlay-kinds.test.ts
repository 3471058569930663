import { describe, expect, it } from 'vitest';
import { overlayEntryOf } from '#app/config/overlay-entry';
import { componentListOf } from '#engine/settings';
import { rules } from '#rules/catalog.gen';
import { allowed, denied, denyKinds, parameter, type DenyKind } from '../../cli/policy/overlay-kinds.ts';
import { overlayWords } from '../../cli/policy/words.ts';

const digest = `sha256:${'0a'.repeat(32)}`;
const terms = { author: 'ana', at: '2026-11-22T12:00:00.000Z', reason: 'flawed' };

describe('what can be denied by hand', () => {
  const cases: readonly [DenyKind, string, object, string, object][] = [
    ['ami', 'ami-1', {}, 'vmImages', { id: 'ami-1' }],
    ['ami-name', 'node-2025-*', {}, 'vmImages', { name: 'node-2025-*' }],
    ['cve', 'CVE-2026-1', {}, 'cves', { id: 'CVE-2026-1' }],
    ['image', 'shop.example:5000/web:1.2', {}, 'images', { repository: 'shop.example:5000/web', tag: '1.2' }],
    ['image', 'shop.example:5000/web', {}, 'images', { repository: 'shop.example:5000/web' }],
    ['registry', 'docker.io', {}, 'images', { registry: 'docker.io' }],
    ['digest', digest, {}, 'digests', { digest }],
    [
      'package',
      'pkg:npm/lodash',
      { versions: '<4.17.21' },
      'packages',
      { purl: 'pkg:npm/lodash', versions: '<4.17.21' },
    ],
    ['package', 'pkg:npm/lodash', {}, 'packages', { purl: 'pkg:npm/lodash' }],
    ['kubernetes', '<1.30', { provider: 'eks' }, 'kubernetesVersions', { provider: 'eks', versions: '<1.30' }],
    ['kubernetes', '1.29', {}, 'kubernetesVersions', { versions: '1.29' }],
    ['addon', 'vpc-cni', { versions: '<1.18' }, 'addonVersions', { addon: 'vpc-cni', versions: '<1.18' }],
  ];
  it.each(cases)('%s %s', (kind, id, narrow, list, item) => {
    const entry = denied(kind, id, narrow);
    expect(entry).toEqual({ is: 'deny', list, item });
    expect(overlayEntryOf({ entry, ...terms }, rules).entry).toEqual(entry);
    expect(overlayWords(entry)).toBe(`deny ${list} ${Object.values(item).join(' ')}`);
  });
  it('is taken without the spaces around it', () => {
    expect(denied('cve', 'CVE-2026-1 ', {})).toEqual(denied('cve', 'CVE-2026-1', {}));
    expect(denied('image', '\talpine:3 ', {})).toEqual(denied('image', 'alpine:3', {}));
    expect(allowed('registry', ' quay.io')).toEqual(allowed('registry', 'quay.io'));
  });
  it.each<[DenyKind, string, string]>([
    ['image', 'Alpine', 'an image is written in small letters'],
    ['image', 'https://x.example/y', 'the name of an image has no https:// before it'],
    ['registry', 'https://docker.io/', 'a registry is a host, without https:// before it'],
    ['registry', 'docker.io, quay.io', 'a name has no spaces'],
    ['cve', 'CVE-2026-1 CVE-2026-2', 'an id has no spaces'],
    ['package', 'pkg:maven/log4j-core', 'it names no package: a part is missing'],
    ['package', 'pkg:npm/a b', 'it names no package'],
  ])('is refused where it can match nothing: %s %s', (kind, id, message) => {
    expect(() => overlayEntryOf({ entry: denied(kind, id, {}), ...terms }, rules)).toThrow(message);
  });
  it('may have capitals in the host of an image', () => {
    const entry = denied('image', 'Shop.example:5000/web', {});
    expect(overlayEntryOf({ entry, ...terms }, rules).entry).toEqual(entry);
  });
  it('is looked at by a rule, so that each opens findings', () => {
    const lists = rules.flatMap(({ params }) => Object.values(params?.shape ?? {}).map(componentListOf));
    const isLookedAt = (list: string): boolean => lists.some((it) => it === list || it?.startsWith(`${list}.`));
    expect(cases.map(([, , , list]) => `deny.${list}`).filter((list) => !isLookedAt(list))).toEqual([]);
  });
  it('is every kind that the help names', () => {
    expect(new Set(cases.map(([kind]) => kind))).toEqual(new Set(denyKinds));
  });
  it('takes no option that says nothing about it', () => {
    expect(() => denied('cve', 'x', { versions: '1' })).toThrow('--versions says nothing about a denied cve');
    expect(() => denied('package', 'x', { provider: 'eks' })).toThrow('--provider says nothing about a denied package');
    expect(() => denied('kubernetes', '1.29', { provider: 'ekz' })).toThrow('unknown provider "ekz"');
  });
});

describe('what can be allowed by hand', () => {
  it('is a registry, or an owner of machine images', () => {
    expect(allowed('registry', 'quay.io')).toEqual({ is: 'allow', list: 'registries', item: 'quay.io' });
    expect(allowed('ami-owner', '111122223333')).toEqual({ is: 'allow', list: 'vmImageOwners', item: '111122223333' });
    expect(overlayWords(allowed('registry', 'quay.io'))).toBe('allow registries quay.io');
  });
});

describe('a parameter', () => {
  it('is YAML behind its name, and several make one map', () => {
    expect(parameter('b= true', parameter('a=[x, 1]'))).toEqual({ a: ['x', 1], b: true });
    expect(parameter('a=b=c')).toEqual({ a: 'b=c' });
  });
  it('without a name, or with a value that is no YAML, is refused', () => {
    for (const text of ['=x', 'x']) expect(() => parameter(text)).toThrow('is no name=value');
    expect(() => parameter('a=[x')).toThrow('the value [x is no YAML');
  });
  it('is shown with what else the entry sets', () => {
    const setting = { enabled: true, severity: 'low' as const, params: { a: [1] } };
    expect(overlayWords({ is: 'rule', rule: 'r', setting })).toBe('r on, low, a [1]');
    expect(overlayWords({ is: 'rule', rule: 'r', setting: { enabled: false } })).toBe('r off');
  });
});
