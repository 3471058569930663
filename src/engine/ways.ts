import { isWholeInternet } from '#lib/addresses';
import { sourceWords } from '#lib/address-words';
import { holds, noPorts, portRange, size } from '#lib/ports';
import { protocols, refOf, type ApiReach, type Fact, type Resource, type ResourceRef, type Type } from '#model';
import type { Unknown, Way, Ways } from '#model';
import { isUnread } from '#rule';
import { lookerOf } from './look.ts';
import { unreadListing } from './unread.ts';
import type { Place } from './place.ts';
import type { World } from './world.ts';

/** What tells of ways in: facts about what opens them, and how far the API of a cluster reaches. */
export interface WayFacts {
  readonly ways: readonly Fact<Type | readonly Type[], Ways, Type | Fact>[];
  readonly reach: readonly Fact<Type, ApiReach, Type | Fact>[];
}

/** A way in, with what opens it. */
export interface OpenWay extends Way {
  readonly of: ResourceRef;
}

/** What may open more ways than are known, and why: a resource, or in a target all of some types. */
export interface UnreadWays {
  readonly of: ResourceRef;
  readonly types: readonly string[];
  readonly why: Unknown;
}

/** All ways in of a fleet, those that the internet may take first. */
export interface AllWays {
  readonly ways: readonly OpenWay[];
  readonly unread: readonly UnreadWays[];
}

/** Whether a way may lead to a port: one whose ports go by a name alone may lead to any. */
export const mayLeadTo = ({ ports }: Pick<Way, 'ports'>, port: number): boolean =>
  size(ports) === 0 || holds(ports, port);

/** Works out every way in of a fleet, from what was read of it. */
export function waysIn(world: World, facts: WayFacts): AllWays {
  const { look, from } = lookerOf(world);
  const ways = new Map<string, OpenWay>();
  const unread = new Map<string, UnreadWays>();
  const miss = (of: ResourceRef, why: Unknown, type: string): void => {
    const key = [of.target, of.id, why.reason, why.api].join(' ');
    const types = new Set([...(unread.get(key)?.types ?? []), type]);
    unread.set(key, { of, types: [...types], why });
  };
  const take = (it: Resource, found: Ways): void => {
    for (const { protocols: own, ...way } of found.ways) {
      const key = JSON.stringify([it.target, it.id, way]);
      const all = new Set([...(ways.get(key)?.protocols ?? []), ...own]);
      ways.set(key, { of: refOf(it), ...way, protocols: protocols.filter((one) => all.has(one)) });
    }
    if (found.unread) miss(refOf(it), found.unread, it.type);
  };
  for (const place of world.places.values()) {
    const each = (of: Type | readonly Type[], ask: (it: Resource) => Ways): void => {
      for (const type of [of].flat().filter(({ scope }) => place.target.scopes.includes(scope))) {
        const gap = unreadListing(place, type);
        if (gap) miss(targetRef(place), gap, type.name);
        for (const it of place.byType.get(type.name) ?? []) {
          from(place);
          take(it, ask(it));
        }
      }
    };
    for (const fact of facts.reach) each(fact.of, (it) => apiWays(it, look.fact(fact, it)));
    for (const fact of facts.ways) each(fact.of, (it) => look.fact(fact, it));
  }
  const rank = ({ internet, exposed }: Way): number => (internet ? 0 : 2) + (exposed === false ? 1 : 0);
  return { ways: [...ways.values()].sort((a, b) => rank(a) - rank(b)), unread: [...unread.values()] };
}

const targetRef = ({ target: { id } }: Place): ResourceRef => ({ type: 'target', id, name: id, target: id });

/** The ways to the API of a cluster, which every managed one serves on one port. */
function apiWays({ name }: Resource, reach: ApiReach): Ways {
  if (isUnread(reach)) return { ways: [], unread: reach };
  if (reach.is !== 'public') return { ways: [] };
  const { sources, words } = reach;
  return {
    ways: [
      {
        to: `the API of ${name}`,
        protocols: ['tcp'],
        ports: portRange(443, 443) ?? noPorts,
        from: sourceWords(sources, words),
        internet: isWholeInternet(sources),
        through: 'its public endpoint',
        exposed: true,
      },
    ],
  };
}
