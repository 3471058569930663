import { PackageURL } from 'packageurl-js';
import type { BillPackage } from '#model';
import { byBareName, ecosystemOf } from './ecosystems.ts';
import { packageType } from './package-type.ts';

/** What a document says of a package. */
export interface Said {
  readonly name: string;
  readonly version?: string | undefined;
  readonly purl?: string | undefined;
  /** What the tool calls its kind. */
  readonly kind?: string | undefined;
  /** The source package that it was built from, where the tool tells it beside the package URL. */
  readonly builtFrom?: { readonly name: string; readonly version?: string | undefined } | undefined;
}

/** What a package URL names. */
export interface Named {
  readonly ecosystem: string;
  /** As `BillPackage` has it. */
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly version?: string | undefined;
  readonly qualifiers: Readonly<Record<string, string>>;
}

/** What a package URL names; undefined for what is none. Source: https://github.com/package-url/purl-spec */
export function namedBy(purl: string): Named | undefined {
  const url = parsed(purl);
  if (!url) return undefined;
  const { type, namespace, name, version, qualifiers = {} } = url;
  const ecosystem = packageType(type) ?? type;
  const whole = namespace === undefined || byBareName.has(ecosystem) ? name : `${namespace}/${name}`;
  return { ecosystem, name: whole, namespace, version, qualifiers };
}

/** A package in one form, whichever tool speaks of it. A package URL that is none is left out. */
export function packageOf({ name, version, purl, kind, builtFrom }: Said): BillPackage {
  const named = purl === undefined ? undefined : namedBy(purl);
  const own = withEpoch(version ?? named?.version, named);
  const ecosystem = named?.ecosystem ?? ecosystemOf(kind);
  const whole = named?.name ?? usualName(ecosystem, name);
  const from = byBareName.has(ecosystem) ? (builtFrom ?? upstreamOf(named)) : undefined;
  return {
    name: whole,
    ...(own !== undefined && { version: own }),
    ...(named && { purl }),
    ecosystem,
    ...(from && from.name !== whole && { builtFrom: withoutNothing(from) }),
  };
}

const withoutNothing = ({ name, version }: NonNullable<Said['builtFrom']>): BillPackage['builtFrom'] => ({
  name,
  ...(version !== undefined && version !== '' && { version }),
});

/**
 * The source package as Syft writes it into package URLs: `openssl`, `openssl@3.0.11-1`, of rpm the name of a file.
 * https://github.com/anchore/syft/blob/main/syft/pkg/cataloger/debian/package.go
 */
function upstreamOf(named: Named | undefined): Said['builtFrom'] {
  const upstream = named?.qualifiers['upstream'];
  const [, ofRpm] = /^(.+)-[^-]+-[^-]+\.src\.rpm$/.exec(upstream ?? '') ?? [];
  const [, name, version] = /^([^@]+)(?:@(.+))?$/.exec(ofRpm ?? upstream ?? '') ?? [];
  return name === undefined ? undefined : { name, version };
}

/** A name as its package URL would have it. */
function usualName(ecosystem: string, name: string): string {
  if (ecosystem === 'maven') return name.replace(':', '/');
  return ecosystem === 'pypi' ? name.toLowerCase().replaceAll('_', '-') : name;
}

/** Package URLs of rpm and dpkg keep the epoch beside the version. */
function withEpoch(version: string | undefined, named: Named | undefined): string | undefined {
  const epoch = named?.qualifiers['epoch'];
  const isEpochal = named?.ecosystem === 'rpm' || named?.ecosystem === 'deb';
  if (version === undefined || !isEpochal || epoch === undefined || !/^\d{1,9}$/.test(epoch)) return version;
  return epoch === '0' || version.includes(':') ? version : `${epoch}:${version}`;
}

/** The library throws for whatever is no package URL, a broken escape or a name that a type forbids included. */
function parsed(purl: string): PackageURL | undefined {
  try {
    return PackageURL.fromString(purl);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
