import { mostDetails, mostPackages } from './limits.ts';
import { Misshapen } from './shape.ts';

/** Whether a text is an SPDX document of tags and values. */
export const isTagValue = (text: string): boolean => /^\s*(?:#[^\n]*\n\s*)*SPDXVersion:\s*SPDX-2\.\d/.test(text);

interface Reference {
  referenceType: string | undefined;
  referenceLocator: string | undefined;
}

interface Packaged {
  name: string;
  SPDXID?: string;
  versionInfo?: string;
  primaryPackagePurpose?: string;
  attributionTexts: string[];
  externalRefs: Reference[];
  checksums: { algorithm: string | undefined; checksumValue: string | undefined }[];
}

/** Tags that begin something else than a package: what follows them is not of the package before. */
const sections = new Set(['FileName', 'SnippetSPDXID', 'LicenseID', 'Reviewer', 'Annotator']);

/**
 * What is read of an SPDX document of tags and values, in the shape of the JSON format:
 * https://spdx.github.io/spdx-spec/v2.3/
 */
export function asSpdxJson(text: string): unknown {
  const packages: Packaged[] = [];
  const relationships: object[] = [];
  const found: { spdxVersion?: string; name?: string; created?: string } = {};
  let at: Packaged | undefined;
  for (const [tag, value] of pairsOf(text)) {
    if (tag === 'PackageName') {
      at = { name: value, attributionTexts: [], externalRefs: [], checksums: [] };
      push(packages, at, mostPackages, 'packages');
    } else if (sections.has(tag)) at = undefined;
    else if (tag === 'SPDXVersion') found.spdxVersion = value;
    else if (tag === 'DocumentName') found.name = value;
    else if (tag === 'Created') found.created = value;
    else if (tag === 'Relationship') {
      const [spdxElementId, relationshipType, relatedSpdxElement] = value.split(/\s+/);
      push(relationships, { spdxElementId, relationshipType, relatedSpdxElement }, 10 * mostPackages, 'relationships');
    } else if (at) addTo(at, tag, value);
  }
  const { created, ...rest } = found;
  return { ...rest, creationInfo: { created }, packages, relationships };
}

function addTo(it: Packaged, tag: string, value: string): void {
  if (tag === 'SPDXID') it.SPDXID = value;
  else if (tag === 'PackageVersion') it.versionInfo = value;
  else if (tag === 'PrimaryPackagePurpose') it.primaryPackagePurpose = value;
  else if (tag === 'PackageAttributionText')
    push(it.attributionTexts, value, mostDetails, 'attribution texts of a package');
  else if (tag === 'PackageChecksum') {
    const [algorithm, checksumValue] = value.split(/:\s*/);
    push(it.checksums, { algorithm, checksumValue }, mostDetails, 'checksums of a package');
  } else if (tag === 'ExternalRef') {
    const [, referenceType, referenceLocator] = value.split(/\s+/);
    push(it.externalRefs, { referenceType, referenceLocator }, mostDetails, 'references of a package');
  }
}

/** Ends a document that holds too much of something, before it is all in memory. */
function push<T>(list: T[], one: T, most: number, what: string): void {
  if (list.length >= most) throw new Misshapen('', `more than ${most} ${what}`);
  list.push(one);
}

/** Tags with their values; a value between `<text>` and `</text>` may take several lines. */
function* pairsOf(text: string): Generator<readonly [tag: string, value: string]> {
  let from = 0;
  let line = 0;
  while (from < text.length) {
    line += 1;
    const begin = from;
    const end = endOfLine(text, begin);
    const [, tag, rest = ''] = /^([A-Za-z0-9]+):[ \t]*(.*)$/.exec(text.slice(begin, end).replace(/\r$/, '')) ?? [];
    from = end + 1;
    if (tag === undefined) continue;
    if (!rest.startsWith('<text>')) {
      yield [tag, rest.trim()];
      continue;
    }
    const start = text.indexOf('<text>', begin) + '<text>'.length;
    const close = text.indexOf('</text>', start);
    if (close === -1) throw new Misshapen(`line ${line}`, 'the text that begins there has no end');
    const value = text.slice(start, close);
    yield [tag, value.trim()];
    line += value.split('\n').length - 1;
    from = endOfLine(text, close) + 1;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
