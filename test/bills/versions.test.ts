import { describe, expect, it } from 'vitest';
import { affects } from '#bills/versions/affects';
import { parseRange } from '#bills/versions/range';
import { schemes } from '#bills/versions/schemes';

/** Versions from the oldest to the newest, each of which comes before all that follow it. */
const ascending: readonly (readonly [ecosystem: string, source: string, versions: string])[] = [
  [
    'npm',
    'semver.org, section 11',
    '1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 2.0.0 2.1.0 2.1.1',
  ],
  ['cargo', 'semver.org', '0.9.0 1.0.0-rc.1 1.0.0 1.10.0'],
  [
    'golang',
    'go.dev/ref/mod, pseudo-versions',
    'v0.0.0-20170915032832-14c0d48ead0c v0.0.0-20191109021931-daa7c04131f5 v1.2.3-0.20191109021931-daa7c04131f5 v1.2.3-pre v1.2.3-pre.0.20191109021931-daa7c04131f5 v1.2.3 v1.2.4-0.20191109021931-daa7c04131f5 v1.2.4 v2.0.0+incompatible',
  ],
  ['golang', 'the versions of the toolchain', 'go1.9.7 go1.21.0 go1.21.10'],
  [
    'pypi',
    'PEP 440, summary of permitted suffixes',
    '1.0.dev456 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2 1.0b2.post345.dev456 1.0b2.post345 1.0rc1.dev456 1.0rc1 1.0 1.0+abc.5 1.0+abc.7 1.0+5 1.0.post456.dev34 1.0.post456 1.0.15 1.1.dev1 1!0.1',
  ],
  ['gem', 'Gem::Version', '1.0.a.2 1.0.b1 1.0 1.0.1.pre 1.0.1 1.1.a 1.1 1.9 1.10'],
  [
    'nuget',
    'NuGet, pre-release versions',
    '1.0.1-aaa 1.0.1-alpha 1.0.1-Alpha10 1.0.1-alpha2 1.0.1-beta 1.0.1-beta.2 1.0.1-beta.10 1.0.1-open 1.0.1-rc.1 1.0.1-zzz 1.0.1 1.0.1.1 1.0.2',
  ],
  [
    'composer',
    'Composer, the version field',
    '1.0.0-dev 1.0.0-alpha 1.0.0-a3 1.0.0-beta1-dev 1.0.0-beta1 v1.0.0-beta2 1.0.0-RC5 1.0.0-RC10 1.0.0 1.0.0-p1 1.0.0-patch2 v1.0.0.1 1.10',
  ],
  [
    'deb',
    'deb-version(7)',
    '1.0~~ 1.0~~a 1.0~ 1.0 1.0-1~bpo11+1 1.0-1 1.0-1ubuntu1 1.0-1+b1 1.0a 1.0+dfsg-1 1.0.1-0 1.2.3-9 1.2.3-10 1.09a 1.10 1:0.1-1',
  ],
  [
    'rpm',
    'rpm-version(7) and its test table',
    '1.0~rc1~git123 1.0~rc1 1.0~rc1^git1 1.0~rc2 1.0 1.0^ 1.0^git1~pre 1.0^git1 1.0^git2 1.0^20160101^git1 1.0^20160102 1.0a 1.0.1 2.0-1.el9 2.0-1.el9_2 2.0-2.el9 2.0.1 2.0.1a 10xyz 10.1xyz 20101121 20101122 1:0.5',
  ],
  [
    'apk',
    'version.data of apk-tools',
    '0.1.0_alpha_pre2 0.1.0_alpha 0.1.0_alpha2 0.1.0 0.1.3_alpha 0.9.8c-r1 0.9.8d 0.12 0.13_beta1 0.13_beta5 1.0_p9-r0 1.0_p10-r0 1.0.0_pre20191002222144-r0 1.0.0_pre20210530193627-r0 1.0.0 1.02.07 1.02.10-r1 1.1_alpha1 1.1 1.1-r1 1.3_pre1-r1 1.3-r0 1.3.1-r0 2.0.33 2.3.0b-r1 2.3.0b-r4 2.12r-r4 3.1_p16 4.5_p1 4.5_p1-r1 006 20050718-r1 20050718-r2',
  ],
  [
    'maven',
    'ComparableVersionTest, qualifiers',
    '1-alpha2snapshot 1-alpha2 1-alpha-123 1-beta-2 1-beta123 1-m2 1-m11 1-rc 1-cr2 1-rc123 1-SNAPSHOT 1 1-sp 1-sp2 1-sp123 1-abc 1-def 1-pom-1 1-1-snapshot 1-1 1-2 1-123',
  ],
  [
    'maven',
    'ComparableVersionTest, numbers',
    '2.0 2.0.a 2-1 2.0.2 2.0.123 2.1.0 2.1-a 2.1b 2.1-c 2.1-1 2.1.0.1 2.2 2.123 11.a2 11.a11 11.b2 11.b11 11.m2 11.m11 11 11.a 11b 11c 11m',
  ],
  [
    'maven',
    'MNG-6572, numbers of any length',
    '20190126.230843 1234567890.12345 123456789012345.1H.5-beta 12345678901234567890.1H.5-beta',
  ],
];

