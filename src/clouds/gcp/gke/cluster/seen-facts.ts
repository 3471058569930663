import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';

/**
 * What stands at a path of a configuration. Where the path leads nowhere the evidence is the deepest part of it that is
 * there, and what that part lacks: the API leaves out what has its default.
 */
export function seenAt(config: unknown, path: string, expected?: unknown): Evidence {
  const { at, value, rest } = deepest(config, path);
  const actual = rest === '' ? value : `no ${rest}`;
  return { at, actual, ...(expected !== undefined && { expected }) };
}

/** The name of a value of an enum, empty where none stands there. The clients give one that they do not know as a number. */
export function nameOf(value: unknown, path: string): string | Unknown {
  if (typeof value === 'number') return unknown('malformed', `${path} is ${value}, which has no name here.`);
  return typeof value === 'string' ? value : '';
}

/** The choice of those that are known which an answer states. One that it leaves open is not told. */
export function choiceOf<T extends string>(value: unknown, path: string, known: readonly T[]): T | Unknown {
  const name = nameOf(value, path);
  if (isUnread(name)) return name;
  if (name === '' || name.endsWith('UNSPECIFIED')) return fieldMissing(path);
  return known.find((it) => it === name) ?? unknown('malformed', `${path} is ${name}, which has no meaning here.`);
}

function deepest(config: unknown, path: string) {
  const steps = path.split(path.includes('[') ? /(?=\[)|\./ : '.');
  let value = config;
  for (const [i, step] of steps.entries()) {
    const key = step.startsWith('[') ? step.slice(1, -1) : step;
    const next: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    if (next === undefined || next === null)
      return { at: joined(steps.slice(0, i)), value, rest: joined(steps.slice(i)) };
    value = next;
  }
  return { at: path, value, rest: '' };
}

const joined = (steps: readonly string[]): string => steps.join('.').replaceAll('.[', '[');
