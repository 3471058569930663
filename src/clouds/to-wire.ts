import type { Wire } from '#model';

/** An SDK answer as it is stored: read-only JSON, dates and big numbers as text, bytes in base64, nothing undefined. */
export function toWire<T>(value: T): Wire<T>;
export function toWire(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map((item: unknown) => toWire(item));
  if (typeof value !== 'object' || value === null) return value;
  // From entries, so that a key such as `__proto__` is a key.
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
      part === undefined || typeof part === 'function' ? [] : [[key, toWire(part)]],
    ),
  );
}
