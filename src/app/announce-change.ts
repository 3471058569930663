import { announce } from '#engine/announce';
import { evaluate } from '#engine/evaluate';
import { settingsOf } from '#engine/settings';
import { typesNeeded, type AnyRule } from '#engine/any-rule';
import { simulate, stepsOn } from '#engine/simulate';
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

/** Judges what stands as if a request had taken effect, and remembers what it will open. Nothing is read. */
export async function announceChange(heard: Heard): Promise<readonly FindingChange[]> {
  const { change, announced, snapshots, policy, memory, at } = heard;
  const steps = stepsOn(announced, snapshots);
  if (steps.length === 0) return [];
  const written = new Set(steps.map(({ type }) => type.on.name));
  const rules = settingsOf(heard.rules, policy, at).map(({ rule }) => rule);
  const asked = rules.filter((rule) => typesNeeded(rule).some(({ name }) => written.has(name)));
  const judgements = evaluate({ world: worldOf(simulate(snapshots, steps)), rules: asked, policy, at });
  const before = await memory.findings();
  const { waivers } = policy;
  const coming = announce({ before, judgements, rules: asked, waivers, at, change: changedBy(change) });
  const changes = coming.filter(({ finding }) => !heard.known.includes(finding.id));
  await memory.announce(changes, at);
  return changes;
}
