import { isObject } from '../json.ts';
import type { Found } from '../recogniser.ts';

/** What stands of an object or of a part of it, with its address. */
export interface Kept {
  readonly it: Found;
  readonly id: string;
  readonly path: string;
}

/** Joins the parts of each object that several documents describe. */
export function joined(kept: readonly Kept[]): readonly Kept[] {
  const parts = kept.filter(({ it }) => it.part !== undefined);
  if (parts.length === 0) return kept;
  const objects = Map.groupBy(parts, ({ it, id }) => `${it.type.name}\n${id}`);
  return [...kept.filter(({ it }) => it.part === undefined), ...[...objects.values()].flatMap(oneOf)];
}

function oneOf([first, ...others]: readonly Kept[]): Kept[] {
  if (!first) return [];
  const fields = [first, ...others].flatMap(({ it }) => (isObject(it.config) ? Object.entries(it.config) : []));
  return [{ ...first, it: { ...first.it, config: Object.fromEntries(fields) } }];
}
