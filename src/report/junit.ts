import { create } from 'xmlbuilder2';
import { forXml } from '#lib/escape/xml';
import { redactSecrets } from '#lib/text';
import type { Judgement } from '#model';
import type { Report } from './model.ts';

/**
 * The verdicts as JUnit XML, which build servers show as tests: a suite per target, a case per rule and resource. A fail
 * is a failure, a waived one and what could not be judged are skipped, each with its reason.
 */
export function forJunit({ scan }: Report): string {
  const waived = new Set(
    scan.findings.flatMap((it) => (it.status === 'waived' ? [nameOf(it.rule, it.resource.id, it.key)] : [])),
  );
  const judged = scan.judgements.filter(({ verdict }) => verdict !== 'not-applicable');
  const suites = [...Map.groupBy(judged, ({ resource }) => resource.target)];
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
    name: 'shoalwatch',
    ...countsOf(judged, waived),
  });
  for (const [target, own] of suites) {
    const suite = root.ele('testsuite', { name: text(target), timestamp: scan.startedAt, ...countsOf(own, waived) });
    for (const it of own) addCase(suite, it, waived);
  }
  return root.end({ prettyPrint: true });
}

type Element = ReturnType<ReturnType<typeof create>['ele']>;

function addCase(suite: Element, it: Judgement, waived: ReadonlySet<string>): void {
  const { rule, resource, key, verdict, severity, message = '', reason = '', evidence = [] } = it;
  const name = key === undefined ? resource.id : `${resource.id} ${key}`;
  const one = suite.ele('testcase', { classname: rule, name: text(name) });
  if (verdict === 'unknown') one.ele('skipped', { message: text(`unknown, ${reason}: ${message}`) });
  if (verdict !== 'fail') return;
  if (waived.has(nameOf(rule, resource.id, key))) {
    one.ele('skipped', { message: text(`waived: ${message}`) });
    return;
  }
  const found = evidence.map(({ at, actual }) => `${at}: ${JSON.stringify(actual)}`).join('\n');
  one.ele('failure', { type: severity, message: text(message) }).txt(text(found));
}

function countsOf(judged: readonly Judgement[], waived: ReadonlySet<string>) {
  const isWaived = (it: Judgement): boolean => waived.has(nameOf(it.rule, it.resource.id, it.key));
  const fails = judged.filter(({ verdict }) => verdict === 'fail');
  const failures = fails.filter((it) => !isWaived(it)).length;
  const skipped = fails.length - failures + judged.filter(({ verdict }) => verdict === 'unknown').length;
  return { tests: judged.length, failures, errors: 0, skipped };
}

const nameOf = (rule: string, resource: string, key = ''): string => `${rule}\n${resource}\n${key}`;

const text = (value: string): string => forXml(redactSecrets(value));
