import { Ajv2020 } from 'ajv/dist/2020.js';
import { create } from 'xmlbuilder2';
import { describe, expect, it } from 'vitest';
import { forJson } from '#lib/escape/json';
import { forJunit } from '#report/junit';
import { forMarkdownPage } from '#report/markdown';
import { reportOf } from '#report/model';
import { ocsfOf } from '#report/ocsf';
import { sarifOf } from '#report/sarif';
import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import type { Judgement, Scan } from '#model';
import { hostileStrings } from '../support/hostile.ts';
import { complianceFinding } from './ocsf-2003.ts';
import { findingWith, scanWith } from './sample.ts';

const unknown = (text: string): Judgement => ({
  ...{ rule: 'eks-node-ebs-unencrypted', severity: 'high', verdict: 'unknown', reason: 'denied', snapshots: ['s'] },
  resource: { type: 'eks.nodegroup', id: `arn:${text}`, name: text, target: 'aws:1:eu-west-1' },
  message: text,
  api: 'ec2:DescribeVolumes',
  permission: 'ec2:DescribeVolumes',
});

function scanOf(text: string): Scan {
  const resource = { type: 'eks.cluster', id: `arn:${text}`, name: text, target: `aws:${text}:eu-west-1` };
  const evidence = [{ at: text, actual: { [text]: [text] }, expected: text }];
  const open = findingWith('f-open', { resource, key: text, message: text, evidence });
  const waived = findingWith('f-waived', { status: 'waived', severity: 'low', message: text });
  const scan = scanWith([open, waived]);
  return {
    ...scan,
    judgements: [...scan.judgements, unknown(text)].map((it) => ({ ...it, ...(it.verdict === 'fail' && keyOf(it)) })),
    gaps: scan.gaps.map((gap) => ({ ...gap, target: `aws:${text}`, detail: text })),
  };
  function keyOf(it: Judgement): Partial<Judgement> {
    return it.resource.id === resource.id ? { key: text } : {};
  }
}

const reportWith = (text: string) => reportOf(scanOf(text), rules, frameworks);
const plain = reportWith('payments');

describe('SARIF', () => {
  interface Run {
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly suppressions?: readonly object[];
      readonly partialFingerprints: Record<string, string>;
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
    }[];
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly id: string; readonly properties: object }[] };
    };
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
  }
  const runOf = (report: typeof plain): Run => {
    const { runs } = JSON.parse(forJson(sarifOf(report, '1.2.3'))) as { runs: [Run] };
    return runs[0];
  };

  it('has a result per finding, keyed by the finding, and suppresses what is waived', () => {
    const { results, tool, invocations } = runOf(plain);
    expect(results.map((it) => it.partialFingerprints['shoalwatch/v1'])).toEqual(['f-open', 'f-waived']);
    expect(results.map(({ suppressions }) => suppressions?.length ?? 0)).toEqual([0, 1]);
    expect(results.map(({ level }) => level)).toEqual(['error', 'note']);
    expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([true, true]);
    expect(tool.driver.rules[0]?.properties).toMatchObject({ 'security-severity': '9.5' });
    expect(invocations[0]?.executionSuccessful).toBe(false);
  });
  it('places each finding at a relative path, whatever it is called', () => {
    for (const text of hostileStrings()) {
      for (const { locations } of runOf(reportWith(text)).results) {
        const { uri } = locations[0]?.physicalLocation.artifactLocation ?? { uri: '' };
        expect(uri, text).toMatch(/^cloud\/[\w%.!~*'()/-]+\.yaml$/);
      }
    }
  });
});

describe('JUnit', () => {
  const parse = (text: string): object => create(text).end({ format: 'object' });
  it('counts cases, failures and what was skipped', () => {
    const xml = forJunit(plain);
    expect(xml).toContain('<testsuites name="shoalwatch" tests="3" failures="1" errors="0" skipped="2">');
    expect(xml).toContain('<failure type="critical" message="payments">');
    expect(xml).toContain('<skipped message="unknown, denied: payments"/>');
    expect(xml).toContain('<skipped message="waived: payments"/>');
  });
  it('stays a document of as many cases, whatever things are called', () => {
    for (const text of hostileStrings()) {
      const xml = forJunit(reportWith(text));
      expect(() => parse(xml), text).not.toThrow();
      expect([...xml.matchAll(/<testcase /g)].length, text).toBe(3);
      expect(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml), text).toBe(false);
    }
  });
});

describe('Markdown', () => {
  it('answers first, then the findings, then what was not read', () => {
    const page = forMarkdownPage(plain);
    expect(page).toContain('1 critical finding and 0 high findings are open');
    expect(page).toContain('| critical | eks-endpoint-public-cidr-open | payments | payments |');
    expect(page).toContain('| low, waived | eks-endpoint-public-cidr-open | f-waived | payments |');
    expect(page).toContain('**INCOMPLETE**');
  });
  it('shows twenty findings and counts the others', () => {
    const many = reportOf(scanWith(Array.from({ length: 23 }, (_, i) => findingWith(`f-${i}`))), rules);
    const page = forMarkdownPage(many);
    expect([...page.matchAll(/^\| critical \| eks/gm)].length).toBe(20);
    expect(page).toContain('and 3 more findings.');
  });
  it('keeps rows whole and holds no HTML, link, image or mention, whatever things are called', () => {
    const lines = forMarkdownPage(plain).split('\n').length;
    for (const text of hostileStrings()) {
      const page = forMarkdownPage(reportWith(text));
      expect(page.split('\n').length, text).toBe(lines);
      expect(/(?<!\\)<[a-z!/]|(?<!\\)!\[|(?<!\\)\]\(|:\/\/|@[\p{L}\p{N}]/iu.test(page), text).toBe(false);
    }
  });
});

describe('OCSF', () => {
  const validate = new Ajv2020({ allErrors: true }).compile(complianceFinding);
  const eventsOf = (report: typeof plain) => JSON.parse(forJson(ocsfOf(report, '1.2.3'))) as Record<string, unknown>[];

  it('is a list of Compliance Findings, whatever things are called', () => {
    for (const text of ['payments', ...hostileStrings()]) {
      for (const event of eventsOf(reportWith(text))) {
        expect(validate(event) ? [] : validate.errors, text).toEqual([]);
      }
    }
  });
  it('calls what could not be judged a warning, and a waived finding suppressed', () => {
    const short = eventsOf(plain).map(({ status_id, compliance }) => [
      status_id,
      (compliance as { status_id: number }).status_id,
    ]);
    expect(short).toEqual([
      [1, 3],
      [3, 3],
      [1, 2],
    ]);
  });
  it('says times in milliseconds, and which requirement is not met', () => {
    const [first] = eventsOf(plain);
    expect(first).toMatchObject({
      time: Date.parse('2026-11-02T00:00:05.000Z'),
      type_uid: 200302,
      compliance: { standards: ['cis-eks-1.8'] },
    });
  });
});
