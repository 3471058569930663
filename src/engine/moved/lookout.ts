import { canonicalJson } from '#lib/canonical';
import type { Instant, Policy, Snapshot, Type } from '#model';
import type { AnyRule } from '../any-rule.ts';
import { evaluate } from '../evaluate.ts';
import { movedBetween, type Moved } from './moved.ts';
import type { Sight } from './sights.ts';
import { otherwiseIn, worldOf, type World } from '../world.ts';

/** Some rules and what they are asked by: where the law is another one, they may look at something else. */
export interface Asking {
  readonly rules: readonly AnyRule[];
  /** Those that any rule looks at: what moves concerns what is known of the rules that are not asked, too. */
  readonly types: readonly Type[];
  readonly policy: Policy;
  readonly at: Instant;
  /** Names policy, rules and all that they hang on but for what is looked at. */
  readonly law: string;
}

/** Whether a rule may say otherwise of a target than it did. */
export type IsConcerned = (rule: AnyRule, target: string) => boolean;

/**
 * Knows what rules looked at beyond each target while the fleet stood as it stood last. A process that goes on living asks them
 * again only where something of it moved; one that begins asks them everywhere once.
 */
export interface Lookout {
  /** The frozen set of some snapshots, made from the one before it where little differs. */
  world(snapshots: readonly Snapshot[]): World;
  /** Whom it concerns that something moved since the world was as it is given. */
  concernedBy(moved: Moved, world: World, asking: Asking): IsConcerned;
}

/** Targets by what a rule looked at outside of them. */
type Seen = Map<string, ReadonlySet<Sight>>;

/** A set from which so many targets differ is made anew: whoever asks for an address asks each of them. */
const mostMoved = 16;

export function lookoutOf(): Lookout {
  let root: World | undefined;
  let known: { readonly law: string; readonly world: World; readonly seen: Map<string, Seen> } | undefined;

  return {
    world(snapshots) {
      const base = root && isLike(root, snapshots) ? root : undefined;
      if (base && otherwiseIn(snapshots, base).length <= mostMoved) return worldOf(snapshots, base);
      return (root = worldOf(snapshots));
    },
    concernedBy(moved, world, { law, types, ...asking }) {
      const kept = known?.law === law && isOfSame(known.world, world) ? known : undefined;
      if (kept) forget(kept.seen, movedBetween(kept.world, world, types));
      // Only what was forgotten in full is known of this world: whatever fails before leaves what is known of the other one.
      const seen = kept?.seen ?? new Map<string, Seen>();
      known = { law, world, seen };
      for (const { id } of asking.rules) if (!seen.has(id)) seen.set(id, new Map());
      evaluate({
        ...{ ...asking, world },
        among: ({ id }, target) => !moved.targets.has(target) && seen.get(id)?.has(target) !== true,
        onSights: ({ id }, target, outside) => seen.get(id)?.set(target, outside),
      });
      return ({ id }, target) => isTouched(seen.get(id)?.get(target), target, moved);
    },
  };
}

/** Whether a set is of the same targets in the same order. */
function isLike({ places }: World, others: readonly Pick<Snapshot, 'target'>[]): boolean {
  const ids = [...places.keys()];
  return ids.length === others.length && others.every(({ target }, at) => target.id === ids[at]);
}

/** Whether two sets are of targets that are called and hold the same: others are found otherwise. */
const isOfSame = (one: World, other: World): boolean =>
  isLike(one, [...other.places.values()]) &&
  [...one.places].every(([id, { target, snapshot }]) => {
    const its = other.places.get(id);
    return its?.snapshot.id === snapshot.id || canonicalJson(its?.target) === canonicalJson(target);
  });

/** What rules looked at in a target that moved, or that looked at something that did, may be something else now. */
function forget(all: ReadonlyMap<string, Seen>, moved: Moved): void {
  for (const seen of all.values()) {
    for (const [target, outside] of seen) {
      if (moved.targets.has(target) || isTouched(outside, target, moved)) seen.delete(target);
    }
  }
}

/** Of what nobody knows anything may have moved. */
const isTouched = (outside: ReadonlySet<Sight> | undefined, target: string, { sights, beside }: Moved): boolean =>
  outside === undefined || beside.has(target) || !outside.isDisjointFrom(sights);
