import type { Finding, Judgement, Totals } from '#model';

const rank = { fail: 3, unknown: 2, pass: 1, 'not-applicable': 0 } as const;

/** Counts pairs of rule and resource by their worst verdict; waived fails are in `fail` and in `waived`. */
export function totalsOf(judgements: readonly Judgement[], findings: readonly Finding[]): Totals {
  const worst = new Map<string, Judgement['verdict']>();
  for (const { rule, resource, verdict } of judgements) {
    const pair = `${rule}\n${resource.target}\n${resource.id}`;
    const so = worst.get(pair);
    if (so === undefined || rank[verdict] > rank[so]) worst.set(pair, verdict);
  }
  const count = { pass: 0, fail: 0, unknown: 0, 'not-applicable': 0 };
  for (const verdict of worst.values()) count[verdict] += 1;
  return {
    pass: count.pass,
    fail: count.fail,
    unknown: count.unknown,
    notApplicable: count['not-applicable'],
    waived: waivedPairs(findings),
  };
}

/** Pairs whose every fail is waived. */
function waivedPairs(findings: readonly Finding[]): number {
  const waived = new Map<string, boolean>();
  for (const { rule, resource, status } of findings) {
    const pair = `${rule}\n${resource.target}\n${resource.id}`;
    waived.set(pair, (waived.get(pair) ?? true) && status === 'waived');
  }
  return [...waived.values()].filter(Boolean).length;
}

/**
 * Judged pairs over judged and unknown ones, rounded down to two decimals. It is below 1 while any gap exists; with
 * nothing to judge it is 1, or 0 while a gap exists.
 */
export function coverageOf({ pass, fail, unknown }: Totals, gaps: readonly unknown[]): number {
  const asked = pass + fail + unknown;
  if (asked === 0) return gaps.length === 0 ? 1 : 0;
  const share = Math.floor(((pass + fail) * 100) / asked) / 100;
  return gaps.length === 0 ? share : Math.min(share, 0.99);
}
