import { toWire } from '#clouds/to-wire';
import type { Reading, Resource, Target, Type } from '#model';

/** When everything that is generated was read. */
export const readAt = '2026-11-01T00:00:00.000Z';

/** An object of an estate as a collector writes it down. */
export interface Item {
  readonly type: Type;
  readonly id: string;
  readonly name?: string | undefined;
  readonly created?: Date | string | undefined;
  readonly config: unknown;
}

/** A target of which everything was read. */
export function wholeReading(target: Target, types: readonly Type[], items: readonly Item[]): Reading {
  return {
    target,
    startedAt: readAt,
    resources: items.map((item) => resourceOf(item, target)),
    complete: types.map(({ name }) => name).sort(),
    gaps: [],
  };
}

function resourceOf({ type, id, name, created, config }: Item, { id: target }: Target): Resource {
  const stamp = created instanceof Date ? created.toISOString() : created;
  return { type: type.name, id, name: name ?? id, target, ...(stamp && { created: stamp }), config: toWire(config) };
}

/** An object of a reading. */
export function item(
  type: Type,
  id: string | undefined,
  config: unknown,
  name?: string,
  created?: Date | string,
): Item {
  return { type, id: id ?? '', config, name, created };
}
