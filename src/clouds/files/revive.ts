import { isObject, mapObjects, type Json } from '../json.ts';

/** Turns what placebo writes for moments, `{"__class__": "datetime", "year": ...}`, into ISO 8601 text. */
export const revived = (value: unknown): unknown => mapObjects(value, (it) => momentOf(it) ?? it);

function momentOf(it: Json): string | undefined {
  if (it['__class__'] !== 'datetime' && it['__class__'] !== 'date') return undefined;
  const [year, month, day] = [it['year'], it['month'], it['day']].map(Number);
  const [hour, minute, second, micro] = [it['hour'], it['minute'], it['second'], it['microsecond']].map((n) =>
    Number(n ?? 0),
  );
  const at = Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute, second, Math.floor((micro ?? 0) / 1000));
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** A body that a recorder kept as text, as bytes in base64, or as it was. */
export function bodyOf(body: unknown): unknown {
  if (typeof body === 'string') return parsed(body);
  if (!isObject(body)) return body;
  const keys = Object.keys(body);
  if (keys.length > 2) return body;
  if (isObject(body['data']) || Array.isArray(body['data'])) return body['data'];
  if (typeof body['string'] === 'string') return parsed(body['string']);
  if (typeof body['base64_string'] === 'string') return parsed(Buffer.from(body['base64_string'], 'base64').toString());
  return body;
}

function parsed(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
