import type { ApiReach, Resource } from '#model';
import { lookerOf } from '../look.ts';
import type { World } from '../world.ts';
import type { Guarded } from './check.ts';

/** How far the API of a cluster reaches in a set; undefined for what is no cluster, and for one that is not there. */
export function reachIn(world: World, { id, type, target }: Resource, facts: Guarded['reach']): ApiReach | undefined {
  const fact = facts.find((it) => it.of.name === type);
  const place = world.places.get(target);
  const it = world.at(id).find((one) => one.target === target && one.type === type);
  if (!fact || !place || !it) return undefined;
  const looker = lookerOf(world);
  looker.from(place);
  return looker.look.fact(fact, it);
}
