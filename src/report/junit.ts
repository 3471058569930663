import { create } from 'xmlbuilder2';
import { onOneLine } from '#lib/escape/invisible';
import { forXml } from '#lib/escape/xml';
import { redactSecrets } from '#lib/text';
import type { Judgement } from '#model';
import type { Report } from './model.ts';
import { waivedIn } from './waived.ts';

/**
 * The verdicts as JUnit XML, which build servers show as tests: a suite per target, a case per rule and resource. A fail
 * is a failure, a waived one and what could not be judged are skipped, each with its reason.
 */
export function forJunit({ scan }: Report): string {
  const isWaived = waivedIn(scan);
  const judged = scan.judgements.filter(({ verdict }) => verdict !== 'not-applicable');
  const suites = [...Map.groupBy(judged, ({ resource }) => resource.target)];
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
    name: 'shoalwatch',
    ...countsOf(judged, isWaived),
  });
  for (const [target, own] of suites) {
    const suite = root.ele('testsuite', { name: text(target), timestamp: scan.startedAt, ...countsOf(own, isWaived) });
    for (const it of own) addCase(suite, it, isWaived(it));
  }
  return root.end({ prettyPrint: true });
}

type Element = ReturnType<ReturnType<typeof create>['ele']>;

function addCase(suite: Element, it: Judgement, isWaived: boolean): void {
  const { rule, resource, key, verdict, severity, message = '', reason = '', evidence = [] } = it;
  const name = key === undefined ? resource.id : `${resource.id} ${key}`;
  const one = suite.ele('testcase', { classname: rule, name: text(name) });
  if (verdict === 'unknown') one.ele('skipped', { message: text(`unknown, ${reason}: ${message}`) });
  if (verdict !== 'fail') return;
  if (isWaived) {
    one.ele('skipped', { message: text(`waived: ${message}`) });
    return;
  }
  const found = evidence.map(({ at, actual }) => text(`at ${at}: ${JSON.stringify(actual)}`)).join('\n');
  one.ele('failure', { type: severity, message: text(message) }).txt(found);
}

function countsOf(judged: readonly Judgement[], isWaived: (fail: Judgement) => boolean) {
  const fails = judged.filter(({ verdict }) => verdict === 'fail');
  const failures = fails.filter((it) => !isWaived(it)).length;
  const skipped = fails.length - failures + judged.filter(({ verdict }) => verdict === 'unknown').length;
  return { tests: judged.length, failures, errors: 0, skipped };
}

/** On one line: a build server obeys lines of a log that begin with its marks, and a report is printed into logs. */
const text = (value: string): string => forXml(onOneLine(redactSecrets(value)));
