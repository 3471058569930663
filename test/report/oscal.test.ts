import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { registerOf } from '#engine/waivers/waiver-register';
import { forJson } from '#lib/escape/json';
import type { Framework, Judgement, Scan, Waiver } from '#model';
import { reportOf, type Report } from '#report/model';
import { oscalOf } from '#report/oscal';
import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import { hostileStrings } from '../support/hostile.ts';
import { hostileScan } from '../support/hostile-scan.ts';
import { assessmentResults } from './oscal-1.1.3.ts';
import { findingWith, scanWith } from './sample.ts';

interface Named {
  readonly uuid: string;
  readonly title: string;
}
interface Result {
  readonly remarks?: string;
  readonly observations: readonly (Named & { readonly methods: readonly string[]; readonly remarks?: string })[];
  readonly risks?: readonly (Named & { readonly status: string; readonly deadline: string })[];
  readonly findings?: readonly (Named & {
    readonly target: { readonly 'target-id': string; readonly status: { readonly state: string } };
    readonly 'related-observations': readonly { readonly 'observation-uuid': string }[];
    readonly 'related-risks'?: readonly { readonly 'risk-uuid': string }[];
  })[];
}

const textOf = (report: Report): string => forJson(oscalOf(report, '1.2.3'), 2);
const resultOf = (text: string): Result =>
  (JSON.parse(text) as { 'assessment-results': { results: [Result] } })['assessment-results'].results[0];

const validate = new Ajv({ allErrors: true, unicodeRegExp: true }).compile(assessmentResults);
const flawsOf = (text: string) => (validate(JSON.parse(text)) ? [] : validate.errors);

const at = '2026-11-02T00:00:00.000Z';
const waiver: Waiver = {
  ...{ id: 'EX-7', rule: 'waived-rule', resource: 'arn:f-waived', until: '2026-12-01' },
  ...{ owner: 'team-lab', approver: 'ciso', reason: 'lab, no data', control: 'token lifetime 15 min' },
};
const place = (id: string, target = 'aws:1:eu-west-1') => ({ type: 'eks.cluster', id: `arn:${id}`, name: id, target });
const judged = (rule: string, verdict: Judgement['verdict'], of = rule, target?: string): Judgement => ({
  ...{ rule, verdict, severity: 'high', snapshots: ['s'], resource: place(of, target) },
});

/** One requirement in each standing. */
const framework: Framework = {
  ...{ id: 'cis-eks-1.8', title: 'CIS EKS', edition: '1.8', related: false, sources: [], targets: ['aws:'] },
  requirements: [
    { id: '1.1', rules: ['good-rule'] },
    { id: '2.1', rules: ['bad-rule'] },
    { id: '3.1', rules: ['waived-rule'] },
    { id: '4.1', rules: ['unread-rule'] },
    { id: '5.1', rules: [], planned: ['later-rule'] },
    { id: '6.1', manual: 'It is a matter of contracts.' },
  ],
};
const bad = findingWith('f-bad', { rule: 'bad-rule', resource: place('f-bad') });
const elsewhere = findingWith('f-aks', { rule: 'good-rule', resource: place('f-aks', 'azure:2') });
const waived = findingWith('f-waived', {
  ...{ rule: 'waived-rule', resource: place('f-waived'), status: 'waived' },
  waiver: { id: 'EX-7', until: '2026-12-01' },
});
const scan: Scan = scanWith([bad, waived, elsewhere], {
  judgements: [
    ...[judged('good-rule', 'pass'), judged('bad-rule', 'fail', 'f-bad'), judged('waived-rule', 'fail', 'f-waived')],
    ...[judged('unread-rule', 'unknown'), judged('good-rule', 'fail', 'f-aks', 'azure:2')],
  ],
});
const waivers = registerOf({ file: [waiver], stored: [], findings: scan.findings, at });
const report = { ...reportOf(scan, rules, [framework]), waivers };
const text = textOf(report);
const result = resultOf(text);

