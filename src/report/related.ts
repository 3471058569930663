import type { Framework, Requirement, Scan } from '#model';

/** One requirement with what was found by rules that are related to it. It says nothing of whether it is met. */
export interface RelatedRow {
  readonly id: string;
  readonly open: number;
  readonly waived: number;
  /** How many judgements of its rules are unknown. */
  readonly unknown: number;
  /** The rules that ship, each with its open findings; one that judged nothing had nothing to judge, or is off. */
  readonly rules: readonly { readonly id: string; readonly open: number; readonly judged: boolean }[];
  /** The rules that are still to come. */
  readonly planned: readonly string[];
}

/** A framework of related links, requirement by requirement, with the source of each link. */
export interface RelatedPage extends Pick<Framework, 'id' | 'title' | 'edition' | 'sources'> {
  readonly rows: readonly RelatedRow[];
}

/** The related findings of the frameworks that are neither satisfied nor not; the others have pages of their own. */
export function relatedPages(scan: Scan, frameworks: readonly Framework[]): readonly RelatedPage[] {
  const tallies = talliesOf(scan);
  return frameworks
    .filter(({ related }) => related)
    .map(({ id, title, edition, sources, requirements }) => ({
      ...{ id, title, edition, sources },
      rows: requirements.map((it) => rowOf(it, tallies)),
    }));
}

interface Tally {
  open: number;
  waived: number;
  unknown: number;
}

/** What each rule that judged anything has found. */
function talliesOf({ findings, judgements }: Scan): ReadonlyMap<string, Readonly<Tally>> {
  const tallies = new Map<string, Tally>();
  const of = (rule: string): Tally => {
    const tally = tallies.get(rule) ?? { open: 0, waived: 0, unknown: 0 };
    tallies.set(rule, tally);
    return tally;
  };
  for (const { rule, status } of findings) if (status === 'open' || status === 'waived') of(rule)[status] += 1;
  for (const { rule, verdict } of judgements) of(rule).unknown += verdict === 'unknown' ? 1 : 0;
  return tallies;
}

function rowOf(requirement: Requirement, tallies: ReadonlyMap<string, Readonly<Tally>>): RelatedRow {
  const { rules, planned = [] } = 'manual' in requirement ? { rules: [] } : requirement;
  const sumOf = (what: keyof Tally): number => rules.reduce((sum, rule) => sum + (tallies.get(rule)?.[what] ?? 0), 0);
  return {
    ...{ id: requirement.id, open: sumOf('open'), waived: sumOf('waived'), unknown: sumOf('unknown') },
    rules: rules.map((id) => ({ id, open: tallies.get(id)?.open ?? 0, judged: tallies.has(id) })),
    planned,
  };
}
