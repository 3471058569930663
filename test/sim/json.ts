/** JSON as the simulated clouds keep it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** A deep copy of plain data as JSON sees it: dates become strings, bytes base64, undefined members vanish. */
export function toJson(value: unknown): Json {
  const copy: unknown = JSON.parse(
    JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, one: unknown) {
      const held = this[key];
      return held instanceof Uint8Array ? Buffer.from(held).toString('base64') : one;
    }),
  );
  return isJson(copy) ? copy : null;
}

/** The same for data that has to be an object. Throws a TypeError otherwise. */
export function toJsonObject(value: unknown): JsonObject {
  const copy = toJson(value);
  if (!isObject(copy)) throw new TypeError('expected a JSON object');
  return copy;
}

/** Parses a request body. Answers undefined when it is not a JSON object. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a path of member names, or an empty one. */
export function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  const found = path.reduce<Json | undefined>((at, name) => (isObject(at) ? at[name] : undefined), value);
  return isObject(found) ? found : {};
}

export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const last = path.at(-1);
  const found = last === undefined ? value : objectAt(value, ...path.slice(0, -1))[last];
  return typeof found === 'string' ? found : undefined;
}

/** The array elements that are objects, under a member of an object. */
export function objectsAt(value: Json | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const last = path.at(-1);
  const found = last === undefined ? value : objectAt(value, ...path.slice(0, -1))[last];
  return Array.isArray(found) ? found.filter(isObject) : [];
}

function isJson(value: unknown): value is Json {
  return value !== undefined;
}