const equal: readonly (readonly [ecosystem: string, versions: string])[] = [
  ['npm', '1.2.3 1.2.3+build'],
  ['golang', 'v1.2.3 1.2.3'],
  ['pypi', '1.0 1.0.0 v1.0'],
  ['pypi', '1.0a1 1.0.alpha1 1.0-a.1'],
  ['gem', '1 1.0 1.0.0'],
  ['nuget', '1.0.0 1 1.0.0.0 01.0.0 1.0.0+metadata'],
  ['nuget', '1.0.0-RC1 1.0.0-rc1'],
  ['composer', '1.0 v1.0.0 1.0.0.0 1.0.0-stable'],
  ['deb', '1.0 0:1.0 1.0-0 1.00'],
  ['rpm', '2.0 2_0 0:2.0 2.00'],
  ['rpm', '1a 1.a'],
  ['apk', '0.2.0-r1 0.2.0-r01'],
  ['maven', '1 1.0 1.0.0 1-0 1.ga 1-ga 1.final 1-release'],
  ['maven', '1x 1-x 1.0x 1.0.0-x 1.x'],
  ['maven', '1-cr1 1-rc1 1-rc-1'],
  ['maven', '1a1 1-a1 1.0-alpha-1 1alpha1'],
];

const invalid: Readonly<Record<string, string>> = {
  npm: '1.2.3.4 latest git+https://example.com/x.git 01.2.3',
  cargo: 'x',
  golang: '(devel) master UNKNOWN',
  pypi: '1.0-foo-bar 1..2 20240101123456789012',
  gem: '1.2.3-$ 1.0.RC1 1.20240101123456789012',
  nuget: '1.2.3.4.5 1.0- abc',
  composer: 'dev-master 1.x-dev 1.2.3.4.5',
  deb: 'abc 1.0_2 1:',
  rpm: '1-2-3 - a:1',
  apk: '1.0bc 1.0_foo 1.0-1 a1',
  maven: '${project.version} [1,2) -1',
  hex: 'main',
  swift: 'main',
};

const compare = (ecosystem: string, a: string, b: string): number | undefined => schemes[ecosystem]?.(a, b);

