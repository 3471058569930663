import type { Gap, Type, Unknown } from '#model';
import type { Place } from './place.ts';

/** Why the listing of a type in a place may not be all; undefined when everything was read. */
export function unreadListing(place: Place, type: Type): Unknown | undefined {
  const [gap] = place.gaps.get(type.name) ?? [];
  if (gap) return unreadOf(gap);
  return place.complete.has(type.name) ? undefined : neverRead(place, type);
}

/** Why an address that is not in the set cannot be called absent; undefined when it is. */
export function unreadAddress(place: Place, type: Type, address: string): Unknown | undefined {
  const gaps = place.gaps.get(type.name) ?? [];
  const gap = gaps.find((it) => it.resource === address) ?? gaps.find((it) => it.resource === undefined);
  if (gap) return unreadOf(gap);
  return place.complete.has(type.name) ? undefined : neverRead(place, type);
}

/** A gap as an answer. */
export const unreadOf = (gap: Gap): Unknown => ({
  verdict: 'unknown',
  reason: gap.reason,
  message: gap.detail,
  api: gap.api,
  ...(gap.permission !== undefined && { permission: gap.permission }),
});

function neverRead(place: Place, type: Type): Unknown {
  const files = place.target.folder !== undefined;
  return {
    verdict: 'unknown',
    reason: files ? 'not-in-files' : 'not-ready',
    message: files
      ? `The files hold no complete listing of ${type.name}.`
      : `${type.name} was not read in ${place.target.id}.`,
  };
}
