import { clip, plural } from '#lib/text';

/** How much of a configuration an expression may be shown. */
const most = { values: 50_000, characters: 1_000_000, depth: 64 };

/** What of a configuration an expression is shown. */
export interface Shown {
  /** The members at the top that it reads; all of them when it does not write out which. */
  readonly members: ReadonlySet<string> | undefined;
  /** Paths that change by themselves, such as `status.conditions`: they are not there for it. */
  readonly hidden: readonly string[];
}

/**
 * A stored configuration as CEL knows values: maps by key, whole numbers as `int`, other numbers as `double`. Maps are
 * `Map`, in which no key of somebody else's choice, such as `constructor`, means anything. Throws when there is too
 * much of it, and when it is no map.
 */
export function celOf(config: unknown, { members, hidden }: Shown): ReadonlyMap<string, unknown> {
  if (!isMap(config)) throw new Error('its configuration is no map');
  const left = { ...most };
  const all = Object.entries(config);
  return mapOf(members ? all.filter(([key]) => members.has(key)) : all, hidden, left, 0);
}

/** A stored configuration without what changes by itself: evidence of that would differ from scan to scan. */
export function settledOf(config: unknown, hidden: readonly string[]): unknown {
  if (hidden.length === 0 || !isMap(config)) return config;
  const kept = Object.entries(config).filter(([key]) => !hidden.includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, settledOf(value, below(hidden, key))]));
}

/** A value found in a configuration, as a finding shows it: whole when it is short. */
export function shownOf(value: unknown): unknown {
  if (typeof value === 'string') return clip(value, longest);
  if (typeof value !== 'object' || JSON.stringify(value).length <= longest) return value;
  return Array.isArray(value)
    ? `a list of ${value.length}`
    : `a map of ${plural(Object.keys(value ?? {}).length, 'key')}`;
}

const longest = 400;

/** What a value is called in a sentence. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return kinds[typeof value] ?? 'a map';
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  bigint: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

type Left = { values: number; characters: number; readonly depth: number };

function valueOf(value: unknown, hidden: readonly string[], left: Left, depth: number): unknown {
  left.values -= 1;
  if (typeof value === 'string') left.characters -= value.length;
  if (left.values < 0 || left.characters < 0 || depth > left.depth) {
    throw new Error('its configuration is larger than a custom rule may read');
  }
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((one) => valueOf(one, [], left, depth + 1));
  return isMap(value) ? mapOf(Object.entries(value), hidden, left, depth) : value;
}

function mapOf(
  entries: readonly (readonly [string, unknown])[],
  hidden: readonly string[],
  left: Left,
  depth: number,
): ReadonlyMap<string, unknown> {
  const map = new Map<string, unknown>();
  for (const [key, value] of entries) {
    if (value === undefined || hidden.includes(key)) continue;
    left.characters -= key.length;
    map.set(key, valueOf(value, below(hidden, key), left, depth + 1));
  }
  return map;
}

const below = (hidden: readonly string[], key: string): readonly string[] =>
  hidden.filter((path) => path.startsWith(`${key}.`)).map((path) => path.slice(key.length + 1));

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
