import type { Resource, Type } from '#model';
import { remembering } from './remembering.ts';

type Index = ReadonlyMap<string, readonly Resource[]>;

/** Resources by the values of a type's keys, each index made when it is first asked for. */
export const indexing = (resourcesOf: (type: Type) => readonly Resource[]) =>
  remembering((type: Type) => remembering((key: string) => indexOf(resourcesOf(type), type, key)));

function indexOf(resources: readonly Resource[], type: Type, key: string): Index {
  const index = new Map<string, Resource[]>();
  for (const it of resources) for (const value of valuesOf(type, key, it)) push(index, value, it);
  return index;
}

/** The values that a key of a resource holds. Throws where its type has no such key. */
export function valuesOf(type: Type, key: string, { config }: Resource): Iterable<string> {
  const read = type.keys[key];
  if (!read) throw new Error(`${type.name} is not indexed by ${key}`);
  const value = read(config);
  return typeof value === 'string' ? [value] : new Set(value);
}

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
