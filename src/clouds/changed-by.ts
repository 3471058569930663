import type { Type } from '#model';

/** A call in the words of `changedBy`, and the types that have to be read again after it. */
export interface TrackedCall {
  readonly call: string;
  readonly types: readonly Type[];
}

/** The calls that change some type. `spelled` makes calls equal that a provider spells differently. */
export function trackedCalls(
  types: readonly Type[],
  spelled: (call: string) => string = (call) => call,
): ReadonlyMap<string, TrackedCall> {
  const found = new Map<string, TrackedCall>();
  for (const type of types) {
    for (const call of new Set(type.changedBy)) {
      const known = found.get(spelled(call)) ?? { call, types: [] };
      found.set(spelled(call), { ...known, types: [...known.types, type] });
    }
  }
  return found;
}
