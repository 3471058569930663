import { isObject } from './json.ts';

/**
 * What stands where a part is to be written, in the shape of that part: the request that gives it back. Objects are
 * taken apart, lists are whole. `absent` has the values that stand for what is not there, as the provider takes them.
 */
export function former<P extends object>(config: unknown, part: P, absent?: unknown): P;
export function former(config: unknown, part: object, absent: unknown = {}): object {
  const entries = Object.entries(part).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]: readonly [string, unknown]) => {
      const [stood, other] = [memberOf(config, key), memberOf(absent, key)];
      return [key, isObject(value) ? former(stood, value, other) : (stood ?? other)];
    }),
  );
}

const memberOf = (value: unknown, key: string): unknown => (isObject(value) ? value[key] : undefined);
