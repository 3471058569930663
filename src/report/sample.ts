import { findingId } from '#engine/finding-id';
import type { AnyRule } from '#engine/any-rule';
import { sha256 } from '#lib/hash';
import { compareText, redactSecrets } from '#lib/text';
import type { Framework, Judgement, RunTarget, Scan } from '#model';
import { csvTable } from './csv-table.ts';
import { waivedIn } from './waived.ts';

/** What an auditor draws: the requirement, how many of its checks, and the seed that says which. */
export interface SampleWish {
  readonly framework: Framework;
  readonly requirement: string;
  readonly count: number;
  readonly seed: string;
  /** Where the targets of the scan were read. */
  readonly targets: readonly RunTarget[];
}

/** One check that was drawn. */
export interface Drawn {
  /** Its place in the order of the seed, from 1. */
  readonly place: number;
  readonly standing: 'pass' | 'fail' | 'waived' | 'unknown';
  readonly rule: string;
  readonly resource: Judgement['resource'];
  readonly key?: string;
  readonly message?: string;
  /** The finding, of what failed. */
  readonly finding?: string;
  /** The stored body that its target was judged by, and when it was read; absent where that is not known any more. */
  readonly snapshot?: string;
  readonly readAt?: string;
}

type Counts = Readonly<Record<Drawn['standing'], number>>;

/** A sample with what it was drawn from. */
export interface Sample {
  readonly framework: string;
  readonly requirement: string;
  readonly seed: string;
  readonly scan: string;
  readonly population: Counts;
  readonly drawn: readonly Drawn[];
}

/**
 * Draws checks of a requirement: each pair of rule and resource, and each key of it, that was judged or could not be; what a
 * rule does not apply to is no check. Each one's place is the SHA-256 of the seed and of what it is, so that nobody can choose,
 * and anybody can draw the same again: from the same scan in any order, and of a greater count the first ones are the same.
 */
export function sampleOf(scan: Scan, rules: ReadonlyMap<string, AnyRule>, wish: SampleWish): Sample {
  const { framework, requirement, count, seed, targets } = wish;
  const stood = new Map(targets.map((it) => [it.id, it]));
  const asked = framework.requirements.find(({ id }) => id === requirement);
  const own = new Set(asked === undefined || 'manual' in asked ? [] : asked.rules);
  const isMeant = ({ rule, resource, verdict }: Judgement): boolean =>
    own.has(rule) &&
    verdict !== 'not-applicable' &&
    (framework.targets?.some((it) => resource.target.startsWith(it)) ?? true);
  const isWaived = waivedIn(scan);
  const all = scan.judgements
    .filter(isMeant)
    .map((it) => ({ it, order: sha256([seed, it.rule, it.resource.target, it.resource.id, it.key ?? ''].join('\n')) }))
    .sort((a, b) => compareText(a.order, b.order))
    .map(({ it }, i) => {
      const { snapshot, readAt } = stood.get(it.resource.target) ?? {};
      const read = { ...(snapshot !== undefined && { snapshot }), ...(readAt !== undefined && { readAt }) };
      return { ...drawnOf(it, i + 1, rules, isWaived(it)), ...read };
    });
  const countOf = (standing: Drawn['standing']): number => all.filter((it) => it.standing === standing).length;
  const population = {
    ...{ pass: countOf('pass'), fail: countOf('fail'), waived: countOf('waived'), unknown: countOf('unknown') },
  };
  return { framework: framework.id, requirement, seed, scan: scan.id, population, drawn: all.slice(0, count) };
}

function drawnOf(it: Judgement, place: number, rules: ReadonlyMap<string, AnyRule>, isWaived: boolean): Drawn {
  const { rule, resource, key, message, verdict } = it;
  const failed = verdict === 'fail' && findingId(rules.get(rule) ?? { id: rule }, resource.id, key);
  const judged = verdict === 'pass' || verdict === 'fail' ? verdict : 'unknown';
  return {
    ...{ place, standing: verdict === 'fail' && isWaived ? 'waived' : judged, rule, resource },
    ...(key !== undefined && { key }),
    ...(message !== undefined && { message: redactSecrets(message) }),
    ...(failed !== false && { finding: failed }),
  };
}

/** A sample as CSV: a line each, in the order in which it was drawn, with empty cells for what the auditor notes. */
export const sampleCsv = ({ framework, requirement, seed, scan, drawn }: Sample): string =>
  csvTable(
    [
      ...['place', 'framework', 'requirement', 'scan', 'seed', 'standing', 'rule', 'target', 'resource_type'],
      ...['resource_id', 'resource_name', 'key', 'message', 'finding_id', 'snapshot', 'read_at', 'tested_by', 'result'],
    ],
    drawn.map(
      ({ place, standing, rule, resource, key = '', message = '', finding = '', snapshot = '', readAt = '' }) => [
        ...[`${place}`, framework, requirement, scan, seed, standing, rule, resource.target, resource.type],
        ...[resource.id, resource.name, key, message, finding, snapshot, readAt, '', ''],
      ],
    ),
  );
