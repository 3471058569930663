import { announce } from '#engine/moved/announce';
import { evaluate } from '#engine/evaluate';
import { findingsOf } from '#engine/finding-id';
import { settingFor } from '#engine/settings';
import { typesNeeded, typesOn, type AnyRule } from '#engine/any-rule';
import { simulate, stepsOn } from '#engine/plan/simulate';
import { worldOf } from '#engine/world';
import { changedBy } from '#model';
import type { Change, FindingChange, Instant, Memory, Policy, Snapshot, TypedAction } from '#model';

/** What is known when a change is heard of. */
export interface Heard {
  readonly change: Change;
  readonly announced: readonly TypedAction[];
  /** Findings that were announced for it before: what came of them is not undone. */
  readonly known: readonly string[];
  readonly snapshots: readonly Snapshot[];
  readonly rules: readonly AnyRule[];
  readonly policy: Policy;
  readonly memory: Memory;
  readonly at: Instant;
}

/** What is judged: the objects that a request writes alone, or all that looks at them, too. */
export type Reach = 'written' | 'around';

/**
 * Judges what stands as if a request had taken effect, and remembers what it will open. Nothing is read. What is written is
 * judged in a moment; whoever wants to be quick asks for that first, and for all of it then.
 */
export async function announceChange(heard: Heard, reach: Reach = 'around'): Promise<readonly FindingChange[]> {
  const { change, announced, snapshots, policy, memory, at } = heard;
  const steps = stepsOn(announced, snapshots);
  if (steps.length === 0) return [];
  const written = new Set(steps.map(({ type }) => type.on.name));
  const typesOf = reach === 'written' ? typesOn : typesNeeded;
  const concerned = heard.rules.filter((rule) => typesOf(rule).some(({ name }) => written.has(name)));
  const asked = concerned.filter((rule) => settingFor(policy, rule).enabled !== false);
  const only = reach === 'written' ? new Set(steps.map(({ action }) => action.subject.id)) : undefined;
  const judgements = evaluate({ world: worldOf(simulate(snapshots, steps)), rules: asked, policy, at, only });
  const before = await memory.findingsOf(findingsOf(asked, judgements));
  const { waivers } = policy;
  const coming = announce({ before, judgements, rules: asked, waivers, at, change: changedBy(change) });
  const changes = coming.filter(({ finding }) => !heard.known.includes(finding.id));
  await memory.announce(changes, at);
  return changes;
}
