import { customRulesOf } from '#engine/custom/custom-rule';
import { holds } from '#engine/effective-policy';
import { typesOf } from '#engine/ruleset';
import { settingsOf } from '#engine/settings';
import type { AnyRule } from '#engine/any-rule';
import { parseInstant } from '#lib/time';
import {
  ShoalwatchError,
  type ActivePolicy,
  type Activation,
  type Instant,
  type Memory,
  type OverlayEntry,
  type PolicyDocument,
} from '#model';

/** Where a version is to count: the store, and the rules that ship. */
export interface Place {
  readonly memory: Memory;
  readonly rules: readonly AnyRule[];
}

/** A version that counts now, and what that did to the overlay. */
export interface Activated {
  readonly active: ActivePolicy;
  /** Entries that it took over. */
  readonly dropped: readonly OverlayEntry[];
  /** Entries that a newer version held, and that lie over it again. */
  readonly restored: readonly OverlayEntry[];
}

/** Makes a version count. Rejects one that does not fit the rules any more: nothing could be judged by it. */
export async function activatePolicy(place: Place, version: number, activation: Activation): Promise<Activated> {
  await assertFits(place, version, activation.at);
  return settle(place, () => place.memory.policies.activate(version, activation), activation);
}

/** Makes the version count that did before; what the other one made to drop lies over it again. */
export async function rollBackPolicy(place: Place, activation: Activation): Promise<Activated> {
  const { policies } = place.memory;
  const before = (await policies.active())?.before;
  if (typeof before === 'number') await assertFits(place, before, activation.at);
  return settle(place, () => policies.rollback(activation), activation);
}

/**
 * Whether a version takes an overlay entry over: it holds it, and was pushed when the entry lay there. An older version
 * that happens to say the same took nothing over: what was laid since lies on, for the version that counts after it.
 */
export const takesOver = (pushed: { readonly document: PolicyDocument; readonly at: Instant }, laid: OverlayEntry) =>
  holds(pushed.document, laid) && (parseInstant(pushed.at) ?? 0) >= (parseInstant(laid.at) ?? 0);

/** A version may be older than the rules that ship now. */
async function assertFits({ memory, rules }: Place, version: number, at: Instant): Promise<void> {
  const pushed = await memory.policies.version(version);
  if (!pushed) return;
  const policy = { ...pushed.document, version };
  try {
    settingsOf([...rules, ...customRulesOf(policy, typesOf(rules))], policy, at);
  } catch (cause) {
    if (!(cause instanceof ShoalwatchError)) throw cause;
    throw new ShoalwatchError(
      'config',
      `policy version ${version} does not fit the rules that ship now: ${cause.message}`,
      {
        cure: `shoalwatch policy pull --version ${version}, mend it, and push it as a new version`,
        cause,
      },
    );
  }
}

async function settle(
  { memory }: Place,
  flip: () => Promise<ActivePolicy>,
  { author, at }: Activation,
): Promise<Activated> {
  const { policies } = memory;
  const lay = new Set((await policies.overlay()).map(({ id }) => id));
  const active = await flip();
  const pushed = await policies.version(active.version);
  const lies = await policies.overlay();
  const dropped = lies.filter((it) => pushed && takesOver(pushed, it));
  const ids = dropped.map(({ id }) => id);
  const reason = `version ${active.version} holds it`;
  if (ids.length > 0) await policies.drop(ids, active.version, { author, at, reason });
  return { active, dropped, restored: lies.filter(({ id }) => !lay.has(id) && !ids.includes(id)) };
}
