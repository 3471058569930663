import type { Type } from '#model';
import type { Place } from '../place.ts';

/** One thing that was looked for, named so that whatever moves can name it too. */
export type Sight = string;

/** An address, wherever it may be. */
export const atAddress = (type: string, address: string): Sight => `${type} at ${address}`;
/** The objects of all targets whose key holds a value. */
export const byKey = (type: string, key: string, value: string): Sight => `${type} by ${key} ${value}`;
/** The objects of all targets. */
export const everywhere = (type: string): Sight => `${type} everywhere`;
/** Whatever a target holds of a type, and whether it was read. */
export const within = (type: string, target: string): Sight => `${type} within ${target}`;
/** Whether a type was read: in a target, or in all. */
export const readIn = (type: string, target = 'all'): Sight => `${type} read in ${target}`;

/** What was looked at while something was worked out from a resource of a place. */
export interface Sights {
  readonly own: Place;
  /** The types of which something was looked at in the place itself. */
  readonly here: Set<Type>;
  readonly beyond: Set<Sight>;
  /** Those of the facts that were asked for. */
  readonly facts: Set<Sights>;
}

export const sightsFrom = (own: Place): Sights => ({ own, here: new Set(), beyond: new Set(), facts: new Set() });

/** All that was looked at outside of the place, by facts about whatever place too. */
export function outsideOf(root: Sights): ReadonlySet<Sight> {
  const outside = new Set<Sight>();
  const all = new Set([root]);
  // What is added on the way is gone through as well.
  for (const { own, here, beyond, facts } of all) {
    for (const it of beyond) outside.add(it);
    if (own !== root.own) for (const { name } of here) outside.add(within(name, own.target.id));
    for (const it of facts) all.add(it);
  }
  return outside;
}
