import { describe, expect, it } from 'vitest';
import { isBillText } from '#bills/read-bill';
import { billOf, cyclonedx, digest, refusalOf, namesIn } from './documents.ts';

describe('a CycloneDX bill', () => {
  it('speaks of the image that its root is', () => {
    expect(billOf(cyclonedx)).toMatchObject({
      format: 'cyclonedx',
      source: 'given.json',
      subject: { name: 'registry.example.com/shop/web', digests: [digest('a')] },
      listsAll: true,
      scanned: true,
      madeAt: '2026-11-20T10:00:00.000Z',
    });
  });
  it('lists components within components, and neither the system nor the image itself', () => {
    expect(namesIn(cyclonedx)).toEqual([
      'deb libssl3 3.0.11-1',
      'maven org.apache.logging.log4j/log4j-core 2.14.1',
      'npm left-pad 1.3.0',
      'unknown com.example/shop 1.0',
    ]);
  });
  it('names the gravest rating, the aliases and the package of a flaw', () => {
    expect(billOf(cyclonedx).flaws).toEqual([
      {
        id: 'GHSA-jfh8-c2jp-5v3q',
        aliases: ['CVE-2021-44228'],
        package: 'org.apache.logging.log4j/log4j-core',
        version: '2.14.1',
        severity: 'critical',
      },
    ]);
  });

  const judged = (state: string, rest: object = {}): readonly string[] =>
    billOf({
      ...cyclonedx,
      vulnerabilities: [{ id: 'CVE-1', analysis: { state }, affects: [{ ref: 'log4j' }], ...rest }],
    }).flaws.map((it) => `${it.id} in ${it.package} ${it.version ?? '-'}`);

  it.each(['not_affected', 'false_positive', 'resolved', 'resolved_with_pedigree'])('%s is no flaw', (state) => {
    expect(judged(state)).toEqual([]);
  });
  it.each(['exploitable', 'in_triage', 'anything else'])('%s is a flaw', (state) => {
    expect(judged(state)).toEqual(['CVE-1 in org.apache.logging.log4j/log4j-core 2.14.1']);
  });
  it('versions that are all unaffected are no flaw', () => {
    const versions = [{ version: '2.14.1', status: 'unaffected' }];
    expect(judged('exploitable', { affects: [{ ref: 'log4j', versions }] })).toEqual([]);
  });
  it('what a bill of another document holds is named by its reference, with the versions that are told', () => {
    const versions = [
      { version: '1.0' },
      { range: 'vers:npm/<2', status: 'affected' },
      { version: '2', status: 'unaffected' },
    ];
    const ref = 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#lib%40x';
    expect(judged('exploitable', { affects: [{ ref, versions }] })).toEqual([
      'CVE-1 in lib@x 1.0',
      'CVE-1 in lib@x vers:npm/<2',
    ]);
  });
  it('a reference into another bill finds the component here, too', () => {
    const affects = [{ ref: 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#log4j' }];
    expect(judged('exploitable', { affects })).toEqual(['CVE-1 in org.apache.logging.log4j/log4j-core 2.14.1']);
  });
  it('a flaw of nothing is one of the subject', () => {
    expect(judged('exploitable', { affects: undefined })).toEqual(['CVE-1 in registry.example.com/shop/web -']);
  });
  it('without a list of flaws it says nothing of them, and without components nothing of packages', () => {
    expect(billOf({ ...cyclonedx, vulnerabilities: undefined })).toMatchObject({ scanned: false, flaws: [] });
    expect(billOf({ ...cyclonedx, vulnerabilities: [] })).toMatchObject({ scanned: false, flaws: [] });
    const bare = { listsAll: false, packages: [], scanned: false };
    expect(billOf({ ...cyclonedx, components: undefined })).toMatchObject(bare);
    expect(billOf({ ...cyclonedx, components: [{ type: 'file', name: '/etc/passwd' }] }).listsAll).toBe(false);
  });
  it('statements about flaws are no scan, alone or beside components, and one flaw that was found makes it one', () => {
    const [found] = cyclonedx.vulnerabilities;
    const vex = { id: 'CVE-1', analysis: { state: 'not_affected' }, affects: [{ ref: 'root' }] };
    const { components, ...rest } = cyclonedx;
    expect(billOf({ ...rest, vulnerabilities: [vex] })).toMatchObject({ scanned: false, flaws: [] });
    expect(billOf({ ...rest, components, vulnerabilities: [vex] }).scanned).toBe(false);
    expect(billOf({ ...rest, vulnerabilities: [vex, found] }).scanned).toBe(false);
    expect(billOf({ ...rest, components, vulnerabilities: [vex, found] }).scanned).toBe(true);
  });
  it.each(['incomplete', 'incomplete_first_party_only', 'unknown', 'not_specified', undefined])(
    'with a composition that is %s neither its packages nor its flaws are all',
    (aggregate) => {
      const compositions = [{ aggregate: 'complete' }, { aggregate }];
      expect(billOf({ ...cyclonedx, compositions })).toMatchObject({ listsAll: false, scanned: false });
      const given = aggregate === undefined ? '' : `<aggregate>${aggregate}</aggregate>`;
      const text = xml(`<components>${component('a')}</components><compositions><composition>${given}</composition>
        </compositions>`);
      expect(billOf(text).listsAll).toBe(false);
    },
  );
  it('that says that it is complete is', () => {
    const compositions = [{ aggregate: 'complete' }];
    expect(billOf({ ...cyclonedx, compositions })).toMatchObject({ listsAll: true, scanned: true });
    const text = xml(`<components>${component('a')}</components><compositions><composition>
      <aggregate>complete</aggregate></composition></compositions>`);
    expect(billOf(text).listsAll).toBe(true);
  });
  it('of what is no image the version belongs to the name, and a hash is no digest of an image', () => {
    const component = {
      type: 'application',
      name: 'shop',
      version: '1.0',
      hashes: [{ alg: 'SHA-256', content: 'a'.repeat(64) }],
    };
    expect(billOf({ ...cyclonedx, metadata: { component } }).subject).toEqual({ name: 'shop@1.0', digests: [] });
  });
  it('Trivy tells the digests in properties', () => {
    const properties = [
      { name: 'aquasecurity:trivy:ImageID', value: digest('c') },
      { name: 'aquasecurity:trivy:RepoDigest', value: `shop/web@${digest('d')}` },
      { name: 5, value: digest('e') },
    ];
    const component = { type: 'container', name: 'shop/web', properties };
    expect(billOf({ ...cyclonedx, metadata: { component } }).subject).toEqual({
      name: 'shop/web',
      digests: [digest('d')],
      imageId: digest('c'),
    });
  });

  const xml = (inner: string, version = '1.6'): string =>
    `<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/${version}" serialNumber="urn:uuid:1">${inner}</bom>`;
  const component = (name: string, inner = ''): string =>
    `<component type="library" bom-ref="${name}"><name>${name}</name><version>1.0</version>${inner}</component>`;

  it.each(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])('as XML of version %s says the same', (version) => {
    const text = xml(
      `<metadata><timestamp>2026-11-20T10:00:00Z</timestamp><component type="container"><name>shop/web</name>
       <version>${digest('a')}</version><hashes><hash alg="SHA-256">${'b'.repeat(64)}</hash></hashes></component></metadata>
       <components>${component('outer', `<purl>pkg:npm/outer@1.0</purl><components>${component('inner')}</components>`)}</components>
       <vulnerabilities><vulnerability><id>CVE-1</id><references><reference><id>GHSA-1</id></reference></references>
       <ratings><rating><severity>low</severity></rating></ratings><analysis><state>in_triage</state></analysis>
       <affects><target><ref>outer</ref></target></affects></vulnerability>
       <vulnerability><id>CVE-2</id><analysis><state>resolved</state></analysis></vulnerability></vulnerabilities>`,
      version,
    );
    expect(billOf(text)).toMatchObject({
      subject: { name: 'shop/web', digests: [digest('a'), digest('b')] },
      packages: [
        { ecosystem: 'npm', name: 'outer', version: '1.0', purl: 'pkg:npm/outer@1.0' },
        { ecosystem: 'unknown', name: 'inner', version: '1.0' },
      ],
      flaws: [{ id: 'CVE-1', aliases: ['GHSA-1'], package: 'outer', version: '1.0', severity: 'low' }],
      madeAt: '2026-11-20T10:00:00.000Z',
    });
  });
  it('as XML is refused where it is broken, defines entities, or is of another kind', () => {
    expect(refusalOf(xml('<components>'))).toBe('malformed: line 2: the XML is not well formed');
    expect(refusalOf(`<!DOCTYPE bom [<!ENTITY a "b">]>${xml('')}`)).toMatch(
      'malformed: line 1: the XML has a document type',
    );
    expect(refusalOf(xml('&a;'))).toBe('malformed: line 2: the XML is not well formed');
    expect(refusalOf(xml('<a>'.repeat(100)))).toMatch('nested deeper than 100 levels');
    expect(refusalOf(xml(`<components>${component('')}</components>`))).toMatch(/^a bill/);
    expect(refusalOf(xml('<components><component type="library"/></components>'))).toBe(
      'malformed: components[0].name: is missing',
    );
    expect(refusalOf('<html></html>')).toBe('unrecognised: a text of another kind');
    expect(isBillText('  <bom/>')).toBe(true);
  });
});
