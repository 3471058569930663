import type { Wire } from '#model';

/**
 * An SDK answer as it is stored: read-only JSON, dates and big numbers as text, bytes in base64, nothing undefined and
 * nothing null, which is what APIs answer for a field that is not set.
 */
export function toWire<T>(value: T): Wire<T>;
export function toWire(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => toWire(item));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const wire: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined || part === null || typeof part === 'function') continue;
    const own: unknown = toWire(part);
    // A key such as `__proto__` is a key.
    if (key === '__proto__')
      Object.defineProperty(wire, key, { value: own, enumerable: true, configurable: true, writable: true });
    else wire[key] = own;
  }
  return wire;
}