describe('OSCAL assessment results', () => {
  it('are what the document type asks for, in every standing', () => {
    expect(flawsOf(text)).toEqual([]);
    expect(flawsOf(textOf({ ...reportOf(scanWith([]), rules, frameworks) }))).toEqual([]);
  });
  it('tell of satisfied and not satisfied objectives, and of nothing that was not assessed', () => {
    expect(result.findings?.map(({ target }) => [target['target-id'], target.status.state])).toEqual([
      ['cis-eks-1.8_1.1_obj', 'satisfied'],
      ['cis-eks-1.8_2.1_obj', 'not-satisfied'],
      ['cis-eks-1.8_3.1_obj', 'not-satisfied'],
    ]);
  });
  it('say of what was not assessed why, and that nothing was tested', () => {
    const silent = result.observations.filter(({ methods }) => methods.includes('NOT-PERFORMED'));
    expect(silent.map(({ title, remarks }) => [title, remarks])).toEqual([
      ['CIS EKS 1.8, 4.1: not assessed', 'unknown: 1 checks'],
      ['CIS EKS 1.8, 5.1: not assessed', 'planned: later-rule'],
      ['CIS EKS 1.8, 6.1: manual', 'It is a matter of contracts.'],
    ]);
  });
  it('have a waiver as a risk with a deadline, named by what it makes acceptable', () => {
    const [risk] = result.risks ?? [];
    expect(risk).toMatchObject({ status: 'deviation-approved', deadline: '2026-12-01T00:00:00.000Z' });
    const naming = result.findings?.filter((it) => it['related-risks']?.some((one) => one['risk-uuid'] === risk?.uuid));
    expect(naming?.map(({ target }) => target['target-id'])).toEqual(['cis-eks-1.8_3.1_obj']);
    const ended = registerOf({ file: [waiver], stored: [], findings: scan.findings, at: '2026-12-01T00:00:00.000Z' });
    const after = resultOf(textOf({ ...report, waivers: ended }));
    expect([after.risks, after.findings?.flatMap((it) => it['related-risks'] ?? [])]).toEqual([undefined, []]);
  });
  it('count a finding only for the framework that means its target', () => {
    const [satisfied] = result.findings ?? [];
    expect(satisfied?.['related-observations']).toHaveLength(1);
    expect(report.rows.map(({ finding, requirements }) => [finding.id, requirements])).toContainEqual(['f-aks', []]);
  });
  it('name nothing twice and refer to nothing that is not there', () => {
    const ids = [...text.matchAll(/"uuid": "([^"]+)"/g)].map(([, id]) => id);
    const named = [...text.matchAll(/-uuid": "([^"]+)"|"href": "#([^"]+)"/g)].map(([, id, href]) => id ?? href);
    expect(new Set(ids).size).toBe(ids.length);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });
  it('are the same bytes of the same scan, and another version of other findings', () => {
    expect(textOf({ ...reportOf(structuredClone(scan), rules, [framework]), waivers })).toBe(text);
    const versionOf = (of: string) => /"version": "([0-9a-f]{16})"/.exec(of)?.[1];
    expect(versionOf(textOf(report))).not.toBe(versionOf(textOf(reportOf(scan, rules, [framework]))));
  });
  it('say that they are incomplete', () => {
    expect(result.remarks).toContain('INCOMPLETE: 1 gap, 1 target not read');
  });
  it('tell of nothing satisfied where the scan was interrupted', () => {
    const cut = resultOf(textOf(reportOf({ ...scan, gaps: [], interrupted: true }, rules, [framework])));
    expect(cut.findings?.map(({ target }) => target.status.state)).toEqual(['not-satisfied', 'not-satisfied']);
    expect(cut.remarks).toContain('INCOMPLETE: interrupted, 0 gaps');
  });
  it('tell of a requirement in part judged, in part switched off, as of one that is not assessed', () => {
    const half: Framework = { ...framework, requirements: [{ id: '1.1', rules: ['good-rule', 'rule-off'] }] };
    const { findings, observations } = resultOf(textOf(reportOf(scan, rules, [half])));
    expect(findings).toBeUndefined();
    expect(observations.at(-1)?.remarks).toContain('switched off: rule-off');
  });
  it('call a waiver that is only asked for a deviation that is requested, and what it asks for not satisfied', () => {
    const asked = {
      ...{ owner: 'team-lab', reason: 'lab', until: '2026-12-01', upTo: 'high' as const },
      ...{ requester: 'ana', requestedAt: '2026-11-01T00:00:00.000Z' },
    };
    const stored = [{ id: 'w-1', rule: 'bad-rule', scope: { target: 'aws:1:eu-west-1' }, renewals: 0, asked }];
    const register = registerOf({ file: [], stored, findings: scan.findings, at });
    const { risks, findings } = resultOf(textOf({ ...report, waivers: register }));
    expect(risks?.map(({ status }) => status)).toEqual(['deviation-requested']);
    expect(findings?.[1]).toMatchObject({ target: { status: { state: 'not-satisfied' } } });
    expect(findings?.flatMap((it) => it['related-risks'] ?? [])).toEqual([]);
  });
  it('are refused where no framework has requirements that are met or not', () => {
    const related = reportOf(scan, rules, [{ ...framework, related: true }]);
    expect(() => oscalOf(related, '1')).toThrow('no framework here has any that are met or not');
  });
  it('hold no markup, no control character and no flaw, whatever things are called', () => {
    const requirement = { id: '1.1', rules: [hostileScan('').findings[0]!.rule] };
    const small: Framework = { ...framework, requirements: [requirement, { id: '1.2', manual: 'why' }] };
    for (const name of hostileStrings()) {
      const asked: Waiver = {
        ...waiver,
        id: name,
        reason: name,
        control: name,
        owner: name,
        approver: name,
        ticket: name,
      };
      const hostile = hostileScan(name);
      const covering = { ...asked, rule: hostile.findings[0]!.rule, resource: hostile.findings[0]!.resource.id };
      const hides = registerOf({ file: [covering], stored: [], findings: hostile.findings, at });
      const own = textOf({ ...reportOf(hostile, rules, [small]), waivers: hides });
      expect(flawsOf(own), name).toEqual([]);
      expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/.test(own), name).toBe(false);
      for (const prose of prosesOf(JSON.parse(own)))
        expect(prose, name).not.toMatch(/<[a-z!/]|(?<!\\)!\[|(?<!\\)\]\(|:\/\//i);
    }
  });
});

/** Every text that a reader renders as Markdown. */
const prosesOf = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, one]) =>
        typeof one === 'string' ? (/^(title|description|statement|remarks)$/.test(key) ? [one] : []) : prosesOf(one),
      );
