import { compareText } from '#lib/text';
import type { Judgement, RunTarget } from '#model';
import type { Report } from '../model.ts';
import { redacted, schemaVersion } from '../output.ts';

/**
 * What should have been read, what was, and what was not and why: per target and per rule. Each target names the snapshot that
 * its verdicts were computed from, and when it was read.
 */
export function coverageOf({ scan, targets, incomplete }: Report, runTargets: readonly RunTarget[]): object {
  const { id, startedAt, finishedAt, policyVersion, ruleCount, rulesetDigest } = scan;
  const stood = new Map(runTargets.map((it) => [it.id, it]));
  const byRule = [...Map.groupBy(scan.judgements, ({ rule }) => rule)].sort(([a], [b]) => compareText(a, b));
  return {
    schemaVersion,
    scan: { id, startedAt, finishedAt, policyVersion, ruleCount, rulesetDigest },
    ...{ coverage: scan.coverage, incomplete, totals: scan.totals },
    targets: redacted(targets.map((target) => ({ ...target, ...readOf(stood.get(target.id)) }))),
    rules: byRule.map(([rule, own]) => ({ rule, ...countsOf(own) })),
    gaps: redacted(scan.gaps),
    unreadable: redacted(scan.unreadable),
  };
}

/** Where what was read of a target lies, and since when. */
export const readOf = (target: RunTarget | undefined): object =>
  target
    ? {
        snapshot: target.snapshot,
        stateDigest: target.stateDigest,
        ...(target.readAt !== undefined && { readAt: target.readAt }),
      }
    : {};

function countsOf(judgements: readonly Judgement[]): object {
  const count = (verdict: Judgement['verdict']): number => judgements.filter((it) => it.verdict === verdict).length;
  return {
    ...{ pass: count('pass'), fail: count('fail'), unknown: count('unknown') },
    notApplicable: count('not-applicable'),
  };
}
