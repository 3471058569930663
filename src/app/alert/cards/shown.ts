import { canonicalJson } from '#lib/canonical';
import { clip, compareText, redactSecrets } from '#lib/text';

/** How much of a value is shown, in characters. */
const most = 300;

/** How deep a value may be to be read as words; what is deeper is JSON. */
const deepest = 5;

/** A value as people read it: text as it is, a list with commas, an object as `key: value; key: value`. */
export const shown = (value: unknown): string => clip(redactSecrets(worded(value, 0) ?? canonicalJson(value)), most);

function worded(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined) return 'nothing';
  if (value === null || typeof value !== 'object') return canonicalJson(value);
  if (depth === deepest) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : allOf(value.map((it) => inside(it, depth)))?.join(', ');
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  if (entries.length === 0) return '{}';
  const words = allOf(entries.map(([, it]) => inside(it, depth)));
  return words?.map((it, at) => `${entries[at]?.[0]}: ${it}`).join('; ');
}

/** An object within another value stands in brackets. */
function inside(value: unknown, depth: number): string | undefined {
  const said = worded(value, depth + 1);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return said !== undefined && isObject && depth > 0 ? `(${said})` : said;
}

const allOf = (all: readonly (string | undefined)[]): readonly string[] | undefined =>
  all.every((it) => it !== undefined) ? all : undefined;
