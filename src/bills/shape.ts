import * as z from 'zod';
import { ShoalwatchError } from '#model';
import { longestText } from './limits.ts';

/** Text that is kept: names, versions, ids. */
export const text = z
  .string()
  .max(longestText)
  .transform((it) => it.toWellFormed());

/** Go writes null where it means nothing; what is empty is as good as absent. */
export const maybe = text.nullish().transform((it) => (it === null || it === '' ? undefined : it));

/** A list whose entries are looked at one by one, so that the first that is wrong ends it. */
export const list = z
  .array(z.unknown())
  .nullish()
  .transform((it) => it ?? undefined);

/** An object that is looked at later. */
export const part = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((it) => it ?? undefined);

/** A document that is of a known kind and not as that kind is. The message names the path and what is wrong there. */
export class Misshapen extends ShoalwatchError {
  constructor(at: string, why: string) {
    super('input', at === '' ? why : `${at}: ${why}`);
    this.name = 'Misshapen';
  }
}

/** The value as the schema has it. Throws where it is of another shape. */
export function shaped<T>(schema: z.ZodType<T>, value: unknown, at: string): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw new Misshapen(placeIn(at, issue?.path ?? []), issue ? reasonOf(issue) : 'is of the wrong type');
}

/** The entries of a list with their paths. Throws where there are more than `most`. */
export function* entriesOf(
  values: readonly unknown[] | undefined,
  at: string,
  most: number,
): Generator<readonly [value: unknown, at: string]> {
  if (values === undefined) return;
  if (values.length > most) throw new Misshapen(at, `more than ${most} entries`);
  for (const [i, value] of values.entries()) yield [value, `${at}[${i}]`];
}

function placeIn(at: string, path: readonly PropertyKey[]): string {
  const parts = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return at === '' ? parts.replace(/^\./, '') : at + parts;
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big') return `longer than ${issue.maximum} characters`;
  if (issue.code !== 'invalid_type') return 'is not what the format has there';
  const isMissing = issue.input === undefined && issue.message.includes('undefined');
  return isMissing ? 'is missing' : `is not ${kinds[issue.expected] ?? issue.expected}`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
