import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { findingId } from '#engine/finding-id';
import { forJson } from '#lib/escape/json';
import type { Finding, Judgement, Scan } from '#model';
import { asffOf } from '#report/asff';
import { reportOf } from '#report/model';
import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import { hostileStrings } from '../support/hostile.ts';
import { importRequest } from './asff-2018-10-08.ts';
import { findingWith, scanWith } from './sample.ts';

const rule = 'eks-endpoint-public-cidr-open';
const target = 'aws:123456789012:eu-west-1';
const clusterIn = (where: string, name = 'payments') => ({
  ...{ type: 'eks.cluster', id: `arn:aws:eks:eu-west-1:123456789012:cluster/${name}`, name, target: where },
});
const judged = (verdict: Judgement['verdict'], more: Partial<Judgement> = {}): Judgement => ({
  ...{ rule, resource: clusterIn(target), severity: 'high', verdict, snapshots: ['s'], ...more },
});
const foundOn = (resource: Finding['resource'], more: Partial<Finding> = {}) =>
  findingWith(findingId({ id: more.rule ?? rule }, resource.id, more.key), { resource, ...more });

interface Told {
  readonly Id: string;
  readonly AwsAccountId: string;
  readonly ProductArn: string;
  readonly UpdatedAt: string;
  readonly FirstObservedAt?: string;
  readonly Title: string;
  readonly Description: string;
  readonly Types: readonly string[];
  readonly Severity: { readonly Label: string };
  readonly Compliance: {
    readonly Status: string;
    readonly RelatedRequirements?: readonly string[];
    readonly StatusReasons?: readonly { readonly ReasonCode: string }[];
  };
  readonly Workflow?: { readonly Status: string };
  readonly RecordState: string;
  readonly Resources: readonly { readonly Type: string; readonly Id: string; readonly Region?: string }[];
  readonly ProductFields: Readonly<Record<string, string>>;
}

const requestsOf = (scan: Scan, known?: readonly Finding[]) => {
  const report = { ...reportOf(scan, rules, frameworks), ...(known && { remembered: known }) };
  return JSON.parse(forJson(asffOf(report, '1.2.3'))) as { readonly Findings: readonly Told[] }[];
};
const toldOf = (findings: readonly Finding[], judgements: readonly Judgement[] = [], known?: readonly Finding[]) =>
  requestsOf(scanWith(findings, { judgements }), known).flatMap(({ Findings }) => Findings);
const short = ({ Compliance, Workflow, RecordState, Severity }: Told) =>
  [Compliance.Status, Workflow?.Status, RecordState, Severity.Label].join(' ');

const validate = new Ajv2020({ allErrors: true }).compile(importRequest);
const errorsIn = (requests: readonly object[]) =>
  requests.flatMap((it) =>
    validate(it) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
  );

