import * as pep440 from '@renovatebot/pep440';
import * as gems from '@renovatebot/ruby-semver';
import * as semver from 'semver';
import { compareDigits, compareLists, order, type Scheme } from './scheme.ts';

/** A number that is longer than what a double holds would be rounded by the libraries. */
const isExact = (version: string): boolean => !/\d{16}/.test(version);

/**
 * Semantic versions: https://semver.org/. Those of Go have a `v`, and the revision of a pseudo-version is a prerelease
 * that sorts by its time; the Go toolchain's own are `go1.22.1`. A limit may leave out what is zero: `2` is `2.0.0`.
 */
export const semantic: Scheme<semver.SemVer> = {
  parse(version) {
    const [, major, minor = '0', patch = '0', rest = ''] =
      /^(?:v|go)?(\d+)(?:\.(\d+))?(?:\.(\d+))?([-+].*)?$/s.exec(version) ?? [];
    if (major === undefined) return undefined;
    return semver.parse(`${major}.${minor}.${patch}${rest}`) ?? undefined;
  },
  compare: (a, b) => a.compare(b),
};

/** Versions of Python packages: https://packaging.python.org/en/latest/specifications/version-specifiers/ */
export const python: Scheme<string> = {
  parse: (version) => (isExact(version) ? (pep440.valid(version) ?? undefined) : undefined),
  compare: (a, b) => pep440.compare(a, b),
};

/** Versions of Ruby gems: https://docs.ruby-lang.org/en/master/Gem/Version.html. The library orders capitals by locale. */
export const ruby: Scheme<string> = {
  parse: (version) => (isExact(version) && !/[A-Z]/.test(version) ? (gems.valid(version) ?? undefined) : undefined),
  compare: (a, b) => (gems.eq(a, b) ? 0 : gems.lt(a, b) ? -1 : 1),
};

interface NuGet {
  readonly numbers: readonly string[];
  readonly prerelease: semver.SemVer;
}

/**
 * Versions of NuGet packages: semantic ones with up to four numbers, letters of either case, and no metadata.
 * Source: https://learn.microsoft.com/en-us/nuget/concepts/package-versioning
 */
export const nuget: Scheme<NuGet> = {
  parse(version) {
    const [, numbers, rest = ''] = /^(\d+(?:\.\d+){0,3})(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.exec(version) ?? [];
    const prerelease = numbers === undefined ? null : semver.parse(`0.0.0${rest.toLowerCase()}`);
    return numbers === undefined || !prerelease ? undefined : { numbers: numbers.split('.'), prerelease };
  },
  compare: (a, b) => compareLists(a.numbers, b.numbers, '0', compareDigits) || a.prerelease.compare(b.prerelease),
};

interface Composer {
  readonly numbers: readonly string[];
  readonly stability: number;
  readonly counts: readonly string[];
  readonly isRelease: boolean;
}

const stabilities = ['alpha', 'beta', 'rc', '', 'patch'];
const shortStabilities: Readonly<Record<string, string>> = {
  a: 'alpha',
  b: 'beta',
  pl: 'patch',
  p: 'patch',
  stable: '',
};

/**
 * Versions of Composer packages: up to four numbers and a stability. Branches have no order.
 * Source: https://getcomposer.org/doc/04-schema.md#version
 */
export const composer: Scheme<Composer> = {
  parse(version) {
    const [, numbers, said = '', counts = '', dev] =
      /^v?(\d+(?:\.\d+){0,3})(?:[._-]?(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\d+)?(?:[.-]\d+)*))?([.-]?dev)?(?:\+\S*)?$/.exec(
        version.toLowerCase(),
      ) ?? [];
    if (numbers === undefined) return undefined;
    const stability = stabilities.indexOf(shortStabilities[said] ?? said);
    return { numbers: numbers.split('.'), stability, counts: counts.match(/\d+/g) ?? [], isRelease: dev === undefined };
  },
  compare: (a, b) =>
    compareLists(a.numbers, b.numbers, '0', compareDigits) ||
    // `1.2-dev` comes before everything of 1.2, `1.2-beta1-dev` before that beta.
    order(startOf(a), startOf(b)) ||
    compareLists(a.counts, b.counts, '0', compareDigits) ||
    Number(a.isRelease) - Number(b.isRelease),
};

const startOf = ({ stability, isRelease }: Composer): number =>
  !isRelease && stabilities[stability] === '' ? -1 : stability;
