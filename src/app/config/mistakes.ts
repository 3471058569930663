import type { z } from 'zod';
import { nearest } from '#lib/text';

/** One mistake in a config: where it is, and what to say of it. */
export interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly words: string;
  /** The mistake is the key and not its value. */
  readonly onKey: boolean;
}

/** What a schema knows of a place, and what stands there. */
export interface Place {
  keysAt(path: readonly PropertyKey[]): readonly string[];
  /** The component list that fills the parameter at a path. */
  listAt(path: readonly PropertyKey[]): string | undefined;
  valueAt(path: readonly PropertyKey[]): unknown;
}

/** Puts an issue of the schema into words: the key or the value that is wrong, and what was probably meant. */
export function mistakesOf(issue: z.core.$ZodIssue, place: Place): readonly Mistake[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], place));
  const value = place.valueAt(path);
  const wrong = (words: string): readonly Mistake[] => [{ path, words: `${nameOf(path)}${words}`, onKey: false }];
  if (path.length > 0 && value === undefined && issue.code !== 'custom') return wrong(' is missing');
  switch (issue.code) {
    case 'invalid_union':
      return wrong(`: ${shown(value)} is not ${formsOf(issue)}`);
    case 'invalid_format':
      return wrong(`: ${formatOf(issue) ?? issue.message}`);
    case 'invalid_value':
      return wrong(`: ${shown(value)} is not allowed${meant(value, issue.values)}`);
    case 'too_small':
      return wrong(
        issue.origin === 'string' || issue.origin === 'array'
          ? ' is empty'
          : `: ${shown(value)} is less than ${issue.minimum}`,
      );
    case 'invalid_type':
      return wrong(
        ` is ${article(kindOf(value))} and has to be ${article(kinds[issue.expected] ?? issue.expected)}${cureOf(issue.expected, value)}`,
      );
    case 'too_big':
      return wrong(`: ${shown(value)} is more than ${issue.maximum}`);
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
      return wrong(`: ${issue.message}`);
  }
}

function unknownKey(path: readonly PropertyKey[], place: Place): Mistake {
  const key = String(path.at(-1));
  const list = place.listAt(path);
  if (list !== undefined) {
    return { path, words: `"${key}" is filled from policy.${list} and cannot be set here`, onKey: true };
  }
  const known = place.keysAt(path.slice(0, -1));
  const near = nearest(key, known);
  const few = known.length > 12 ? `${known.slice(0, 12).join(', ')} ...` : known.join(', ');
  const hint = near === undefined ? `known keys: ${few === '' ? 'none' : few}` : `did you mean "${near}"?`;
  return { path, words: `unknown key "${key}"; ${hint}`, onKey: true };
}

const nameOf = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'the file' : path.map(String).join('.'));

const most = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined || text.length > most ? article(kindOf(value)) : text;
}

const kinds: Readonly<Record<string, string>> = {
  object: 'map',
  array: 'list',
  string: 'text',
  boolean: 'true or false',
  int: 'whole number',
};

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'list';
  return kinds[typeof value] ?? typeof value;
}

const bare = new Set(['nothing', 'text', 'true', 'false', 'true or false']);

const article = (kind: string): string => (bare.has(kind) ? kind : `a ${kind}`);

const cureOf = (expected: string, value: unknown): string =>
  expected === 'string' && (typeof value === 'number' || typeof value === 'boolean') ? ': put it in quotes' : '';

/** What a text of a format looks like. */
const forms: Readonly<Record<string, string>> = {
  date: 'a date such as 2027-01-31',
  datetime: 'a time such as 2027-01-31T08:00:00Z',
  cidrv4: 'an IPv4 range such as 10.0.0.0/8',
  cidrv6: 'an IPv6 range such as 2001:db8::/32',
  guid: 'a GUID such as 12345678-90ab-cdef-1234-567890abcdef',
};

const formatOf = ({ format }: z.core.$ZodIssueInvalidStringFormat): string | undefined => {
  const form = forms[format];
  return form === undefined ? undefined : `it has to be ${form}`;
};

function formsOf({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const found = errors.flat().flatMap((issue) => {
    if (issue.code === 'invalid_format') return forms[issue.format] ?? issue.format;
    return issue.code === 'invalid_type' ? article(kinds[issue.expected] ?? issue.expected) : [];
  });
  const unique = [...new Set(found)];
  return unique.length === 0 ? 'of an allowed form' : unique.join(' or ');
}

function meant(value: unknown, allowed: readonly unknown[]): string {
  const words = allowed.map(String);
  const near = nearest(String(value), words);
  const hint = near === undefined ? '' : `; did you mean "${near}"?`;
  return words.length > 12 ? hint : `${hint}  (${words.join(', ')})`;
}
