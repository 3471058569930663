import { describe, expect, it } from 'vitest';
import { documentsIn } from '#bills/read-bill';
import {
  billOf,
  cyclonedx,
  digest,
  grype,
  operatorReport,
  refusalOf,
  spdx,
  syft,
  trivy,
  namesIn,
} from './documents.ts';

describe('documents of Syft and Grype', () => {
  const subject = {
    name: 'registry.example.com/shop/web:1.4',
    digests: [digest('a'), digest('b')],
    imageId: digest('c'),
  };
  it('tell the manifest, the names in registries and the configuration of an image', () => {
    expect(billOf(syft)).toMatchObject({ format: 'syft', subject, listsAll: true, scanned: false });
    expect(billOf(grype)).toMatchObject({ format: 'grype', subject, listsAll: false, scanned: true });
  });
  it('name the kind of a package that has no package URL', () => {
    expect(namesIn(syft)).toEqual(['pypi jinja-two 3.0', 'pypi requests 2.19.0', 'unknown odd -']);
  });
  it('tell the versions that fix a flaw', () => {
    expect(billOf(grype).flaws).toEqual([
      {
        id: 'GHSA-x84v-xcm2-53pg',
        aliases: ['CVE-2018-18074'],
        package: 'requests',
        version: '2.19.0',
        severity: 'high',
        fixedIn: '2.20.0, 3.0.0',
      },
    ]);
  });
  it('that name no package list none whole', () => {
    expect(billOf({ ...syft, artifacts: [] }).listsAll).toBe(false);
  });

  const [found] = grype.matches;
  const ignoredBy = (...appliedIgnoreRules: object[]): readonly string[] =>
    billOf({ ...grype, matches: [], ignoredMatches: [{ ...found, appliedIgnoreRules }] }).flaws.map(({ id }) => id);

  it.each([
    ['no version fixes it', { 'fix-state': 'wont-fix' }],
    ['somebody said so', { vulnerability: 'GHSA-x84v-xcm2-53pg', reason: 'accepted' }],
    ['it is under investigation', { 'vex-status': 'under_investigation' }],
  ])('a match that was ignored because %s is a flaw', (_, rule) => {
    expect(ignoredBy(rule)).toEqual(['GHSA-x84v-xcm2-53pg']);
  });
  it('a match that was ignored by no rule that is told is a flaw', () => {
    expect(ignoredBy()).toEqual(['GHSA-x84v-xcm2-53pg']);
  });
  it.each(['not_affected', 'fixed'])('a match that VEX says is %s is none', (status) => {
    expect(ignoredBy({ namespace: 'vex', 'vex-status': status })).toEqual([]);
  });
  it('may speak of a folder', () => {
    expect(billOf({ ...syft, source: { type: 'directory', target: '/srv/shop' } }).subject).toEqual({
      name: '/srv/shop',
      digests: [],
    });
  });
});

describe('a report of Trivy', () => {
  it('tells the image by the names that registries know it by', () => {
    expect(billOf(trivy)).toMatchObject({
      format: 'trivy',
      subject: { name: 'registry.example.com/shop/web:1.4', digests: [digest('b')], imageId: digest('c') },
      madeAt: '2026-11-20T10:00:00.123Z',
      listsAll: true,
      scanned: true,
    });
  });
  it('puts epoch, version and release together, and knows the kind of each result', () => {
    expect(namesIn(trivy)).toEqual(['maven org.yaml/snakeyaml 1.26', 'rpm bash 5.1.8-6.el9', 'rpm dbus 1:1.12-8.el9']);
  });
  it('leaves out what does not affect the package', () => {
    expect(billOf(trivy).flaws).toEqual([
      {
        id: 'CVE-2022-42010',
        aliases: ['RHSA-2023:0335'],
        package: 'dbus',
        version: '1:1.12-8.el9',
        severity: 'medium',
        fixedIn: '1:1.12.20-7.el9_1',
      },
    ]);
  });
  it('lists all packages only where each result does', () => {
    const [first, ...others] = trivy.Results;
    expect(billOf({ ...trivy, Results: [{ ...first, Packages: undefined }, ...others] }).listsAll).toBe(false);
    expect(billOf({ ...trivy, Results: undefined })).toMatchObject({ listsAll: false, scanned: false });
  });
  it.each(['os-pkgs', 'lang-pkgs'])('that has only %s does not list all packages', (kind) => {
    const Results = trivy.Results.filter((it) => it.Class === kind);
    expect(billOf({ ...trivy, Results })).toMatchObject({ listsAll: false, scanned: true });
  });
  it('of a system past its support, or that left the system out, is no whole scan, and its flaws are there', () => {
    const of = (OS: object, Results: readonly object[] = trivy.Results) =>
      billOf({ ...trivy, Metadata: { ...trivy.Metadata, OS }, Results });
    expect(of({ Family: 'redhat', Name: '9' }).scanned).toBe(true);
    expect(of({ Family: 'redhat', Name: '9', EOSL: false }).scanned).toBe(true);
    expect(of({ Family: 'redhat', Name: '6', EOSL: true })).toMatchObject({
      scanned: false,
      flaws: [{ id: 'CVE-2022-42010' }],
    });
    const others = trivy.Results.filter((it) => it.Class === 'lang-pkgs');
    expect(of({ Family: 'redhat', Name: '9' }, others).scanned).toBe(false);
    expect(of({ Family: 'none', Name: '' }, others).scanned).toBe(true);
  });

  const suppressed = (Status: string, Type = 'vulnerability'): readonly string[] => {
    const [{ Vulnerabilities: [Finding] = [], ...first } = {}, ...others] = trivy.Results;
    const own = { ...first, ExperimentalModifiedFindings: [{ Type, Status, Source: '.trivyignore', Finding }] };
    return billOf({ ...trivy, Results: [own, ...others] }).flaws.map(({ id }) => id);
  };
  it.each(['ignored', 'unknown', 'affected', 'under_investigation'])(
    'what was suppressed as %s is a flaw',
    (status) => {
      expect(suppressed(status)).toEqual(['CVE-2022-42010']);
    },
  );
  it.each(['not_affected', 'fixed'])('what VEX says is %s is none', (status) => {
    expect(suppressed(status)).toEqual([]);
  });
  it('a suppressed finding of another type is no flaw', () => {
    expect(suppressed('ignored', 'misconfiguration')).toEqual([]);
  });
  it('of another schema version is refused', () => {
    expect(refusalOf({ ...trivy, SchemaVersion: 3 })).toBe('malformed: SchemaVersion: is 3, and 2 is read');
  });
});

