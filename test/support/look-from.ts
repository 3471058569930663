import { lookerOf } from '#engine/look';
import type { World } from '#engine/world';
import type { Fact, Look, Resource, Type } from '#model';

/** The look of a resource, as the engine gives it to a rule. */
export function lookFrom(world: World, it: Resource): Look<Type | Fact> {
  const place = world.places.get(it.target);
  if (!place) throw new Error(`no snapshot of ${it.target}`);
  const looker = lookerOf(world);
  looker.from(place);
  return looker.look;
}
