import { describe, expect, it } from 'vitest';
import { billOf, cyclonedx, grype, refusalOf, spdx, syft, trivy } from './documents.ts';

describe('a bill', () => {
  it('has one id wherever it was read, and another one where it says anything else', () => {
    expect(billOf(cyclonedx, 'a.json').id).toBe(billOf(cyclonedx, 'b.json').id);
    const reordered = { ...cyclonedx, components: cyclonedx.components.toReversed(), made: 'by another tool' };
    expect(billOf(reordered).id).toBe(billOf(cyclonedx).id);
    expect(billOf({ ...cyclonedx, components: [] }).id).not.toBe(billOf(cyclonedx).id);
  });
  it('says nothing of when it was made where that is no moment', () => {
    expect(billOf({ ...cyclonedx, metadata: { timestamp: 'yesterday' } })).not.toHaveProperty('madeAt');
  });
  it('with a package URL that is none keeps the package', () => {
    const artifacts = [{ name: 'x', version: '1', type: 'npm', purl: 'a-purl' }];
    expect(billOf({ ...syft, artifacts }).packages).toEqual([{ ecosystem: 'npm', name: 'x', version: '1' }]);
  });
});

describe('what is not as its format has it is named with the place and the reason', () => {
  const components = (...list: unknown[]) => ({ ...cyclonedx, components: list });
  it.each([
    [{ ...cyclonedx, components: 'x' }, 'components: is not a list'],
    [components({ type: 'library', name: 5 }), 'components[0].name: is not a text'],
    [components({ name: 'a' }, { name: 'b', components: [{}] }), 'components[1].components[0].name: is missing'],
    [components({ name: 'x'.repeat(1001) }), 'components[0].name: longer than 1000 characters'],
    [components(null), 'components[0]: is not an object'],
    [{ ...cyclonedx, metadata: 'x' }, 'metadata: is not an object'],
    [{ ...cyclonedx, metadata: { component: { name: [] } } }, 'metadata.component.name: is not a text'],
    [{ ...cyclonedx, vulnerabilities: [{}] }, 'vulnerabilities[0].id: is missing'],
    [{ ...cyclonedx, vulnerabilities: [{ id: 'x'.repeat(201) }] }, 'a flaw has an id of more than 200 characters'],
    [
      { ...cyclonedx, vulnerabilities: [{ id: 'CVE-1', affects: [{ ref: 1 }] }] },
      'vulnerabilities[0].affects[0].ref: is not a text',
    ],
    [{ ...cyclonedx, specVersion: '2.0' }, 'specVersion: is 2.0, and 1.x is read'],
    [{ ...cyclonedx, specVersion: 'latest' }, 'specVersion: is latest, and 1.x is read'],
    ['<bom xmlns="http://cyclonedx.org/schema/bom/2.0"/>', 'specVersion: is 2.0, and 1.x is read'],
    [{ ...spdx, spdxVersion: 'SPDX-3.0' }, 'spdxVersion: is SPDX-3.0, and SPDX-2.x is read'],
    [{ ...spdx, spdxVersion: '' }, 'spdxVersion: is , and SPDX-2.x is read'],
    [{ ...spdx, packages: {} }, 'packages: is not a list'],
    [{ ...spdx, packages: [{ name: 'a', externalRefs: [5] }] }, 'packages[0].externalRefs[0]: is not an object'],
    [{ ...syft, artifacts: [{}] }, 'artifacts[0].name: is missing'],
    [{ ...syft, source: { metadata: { imageID: 1 } } }, 'source.metadata.imageID: is not a text'],
    [{ ...grype, matches: [{ vulnerability: { id: 'CVE-1' } }] }, 'matches[0].artifact: is missing'],
    [
      { ...grype, matches: [{ artifact: { name: 'a' }, vulnerability: {} }] },
      'matches[0].vulnerability.id: is missing',
    ],
    [{ ...trivy, Results: [{ Packages: [{}] }] }, 'Results[0].Packages[0].Name: is missing'],
    [
      { ...trivy, Results: [{ Vulnerabilities: [{ VulnerabilityID: 'CVE-1' }] }] },
      'Results[0].Vulnerabilities[0].PkgName: is missing',
    ],
    [{ ...trivy, SchemaVersion: '2' }, 'SchemaVersion: is not a number'],
  ])('%#', (content, why) => {
    expect(refusalOf(content)).toBe(`malformed: ${why}`);
  });
  it.each([
    [undefined, 'no object'],
    [5, 'no object'],
    [[cyclonedx], 'a list'],
    [{}, 'an empty object'],
    ['SPDXVersion: SPDX-3.0', 'a text of another kind'],
    [{ matches: [], descriptor: {} }, 'an object with matches, descriptor'],
    [{ artifacts: [], descriptor: {} }, 'an object with artifacts, descriptor'],
    [{ bomFormat: 'AnotherFormat', components: [] }, 'an object with bomFormat, components'],
  ])('%#: of another kind', (content, why) => {
    expect(refusalOf(content)).toBe(`unrecognised: ${why}`);
  });
});

describe('a bill beyond its limits is refused', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => ({ type: 'library', name: `p${i}` }));
  it('packages', () => {
    expect(refusalOf({ ...cyclonedx, components: many(100_001) })).toBe(
      'malformed: components: more than 100000 entries',
    );
    const halves = [
      { name: 'a', components: many(60_000) },
      { name: 'b', components: many(60_000) },
    ];
    expect(refusalOf({ ...cyclonedx, components: halves })).toMatch('more than 100000 components');
    const Results = [
      { Packages: many(60_000).map(({ name }) => ({ Name: name })) },
      { Packages: many(60_000).map(({ name }) => ({ Name: `${name}b` })) },
    ];
    expect(refusalOf({ ...trivy, Results })).toBe('malformed: more than 100000 packages');
  });
  it('packages, references and relationships among tags and values', () => {
    const tags = (line: string, times: number): string =>
      `SPDXVersion: SPDX-2.3\nPackageName: a\n${line.repeat(times)}`;
    expect(refusalOf(tags('PackageName: b\n', 100_000))).toBe('malformed: more than 100000 packages');
    expect(refusalOf(tags('ExternalRef: OTHER purl x\n', 10_001))).toMatch('more than 10000 references of a package');
    expect(refusalOf(tags('Relationship: a b c\n', 1_000_001))).toMatch('more than 1000000 relationships');
  });
  it('flaws', () => {
    const affects = Array.from({ length: 1000 }, (_, i) => ({ ref: `r${i}` }));
    const vulnerabilities = Array.from({ length: 101 }, (_, i) => ({ id: `CVE-${i}`, affects }));
    expect(refusalOf({ ...cyclonedx, vulnerabilities })).toBe('malformed: more than 100000 flaws');
  });
  it('depth', () => {
    const deep = Array.from({ length: 150 }).reduce<object>((inner, _, i) => ({ name: `c${i}`, components: [inner] }), {
      name: 'x',
    });
    expect(refusalOf({ ...cyclonedx, components: [deep] })).toBe(
      'malformed: components: nested deeper than 100 levels',
    );
  });
});
