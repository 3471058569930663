import { describe, expect, it } from 'vitest';
import { registerOf } from '#engine/waivers/waiver-register';
import { reportFormats as formats, type Finding, type Scan } from '#model';
import { reportOf, type Report } from '#report/model';
import { redactReport } from '#report/redact/report';
import { redactions, type Redaction } from '#report/redact/words';
import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import { written } from '../../cli/formats.ts';
import { hostileStrings } from '../support/hostile.ts';
import { findingWith, scanWith } from './sample.ts';

const salt = '0123456789abcdef';
const all = (kinds: readonly Redaction[] = redactions, own = salt) => ({ kinds: new Set(kinds), salt: own });

const target = 'aws:123456789012:eu-west-1';
const cluster = 'arn:aws:eks:eu-west-1:123456789012:cluster/zebra-prod';
const message =
  'zebra-prod is open to 203.0.113.7/32, 2001:db8::7 and 0.0.0.0/0 since 12:00:00; ana@example.org and User:bea may call it. ' +
  'Its role zebra-prod-nodes is in 123456789012, its group sg-0123456789abcdef0, its host api.zebra.example.';
const found: Finding = findingWith('f-0123456789', {
  resource: { type: 'eks.cluster', id: cluster, name: 'zebra-prod', target },
  ...{ key: 'yak/CVE-2026-1', message },
  evidence: [
    { at: `${cluster}#resourcesVpcConfig.publicAccessCidrs[0]`, actual: ['203.0.113.7/32', { zebra: 'zebra-prod' }] },
    { at: 'subjects[0]', actual: { kind: 'User', name: 'gnu' }, expected: 'nobody such as gnu' },
  ],
  change: {
    ...{ eventId: '11111111-2222-3333-4444-555555555555', call: 'UpdateClusterConfig', origin: 'console' },
    ...{ actor: 'arn:aws:sts::123456789012:assumed-role/Admin/dan', at: '2026-11-01T00:00:00.000Z' },
  },
});
const pod = findingWith('f-abcdefghjk', {
  resource: {
    ...{ type: 'k8s.pod', id: `${cluster}/core/v1/namespaces/heron/pods/stork`, name: 'heron/stork' },
    target: `k8s:${cluster}`,
  },
  ...{ rule: 'k8s-run-as-root', message: 'The container of heron/stork runs as root.' },
});
const at = '2026-11-02T00:00:00.000Z';
const accepted = {
  ...{ id: 'EX-7', rule: found.rule, resource: cluster, until: '2026-12-01T00:00:00.000Z' },
  ...{ owner: 'ewe', approver: 'fox', reason: 'dan of zebra-prod says so', control: 'call ewe', ticket: 'T-1' },
};

function reportWith(more: Partial<Scan> = {}): Report {
  const scan = scanWith([found, pod], {
    targets: [{ id: target, provider: 'aws', state: 'partial', reason: 'role zebra-prod refused' }],
    gaps: [
      {
        ...{ target, api: 'eks:DescribeCluster', reason: 'denied', resource: cluster, types: ['eks.cluster'] },
        detail: 'User: arn:aws:iam::123456789012:user/dan may not read zebra-prod',
      },
    ],
    unreadable: [{ path: 'zebra/emu.json', reason: 'malformed', detail: 'emu is no JSON' }],
    ...more,
  });
  const waivers = registerOf({ file: [accepted], stored: [], findings: scan.findings, at });
  return { ...reportOf(scan, rules, frameworks), waivers };
}

const everything = (report: Report): string =>
  formats.map((format) => written[format].text(report, { verdicts: true })).join('\n');
const redacted = (kinds?: readonly Redaction[]): string => everything(redactReport(reportWith(), all(kinds)));

const names = {
  ids: [
    'zebra',
    '123456789012',
    'heron',
    'stork',
    'yak',
    'emu',
    'sg-0123456789abcdef0',
    'f-0123456789',
    '11111111-2222',
  ],
  ips: ['203.0.113.7', '2001:db8::7'],
  principals: ['ana@', 'bea', 'gnu', 'dan', 'ewe', 'fox'],
} as const;
/** Whole words: `bea` stands in other words of ours, too. */
const holds = (text: string, name: string): boolean => {
  const word = name.replaceAll('.', String.raw`\.`);
  return new RegExp(String.raw`(?<![A-Za-z\d])${word}(?![A-Za-z\d])`).test(text);
};

