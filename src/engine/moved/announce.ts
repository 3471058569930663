import type { ChangedBy, Finding, FindingChange, Instant, Judgement, Waiver } from '#model';
import type { AnyRule } from '../any-rule.ts';
import { isOpen, seen } from '../diff.ts';
import { waive } from '../waivers/waive.ts';

/** What is announced: how things would be judged once a change has taken effect. */
export interface Announcement {
  /** Findings as they were last written, closed ones included. */
  readonly before: readonly Finding[];
  /** Of the simulated state. */
  readonly judgements: readonly Judgement[];
  readonly rules: readonly AnyRule[];
  readonly waivers: readonly Waiver[];
  readonly at: Instant;
  readonly change: ChangedBy;
}

/** The findings that a change will open. One that stands already stays as it was read: only a read moves it. */
export function announce({ before, judgements, rules, waivers, at, change }: Announcement): FindingChange[] {
  const byRule = new Map(rules.map((rule) => [rule.id, rule]));
  const old = new Map(before.map((it) => [it.id, it]));
  const failing = judgements.flatMap((one) => (one.verdict === 'fail' ? [seen(byRule, one, old, at)] : []));
  const coming = failing.filter(({ id }) => {
    const was = old.get(id);
    return was === undefined || !isOpen(was);
  });
  // A waived one raises nothing: it opens waived once it is read.
  return waive(coming, waivers, at)
    .filter(({ status }) => status === 'open')
    .map((it) => ({ kind: 'announced', cause: 'change', finding: { ...it, status: 'announced', change } }));
}
