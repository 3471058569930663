import { worldOf } from '#engine/world';
import type { Fact, Gap, Resource, ResourceOf, Type } from '#model';
import { frozen, snapshotsOf } from '../build.ts';
import { lookFrom } from '../look-from.ts';

/** What a fact answers about a resource among its neighbours, through the real engine on frozen input. */
export function answerOf<O extends Type | readonly Type[], V, U extends Type | Fact>(
  fact: Fact<O, V, U>,
  about: ResourceOf<O> & Resource,
  beside: readonly Resource[] = [],
  options: { gaps?: readonly Gap[]; hidden?: readonly Type[]; folder?: string } = {},
): V {
  const types = typesOf(fact.uses);
  const world = worldOf(frozen(snapshotsOf([about, ...beside], types, options)));
  return fact.work(about, lookFrom(world, about));
}

const typesOf = (uses: readonly (Type | Fact)[]): readonly Type[] =>
  uses.flatMap((token) => (token.is === 'type' ? [token] : typesOf(token.uses as readonly (Type | Fact)[])));
