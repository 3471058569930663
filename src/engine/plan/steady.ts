import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';

/** What stands at a path; undefined where nothing does. On the way a list of named things is taken by their names. */
export const valueAt = (value: unknown, path: string): unknown =>
  path === '' ? value : memberAt(value, path.split('.'));

function memberAt(value: unknown, path: readonly string[]): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (!Array.isArray(value)) return isFields(value) ? memberAt(value[step], rest) : undefined;
  const items: readonly unknown[] = value;
  const named = items.flatMap((it) => {
    const one = memberAt(it, path);
    return isFields(it) && typeof it['name'] === 'string' && one !== undefined ? [[it['name'], one] as const] : [];
  });
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}

/** What the provider alone sets, whatever is changed. */
const stamps = new Set(['etag', 'eTag', 'resourceVersion', 'uid', 'generation', 'creationTimestamp']);

/**
 * A value with its lists in one order, without what is nothing and what the provider alone sets, and with JSON documents
 * that are kept as text, encoded or laid out in the provider's way, taken apart: equal ones are equal states.
 */
export function steady(value: unknown): unknown {
  if (typeof value === 'string') return /^(?:%7B|\{)/.test(value) ? documentIn(value) : value;
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
    return steady(JSON.parse(text.startsWith('{') ? text : decodeURIComponent(text)));
  } catch (error) {
    if (error instanceof URIError || error instanceof SyntaxError) return text;
    throw error;
  }
}