describe('a report of the Trivy operator', () => {
  it('tells the flaws of an image in a cluster', () => {
    expect(billOf(operatorReport)).toMatchObject({
      format: 'trivy',
      subject: { name: 'index.docker.io/library/nginx:1.16', digests: [digest('b')] },
      packages: [{ ecosystem: 'deb', name: 'libbsd0', version: '0.9.1-2' }],
      flaws: [{ id: 'CVE-2019-20367', package: 'libbsd0', severity: 'critical', fixedIn: '0.9.1-2+deb10u1' }],
      listsAll: false,
      scanned: true,
    });
  });
  it('that counts more flaws than it lists is no whole scan', () => {
    const of = (report: object): boolean =>
      billOf({ ...operatorReport, report: { ...operatorReport.report, ...report } }).scanned;
    const summary = { criticalCount: 1, highCount: 0 };
    expect(of({ summary })).toBe(true);
    expect(of({ summary, vulnerabilities: [] })).toBe(false);
    expect(of({ summary: { criticalCount: 0 }, vulnerabilities: [] })).toBe(true);
    expect(of({ vulnerabilities: undefined })).toBe(false);
  });
  it('holds a CycloneDX bill, whose image it knows better', () => {
    const report = { artifact: { repository: 'shop/web', tag: '1.4', digest: digest('b') }, components: cyclonedx };
    expect(billOf({ ...operatorReport, kind: 'SbomReport', report })).toMatchObject({
      format: 'cyclonedx',
      subject: { name: 'shop/web:1.4', digests: [digest('a'), digest('b')] },
    });
  });
  it('about something else is no bill', () => {
    expect(refusalOf({ ...operatorReport, kind: 'ConfigAuditReport' })).toMatch(
      'unrecognised: an object with apiVersion',
    );
    expect(refusalOf({ ...operatorReport, report: undefined })).toBe('malformed: report: is missing');
    expect(refusalOf({ ...operatorReport, kind: 'SbomReport', report: {} })).toBe(
      'malformed: report.components: is missing',
    );
  });
  it('may stand in a list of them', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [operatorReport, operatorReport] };
    expect(documentsIn(list)).toEqual([operatorReport, operatorReport]);
    expect(documentsIn(operatorReport)).toEqual([operatorReport]);
    expect(documentsIn({ kind: 'List' })).toEqual([{ kind: 'List' }]);
  });
});

describe('an in-toto statement', () => {
  const stated = (
    predicate: unknown,
    subject: unknown = [{ name: 'shop/web', digest: { sha256: 'f'.repeat(64) } }],
  ) => ({
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://cyclonedx.org/bom',
    subject,
    predicate,
  });
  it.each(Object.entries({ cyclonedx, spdx, syft, grype, trivy }))(
    'tells the digest of the image in %s',
    (format, it) => {
      expect(billOf(stated(it))).toMatchObject({ format });
      expect(billOf(stated(it)).subject.digests).toContain(digest('f'));
    },
  );
  it('about nothing, or about another statement, is no bill', () => {
    expect(refusalOf(stated(cyclonedx, []))).toMatch('unrecognised');
    expect(refusalOf(stated(stated(cyclonedx)))).toMatch('unrecognised');
    expect(refusalOf(stated(cyclonedx, [{ digest: { sha256: 5 } }]))).toBe(
      'malformed: subject[0].digest.sha256: is not a text',
    );
  });
});