describe('a report for outside', () => {
  it.each(formats)('%s holds no name of the estate, no address and nobody', (format) => {
    const text = written[format].text(redactReport(reportWith(), all()), { verdicts: true });
    const open = written[format].text(reportWith(), { verdicts: true });
    const leaked = Object.values(names)
      .flat()
      .filter((name) => holds(text, name));
    expect(leaked).toEqual([]);
    if (format !== 'asff') expect(holds(open, 'zebra-prod')).toBe(true);
  });
  it('every name of this test stands in what is not redacted', () => {
    const open = everything(reportWith());
    expect(
      Object.values(names)
        .flat()
        .filter((name) => !holds(open, name)),
    ).toEqual([]);
  });
  it.each(redactions)('with %s alone the others stay', (kind) => {
    const text = redacted([kind]);
    expect(names[kind].filter((name) => holds(text, name))).toEqual([]);
    const others = redactions.filter((it) => it !== kind).flatMap((it) => names[it]);
    expect(others.filter((name) => holds(text, name)).length).toBeGreaterThan(others.length / 2);
  });
  it('says what kind of thing it is, where, how grave, and how wide a network is', () => {
    const { rows } = redactReport(reportWith(), all());
    const [row] = rows;
    expect(row?.finding.resource.id).toMatch(/^arn:aws:eks:eu-west-1:id-[\da-f]{12}:cluster\/id-[\da-f]{12}$/);
    expect(row?.finding.resource.target).toMatch(/^aws:id-[\da-f]{12}:eu-west-1$/);
    expect(row?.finding.key).toMatch(/^id-[\da-f]{12}\/CVE-2026-1$/);
    expect(row?.finding.message).toMatch(
      /open to ip-[\da-f]{12}\/32, ip-[\da-f]{12} and 0\.0\.0\.0\/0 since 12:00:00;/,
    );
    expect(rows[1]?.finding.resource.id).toMatch(/\/core\/v1\/namespaces\/id-[\da-f]{12}\/pods\/id-[\da-f]{12}$/);
    expect(row?.finding.evidence[0]?.at).toMatch(/cluster\/id-[\da-f]{12}#resourcesVpcConfig\.publicAccessCidrs\[0\]$/);
    expect(row?.requirements).toEqual(reportWith().rows[0]?.requirements);
  });
  it('calls the same thing the same wherever it stands', () => {
    const { rows, scan, places, waivers } = redactReport(reportWith(), all());
    const name = rows[0]?.finding.resource.name ?? '';
    expect(rows[0]?.finding.message).toContain(`${name} is open`);
    expect(rows[0]?.finding.message).toContain(`role ${name}-nodes`);
    expect(scan.resources[0]?.name).toBe(name);
    expect(places.map((it) => it.name)).toContain(name);
    expect(JSON.stringify(waivers)).toContain(`cluster/${name}`);
    expect(waivers?.[0]?.hidden.map(({ id }) => id)).toEqual([rows[0]?.finding.id]);
  });
  it('is the same bytes with the same salt, and other names with another', () => {
    expect(redacted()).toBe(redacted());
    expect(redacted()).not.toContain(salt);
    const other = redactReport(reportWith(), all(redactions, 'fedcba9876543210'));
    expect(other.rows[0]?.finding.resource.name).not.toBe(
      redactReport(reportWith(), all()).rows[0]?.finding.resource.name,
    );
  });
  it('counts as before', () => {
    const [before, after] = [reportWith(), redactReport(reportWith(), all())];
    expect([after.open, after.headline, after.frameworks]).toEqual([before.open, before.headline, before.frameworks]);
    expect(after.scan.totals).toEqual(before.scan.totals);
  });
  it('leaves out what nobody looks at for names', () => {
    const report = { ...reportWith(), later: 'zebra-prod' };
    expect(JSON.stringify(redactReport(report, all()))).not.toContain('zebra');
  });
  it('is made of any text, and without delay', () => {
    const long = ['a.', '::', '1.', 'a-', '@a.', '/'].map((it) => it.repeat(20_000));
    for (const text of [...hostileStrings(), ...long]) {
      const resource = { ...found.resource, name: text, id: `arn:${text}` };
      const scan = scanWith([{ ...found, resource, key: text, message: text }]);
      expect(() => redactReport(reportOf(scan, rules), all()), text.slice(0, 40)).not.toThrow();
    }
  });
});
