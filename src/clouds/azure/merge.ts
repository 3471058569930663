import { isObject } from '../json.ts';

/** A part of a configuration, at any depth. Lists are whole. */
export type PartOf<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: PartOf<T[K]> | undefined }
    : T;

/** A configuration with a part of it changed: objects are merged at every depth, everything else is replaced. */
export function merged<T>(whole: T, part: PartOf<NoInfer<T>>): T;
export function merged(whole: unknown, part: unknown): unknown {
  if (!isObject(whole) || !isObject(part)) return part;
  const changed = Object.entries(part).filter(([, value]) => value !== undefined);
  return { ...whole, ...Object.fromEntries(changed.map(([key, value]) => [key, merged(whole[key], value)])) };
}