describe('ASFF', () => {
  it('calls an open finding failed and new, a waived one failed and suppressed', () => {
    const waiver = { id: 'EX-7', until: '2026-12-01T00:00:00.000Z' };
    const waived = foundOn(clusterIn(target, 'sandbox'), { status: 'waived', waiver });
    const told = toldOf([foundOn(clusterIn(target)), waived]);
    expect(new Set(told.map(short))).toEqual(
      new Set(['FAILED NEW ACTIVE CRITICAL', 'FAILED SUPPRESSED ACTIVE CRITICAL']),
    );
    const suppressed = told.find(({ Workflow }) => Workflow?.Status === 'SUPPRESSED');
    expect(suppressed?.ProductFields).toMatchObject({
      'shoalwatch/waiver': 'EX-7',
      'shoalwatch/waivedUntil': waiver.until,
    });
  });
  it('never calls what is unknown passed: a refused read is not available, anything else a warning', () => {
    const denied = toldOf([], [judged('unknown', { reason: 'denied', message: 'no' })]);
    expect(denied.map(short)).toEqual(['NOT_AVAILABLE NEW ACTIVE HIGH']);
    expect(denied[0]?.Compliance.StatusReasons?.[0]?.ReasonCode).toBe('DENIED');
    const missing = toldOf([], [judged('unknown', { reason: 'field-missing' })]);
    expect(missing.map(short)).toEqual(['WARNING NEW ACTIVE HIGH']);
  });
  it('says of a change that was announced, and of nothing that was read, that information is missing', () => {
    expect(toldOf([foundOn(clusterIn(target), { status: 'announced' })]).map(short)).toEqual([
      'WARNING NEW ACTIVE CRITICAL',
    ]);
  });
  it('calls a pass passed, under the id that its fail had', () => {
    const failed = foundOn(clusterIn(target));
    const [before] = toldOf([failed], [judged('fail')]);
    const [after] = toldOf([], [judged('pass')]);
    expect(after?.Id).toBe(before?.Id);
    expect(after && short(after)).toBe('PASSED RESOLVED ACTIVE INFORMATIONAL');
    expect(after?.Description).not.toBe(before?.Description);
  });
  it('keeps the id of a rule that was renamed', () => {
    const renamed = rules.filter(({ id }) => id === rule).map((it) => ({ ...it, aliases: ['endpoint-open'] }));
    const report = reportOf(scanWith([], { judgements: [judged('pass')] }), renamed);
    const [request] = JSON.parse(forJson(asffOf(report, '1'))) as { Findings: readonly Told[] }[];
    const first = findingId({ id: 'endpoint-open' }, clusterIn(target).id, undefined);
    expect(request?.Findings.map(({ Id }) => Id)).toEqual([`shoalwatch/${first}`]);
  });
  it('stands by an open finding that could not be judged again', () => {
    const told = toldOf([foundOn(clusterIn(target))], [judged('unknown', { reason: 'denied' })]);
    expect(told.map(short)).toEqual(['FAILED NEW ACTIVE CRITICAL']);
  });
  it('archives what is over: resolved is passed, gone and what no longer applies are not', () => {
    const over = (['resolved', 'gone', 'no-longer-applies'] as const).map((status) =>
      foundOn(clusterIn(target, status), { status }),
    );
    const told = toldOf([], [], [...over, foundOn(clusterIn(target))]);
    expect(told.map((it) => `${it.Compliance.StatusReasons?.[0]?.ReasonCode ?? ''} ${short(it)}`).sort()).toEqual([
      ' PASSED RESOLVED ARCHIVED INFORMATIONAL',
      'GONE NOT_AVAILABLE  ARCHIVED CRITICAL',
      'NO_LONGER_APPLIES NOT_AVAILABLE  ARCHIVED CRITICAL',
    ]);
  });
  it('archives what it said of a resource as a whole once its parts fail', () => {
    const key = 'CVE-2026-1/openssl';
    const told = toldOf([foundOn(clusterIn(target), { key })], [judged('fail', { key })]);
    const [whole] = toldOf([], [judged('pass')]);
    expect(told.map((it) => [it.Id === whole?.Id, it.RecordState, it.Compliance.Status]).sort()).toEqual([
      [false, 'ACTIVE', 'FAILED'],
      [true, 'ARCHIVED', 'NOT_AVAILABLE'],
    ]);
  });
  it('tells of AWS resources alone', () => {
    const elsewhere = ['azure:1-2', 'gcp:shop', `k8s:${clusterIn(target).id}`, 'aws:files:estate', 'aws:1:eu-west-1'];
    const findings = elsewhere.map((where, i) => foundOn(clusterIn(where, `c${i}`)));
    expect(toldOf(findings)).toEqual([]);
  });
  it('is imported where the resource is, and for what is global where its partition has its home', () => {
    const role = (id: string) => ({ type: 'iam.role', id, name: 'node', target: 'aws:123456789012:global' });
    const told = toldOf([
      foundOn(clusterIn(target)),
      foundOn(role('arn:aws:iam::123456789012:role/node')),
      foundOn(role('arn:aws-cn:iam::123456789012:role/node')),
    ]);
    expect(told.map(({ ProductArn, Resources }) => [ProductArn, Resources[0]?.Type, Resources[0]?.Region])).toEqual([
      ['arn:aws-cn:securityhub:cn-north-1:123456789012:product/123456789012/default', 'AwsIamRole', undefined],
      ['arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default', 'AwsEksCluster', 'eu-west-1'],
      ['arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default', 'AwsIamRole', undefined],
    ]);
  });
  it('makes requests of at most a hundred findings of one account and region', () => {
    const many = (where: string, count: number) =>
      Array.from({ length: count }, (_, i) => foundOn(clusterIn(where, `c${i}`), { key: where }));
    const other = 'aws:210987654321:eu-west-1';
    const requests = requestsOf(scanWith([...many(target, 201), ...many(other, 3)]));
    expect(
      requests.map(({ Findings }) => [Findings.length, new Set(Findings.map((it) => it.ProductArn)).size]),
    ).toEqual([100, 100, 1, 3].map((length) => [length, 1]));
  });
  it('names the requirements that a finding answers, 32 at the most', () => {
    const [told] = toldOf([foundOn(clusterIn(target))]);
    expect(told?.Compliance.RelatedRequirements).toContain('cis-eks-1.8 5.4.1');
    expect(told?.Types).toEqual([
      'Software and Configuration Checks/AWS Security Best Practices',
      'Software and Configuration Checks/Industry and Regulatory Standards',
    ]);
    const [cis] = frameworks.filter(({ id }) => id === 'cis-eks-1.8');
    if (!cis) throw new Error('no such framework');
    const wide = Array.from({ length: 40 }, (_, i) => ({ id: `${i}`, rules: [rule] }));
    const report = reportOf(scanWith([foundOn(clusterIn(target))]), rules, [{ ...cis, requirements: wide }]);
    const [request] = JSON.parse(forJson(asffOf(report, '1'))) as { Findings: readonly Told[] }[];
    expect(request?.Findings[0]?.Compliance.RelatedRequirements).toHaveLength(32);
    expect(errorsIn(asffOf(report, '1'))).toEqual([]);
  });
  it('is newer with each scan, and knows since when', () => {
    const [told] = toldOf([foundOn(clusterIn(target))]);
    expect([told?.FirstObservedAt, told?.UpdatedAt]).toEqual(['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:05.000Z']);
    const [unfollowed] = requestsOf(scanWith([foundOn(clusterIn(target))], { followed: false }));
    expect(unfollowed?.Findings.map((it) => it.FirstObservedAt)).toEqual([undefined]);
  });
  it('is the same whatever the order of the scan', () => {
    const findings = ['a', 'b', 'c'].map((name) => foundOn(clusterIn(target, name)));
    const judgements = ['d', 'e'].map((name) => judged('pass', { resource: clusterIn(target, name) }));
    const turned = scanWith(findings.toReversed(), { judgements: judgements.toReversed() });
    expect(requestsOf(turned)).toEqual(requestsOf(scanWith(findings, { judgements })));
  });
  it('is a request that is taken, whatever things are called and however long that is', () => {
    const long = ['x', '\u{1f6a2}', 'é\u0301'].map((one) => one.repeat(5000));
    for (const text of ['payments', '', ' ', ...hostileStrings(), ...long]) {
      const resource = { type: 'eks.cluster', id: `arn:${text}`, name: text, target };
      const evidence = [{ at: text, actual: { [text]: [text] }, expected: text }];
      const change = { ...{ eventId: text, actor: text, call: text, at: text }, origin: 'console' as const };
      const open = foundOn(resource, { key: `k${text}`, message: text, evidence, change });
      const judgements = [
        judged('unknown', { resource, message: text, reason: 'denied' }),
        judged('fail', { resource, key: `k${text}` }),
      ];
      const over = foundOn(resource, { status: 'gone', rule: 'r', message: text });
      const report = { ...reportOf(scanWith([open], { judgements }), rules, frameworks), remembered: [over] };
      const requests = asffOf(report, '1.2.3');
      expect(requests.flatMap(({ Findings }) => Findings).length, text).toBe(3);
      expect(errorsIn(requests), text).toEqual([]);
      expect(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(JSON.stringify(requests)), text).toBe(false);
      for (const finding of requests.flatMap(({ Findings }) => Findings) as Told[]) {
        expect(Buffer.byteLength(finding.Title)).toBeLessThanOrEqual(256);
        expect(Buffer.byteLength(finding.Description)).toBeLessThanOrEqual(1024);
      }
    }
  });
  it('stands on one line', () => {
    const [told] = toldOf([foundOn(clusterIn(target), { message: 'open\nto\tall\u202e' })]);
    expect(told?.Title).toBe('payments: open to all');
  });
  it('makes tokens in what was found unreadable', () => {
    const token = 'ghp_0123456789abcdefghij';
    const evidence = [{ at: 'a', actual: token, expected: token }];
    const found = foundOn(clusterIn(target), { message: `It holds ${token}.`, evidence });
    expect(forJson(requestsOf(scanWith([found])))).not.toContain(token);
  });
  it('stays within 240 KB for a finding and 6 MB for a request, at its longest', () => {
    const text = '\u{1f6a2}'.repeat(5000);
    const findings = Array.from({ length: 100 }, (_, i) => {
      const resource = { type: 'eks.cluster', id: `arn:${text}`, name: text, target };
      const evidence = [{ at: text, actual: text, expected: text }];
      return foundOn(resource, { key: `${i} ${text}`, message: text, evidence });
    });
    const [request] = requestsOf(scanWith(findings));
    expect(request?.Findings).toHaveLength(100);
    expect(Buffer.byteLength(forJson(request))).toBeLessThan(6_000_000);
    expect(Buffer.byteLength(forJson(request?.Findings[0]))).toBeLessThan(240_000);
  });
});