describe('the order of versions', () => {
  it.each(ascending)('%s is as in %s', (ecosystem, _, text) => {
    const versions = text.split(' ');
    const wrong = versions.flatMap((a, i) =>
      versions.flatMap((b, j) => {
        const sign = Math.sign(compare(ecosystem, a, b) ?? NaN);
        return sign === Math.sign(i - j) ? [] : [`${a} and ${b}: ${sign}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each(equal)('%s: %s are one version', (ecosystem, text) => {
    const versions = text.split(' ');
    for (const a of versions) for (const b of versions) expect([a, b, compare(ecosystem, a, b)]).toEqual([a, b, 0]);
  });

  it.each(Object.entries(invalid))('%s: %s are no versions', (ecosystem, text) => {
    for (const version of text.split(' '))
      expect([version, compare(ecosystem, version, '1')]).toEqual([version, undefined]);
  });

  it('numbers of any length are compared by value, where a library would round them', () => {
    for (const ecosystem of ['apk', 'deb', 'rpm', 'maven', 'nuget', 'composer'])
      expect(compare(ecosystem, '1.99999999999999999998', '1.99999999999999999999')).toBeLessThan(0);
  });

  it('a limit of RPM without a release means all releases of its version', () => {
    expect(affects('rpm', '1.2.3-4.el9', parseRange('<=1.2.3'))).toBe(true);
    expect(affects('rpm', '1.2.3-4.el9', parseRange('>1.2.3'))).toBe(false);
    expect(affects('rpm', '1.2.3-4.el9', parseRange('=1.2.3'))).toBe(true);
    expect(affects('rpm', '1.2.3-4.el9', parseRange('<1.2.3-5'))).toBe(true);
  });
});

describe('what a limit leaves out', () => {
  it.each([
    ['deb', '3.0.2-0ubuntu1.10', '=3.0.2', true],
    ['deb', '3.0.2-0ubuntu1.10', '<=3.0.2', true],
    ['deb', '3.0.2-0ubuntu1.10', '>3.0.2', false],
    ['deb', '3.0.2-0ubuntu1.10', '=3.0.2-0ubuntu1.9', false],
    ['apk', '3.1.4-r5', '=3.1.4', true],
    ['apk', '3.1.4-r5', '<=3.1.4-r4', false],
    ['pypi', '2.1.0+cu118', '<=2.1.0', true],
    ['pypi', '2.1.0+cu118', '=2.1.0', true],
    ['pypi', '2.1.0+cu118', '=2.1.0+cpu', false],
    ['gem', '1.13.0-java', '>=1.13.0 <1.13.2', true],
    ['gem', '1.13.0-x86_64-linux', '<1.13.0', false],
    ['gem', '1.13.0-arm64-darwin', '=1.13.0', true],
    ['gem', '1.13.0-java', '=1.13.0-java', true],
    ['gem', '1.13.0-rc1', '<1.13.0', true],
  ])('%s: a revision, label or platform of %s is not asked for by %s: %s', (ecosystem, version, range, answer) => {
    expect(affects(ecosystem, version, parseRange(range))).toBe(answer);
  });

  it.each([
    // By its own epoch it is newer than everything without one, by none it is older than the limit.
    ['deb', '1:2.3-4', '<2.4', 'unknown'],
    ['rpm', '1:3.0.7-24.el9', '<3.0.8', 'unknown'],
    ['rpm', '1:3.0.7-24.el9', '=3.0.7', 'unknown'],
    ['rpm', '1:3.0.7-24.el9', '<3.0.5', false],
    ['rpm', '1:3.0.7-24.el9', '>3.0.5', true],
    ['rpm', '1:3.0.7-24.el9', '<1:3.0.8', true],
    ['rpm', '0:3.0.7-24.el9', '<3.0.8', true],
    ['deb', '3.0-1', '<1:2.0', true],
  ])('%s: whether the epoch of %s is meant by %s decides it: %s', (ecosystem, version, range, answer) => {
    expect(affects(ecosystem, version, parseRange(range))).toBe(answer);
  });
});

describe('affects', () => {
  const cases: readonly (readonly [
    ecosystem: string,
    version: string | undefined,
    range: string,
    is: boolean | 'unknown',
  ])[] = [
    ['maven', '2.14.1', '<2.17.1', true],
    ['maven', '2.17.1', '<2.17.1', false],
    ['maven', '2.17.0', '>=2.0-beta9 <2.17.1', true],
    ['maven', '2.0-beta8', '>=2.0-beta9, <2.17.1', false],
    ['npm', '1.2.3', '1.2.3', true],
    ['npm', '1.2.3', '= 1.2.3', true],
    ['npm', '1.2.3', '==1.2.4 || >1 <1.3', true],
    ['npm', '2.0.0-rc.1', '<2.0.0', true],
    ['npm', '1.9.0', '<2', true],
    ['golang', 'v0.0.0-20200622213623-75b288015ac9', '<0.0.0-20201216223049-8b5274cf687f', true],
    ['golang', '1.21.3', '>=1.21.0 <1.21.5', true],
    ['deb', '1.1.1k-1+deb11u1', '<1.1.1n-0+deb11u4', true],
    ['apk', '1.30.1-r5', '<1.30.1-r6', true],
    ['pypi', '1.0.post1', '<=1.0', false],
    // What nobody can compare.
    ['npm', 'latest', '<2', 'unknown'],
    ['npm', undefined, '<2', 'unknown'],
    ['conda', '1.0', '<2', 'unknown'],
    ['unknown', '1.0', '<2', 'unknown'],
    ['constructor', '1.0', '<2', 'unknown'],
    ['npm', '1.0.0', '<not-a-version', 'unknown'],
    ['npm', '1.0.0', '<not-a-version || <2', true],
    ['npm', '3.0.0', '<not-a-version <2', false],
    ['npm', '1.0.0', '<not-a-version <2', 'unknown'],
    ['deb', '9'.repeat(201), '<2', 'unknown'],
    ['composer', `1-alpha${'1'.repeat(150)}x`, '<2', 'unknown'],
    // Every version, whatever it says.
    ['unknown', undefined, '*', true],
    ['npm', '1.0.0', '<0 || *', true],
  ];
  it.each(cases)('%s %s in %s: %s', (ecosystem, version, range, is) => {
    expect(affects(ecosystem, version, parseRange(range))).toBe(is);
  });
});

describe('a range that is wrong', () => {
  it.each([
    ['', 1, 'nothing stands there'],
    ['<1 ||', 6, 'nothing stands there'],
    ['|| <1', 1, 'nothing stands there'],
    ['>=1.0 <', 7, '"<" has no version behind it'],
    ['^1.2.3', 1, '"^1.2.3" is neither'],
    ['~>1.2', 1, '"~>1.2" is neither'],
    ['>=1 !=1.5', 5, '"!=1.5" is neither'],
    ['<<1', 1, '"<<1" is neither'],
    ['<*', 1, '"<*" is neither'],
    ['1.*', 1, '"1.*" is neither'],
    ['[1,2)', 1, '"[1" is neither'],
    [`<1${'.1'.repeat(120)}`, 1, 'a version of more than 200 characters'],
    ['<1 '.repeat(102), 301, 'more than 100 limits'],
    ['<1||'.repeat(102) + '<1', 1, 'more than 100 alternatives'],
  ])('%s: character %i, %s', (text, at, why) => {
    expect(() => parseRange(text)).toThrow(`is wrong at character ${at}: ${why}`);
  });
});
