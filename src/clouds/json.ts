/** A JSON object that nobody has looked at yet. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list of objects only. */
export const isListOfObjects = (value: unknown): value is readonly Json[] =>
  Array.isArray(value) && value.every(isObject);

/** The object at a path; empty where there is none. */
export function objectAt(value: unknown, ...path: readonly string[]): Json {
  let at = value;
  for (const key of path) at = isObject(at) ? at[key] : undefined;
  return isObject(at) ? at : {};
}

/** The text at a path; undefined where there is none or an empty one. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const last = path.at(-1);
  const found = last === undefined ? value : objectAt(value, ...path.slice(0, -1))[last];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const last = path.at(-1);
  const found = last === undefined ? value : objectAt(value, ...path.slice(0, -1))[last];
  return Array.isArray(found) ? found : [];
}

/** Changes each object of a value, the inner ones first. */
export function mapObjects(value: unknown, change: (it: Json, key: string) => unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => mapObjects(one, change, key));
  if (!isObject(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([k, one]) => [k, mapObjects(one, change, k)])), key);
}
