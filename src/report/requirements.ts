import type { Framework, Judgement, Requirement, Scan } from '#model';
import { waivedIn } from './waived.ts';

/** How a requirement of a framework stands. Met is only what was judged whole and found good. */
export type Standing = 'met' | 'not met' | 'waived' | 'not assessed' | 'manual';

/** One requirement with its standing. */
export interface RequirementRow {
  readonly id: string;
  readonly standing: Standing;
  /** Why it is not assessed, or why only a person can say. */
  readonly why: string;
  readonly rules: readonly string[];
  readonly passed: number;
  readonly failed: number;
  readonly waived: number;
  readonly unknown: number;
}

/** A framework with every requirement, and how many stand how. */
export interface FrameworkPage {
  readonly id: string;
  readonly title: string;
  readonly edition: string;
  readonly rows: readonly RequirementRow[];
  readonly counts: Readonly<Record<Standing, number>>;
}

/** The order in which standings are shown. */
export const standings: readonly Standing[] = ['not met', 'waived', 'not assessed', 'met', 'manual'];

/** The pages of the frameworks that are satisfied or not; those of related links only have none. */
export function frameworkPages(scan: Scan, frameworks: readonly Framework[]): readonly FrameworkPage[] {
  const isWaived = waivedIn(scan);
  return frameworks
    .filter(({ related }) => !related)
    .map(({ id, title, edition, requirements, targets }) => {
      const isMeant = ({ resource }: Judgement): boolean =>
        targets?.some((it) => resource.target.startsWith(it)) ?? true;
      const byRule = Map.groupBy(scan.judgements.filter(isMeant), ({ rule }) => rule);
      const rows = requirements.map((it) => rowOf(it, byRule, isWaived, scan.interrupted === true));
      const countOf = (standing: Standing): number => rows.filter((row) => row.standing === standing).length;
      const counts = {
        met: countOf('met'),
        'not met': countOf('not met'),
        waived: countOf('waived'),
        'not assessed': countOf('not assessed'),
        manual: countOf('manual'),
      };
      return { id, title, edition, rows, counts };
    });
}

function rowOf(
  requirement: Requirement,
  byRule: ReadonlyMap<string, readonly Judgement[]>,
  isWaived: (judgement: Judgement) => boolean,
  isInterrupted: boolean,
): RequirementRow {
  const { id } = requirement;
  const none = { rules: [], passed: 0, failed: 0, waived: 0, unknown: 0 };
  if ('manual' in requirement) return { id, standing: 'manual', why: requirement.manual, ...none };
  const { rules, planned = [] } = requirement;
  const judged = rules.flatMap((rule) => byRule.get(rule) ?? []);
  const of = (verdict: Judgement['verdict']): readonly Judgement[] => judged.filter((it) => it.verdict === verdict);
  const [fails, unknown] = [of('fail'), of('unknown')];
  const waived = fails.filter(isWaived).length;
  const counts = { passed: of('pass').length, failed: fails.length - waived, waived, unknown: unknown.length };
  const silent = rules.filter((rule) => !byRule.has(rule));
  const doubts = [
    ...(isInterrupted ? ['interrupted: not everything was read'] : []),
    ...(unknown.length > 0 ? [`unknown: ${unknown.length} checks`] : []),
    ...(planned.length > 0 ? [`planned: ${planned.join(', ')}`] : []),
    ...(silent.length > 0 ? [`nothing judged, or switched off: ${silent.join(', ')}`] : []),
    ...(judged.length > 0 && counts.passed + fails.length + unknown.length === 0 ? ['not applicable'] : []),
  ];
  return { id, standing: standingOf(counts, doubts), why: doubts.join('; '), rules, ...counts };
}

function standingOf(
  { failed, waived }: Pick<RequirementRow, 'failed' | 'waived'>,
  doubts: readonly string[],
): Standing {
  if (failed > 0) return 'not met';
  if (waived > 0) return 'waived';
  return doubts.length > 0 ? 'not assessed' : 'met';
}
