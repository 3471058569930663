import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';

/** What stands at a path; undefined where nothing does. */
export const valueAt = (value: unknown, path: string): unknown =>
  path === ''
    ? value
    : path.split('.').reduce<unknown>((inner, step) => (isFields(inner) ? inner[step] : undefined), value);

/** What the provider alone sets, whatever is changed. */
const stamps = new Set(['etag', 'eTag', 'resourceVersion', 'uid', 'generation', 'creationTimestamp']);

/**
 * A value with its lists in one order, without what is nothing and what the provider alone sets, and with documents that
 * are kept as encoded text taken apart: equal ones are equal states.
 */
export function steady(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('%7B') ? documentIn(value) : value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.map(steady).toSorted((a, b) => compareText(canonicalJson(a), canonicalJson(b)));
  }
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, steady(one)] as const);
  return Object.fromEntries(entries.filter(([key, one]) => one !== undefined && one !== null && !stamps.has(key)));
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function documentIn(text: string): unknown {
  try {
    return steady(JSON.parse(decodeURIComponent(text)));
  } catch (error) {
    if (error instanceof URIError || error instanceof SyntaxError) return text;
    throw error;
  }
}
