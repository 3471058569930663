import type { AnyRule } from '#engine/any-rule';
import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import { nearest } from '#lib/text';
import { formatTime, parseInstant } from '#lib/time';
import { ShoalwatchError, type Instant, type OverlayEntry, type OverlaySetting } from '#model';
import { keysAt } from './keys.ts';
import { mistakesOf } from './mistakes.ts';
import { configSchema, filledFrom } from './schema.ts';
import { valueAt } from './value-at.ts';

/** What somebody lays over the policy. */
export interface Laying {
  readonly entry: OverlaySetting;
  readonly author: string;
  readonly at: Instant;
  readonly reason: string;
  readonly until?: string;
}

/** Characters of a reason. */
const longest = 2000;

/** Makes an overlay entry, held to the schema that the file is held to. Throws with what is wrong. */
export function overlayEntryOf({ entry, author, at, reason, until }: Laying, rules: readonly AnyRule[]): OverlayEntry {
  if (reason.trim() === '') throw wrong(['a reason is never empty']);
  if (reason.length > longest) throw wrong([`a reason has at most ${longest} characters`]);
  const known = entry.is === 'rule' ? { ...entry, rule: idOf(entry.rule, rules) } : entry;
  const content = { version: 1, ...fragmentOf(known, reason) };
  const schema = configSchema(rules);
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const place = {
      keysAt: (path: readonly PropertyKey[]) => keysAt(schema, path),
      listAt: (path: readonly PropertyKey[]) => filledFrom(rules, path),
      valueAt: (path: readonly PropertyKey[]) => valueAt(content, path),
    };
    throw wrong(parsed.error.issues.flatMap((issue) => mistakesOf(issue, place).map(({ words }) => words)));
  }
  const laid = { author, at, reason, ...(until !== undefined && { until: endOf(until, at) }), entry: known };
  return { id: `o-${shortHash(canonicalJson(laid), 8)}`, ...laid };
}

/** The entry as the file would have it. */
function fragmentOf(entry: OverlaySetting, reason: string): object {
  switch (entry.is) {
    case 'deny':
      return { policy: { deny: { [entry.list]: [{ ...entry.item, reason }] } } };
    case 'allow':
      return { policy: { allow: { [entry.list]: [entry.item] } } };
    case 'rule':
      return { policy: { rules: { [entry.rule]: { ...entry.setting, reason } } } };
  }
}

/** The id that a rule has now; it may have been asked for by an older one. */
function idOf(asked: string, rules: readonly AnyRule[]): string {
  const found = rules.find(({ id, aliases = [] }) => id === asked || aliases.includes(asked));
  if (found) return found.id;
  const meant = nearest(
    asked,
    rules.map(({ id }) => id),
  );
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new ShoalwatchError('usage', `no rule is called "${asked}".${hint}`, { cure: 'shoalwatch list rules' });
}

function endOf(text: string, at: Instant): Instant {
  const end = parseInstant(text);
  if (end === undefined) throw wrong([`the end "${text}" has to be a date such as 2027-01-31`]);
  const until = new Date(end).toISOString();
  if (end <= (parseInstant(at) ?? 0)) throw wrong([`the end ${formatTime(until)} has passed already`]);
  return until;
}

const wrong = (words: readonly string[]): ShoalwatchError =>
  new ShoalwatchError('usage', words.join('\n'), { cure: 'shoalwatch config schema prints what is allowed' });
