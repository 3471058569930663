import { canonicalJson } from './canonical.ts';
import { forJson } from './escape/json.ts';
import { sha256 } from './hash.ts';

/** Where a chain ends: how many lines it has, and the SHA-256 of the last one; null where there is none. */
export interface ChainEnd {
  readonly count: number;
  readonly head: string | null;
}

/** A line at which a chain does not hold, from 1, and why. */
export interface ChainBreak {
  readonly line: number;
  readonly why: string;
}

/**
 * Values as lines of canonical JSON, each with its number (`n`) and the SHA-256 of the line before (`before`, null for the
 * first). A line is hashed as its UTF-8 bytes without the line break.
 */
export function chainOf(values: readonly object[]): ChainEnd & { readonly text: string } {
  let head: string | null = null;
  const lines = values.map((value, at) => {
    const line: string = forJson(JSON.parse(canonicalJson({ ...value, n: at + 1, before: head })));
    head = sha256(line);
    return line;
  });
  return { text: lines.map((line) => `${line}\n`).join(''), count: lines.length, head };
}

/** Every line that does not follow the one before, and where the chain ends otherwise than it should. */
export function breaksIn(text: string, end: ChainEnd): readonly ChainBreak[] {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  const found = lines.flatMap((line, at) => {
    const before = lines[at - 1];
    const why = flawOf(line, { n: at + 1, before: before === undefined ? null : sha256(before) });
    return why === undefined ? [] : [{ line: at + 1, why }];
  });
  const last = lines.at(-1);
  const head = last === undefined ? null : sha256(last);
  return [
    ...found,
    ...(rest === '' ? [] : [{ line: lines.length + 1, why: 'it does not end: the text was cut off' }]),
    ...(lines.length === end.count ? [] : [{ line: lines.length, why: endWhy(lines.length, end.count) }]),
    ...(lines.length === end.count && head !== end.head
      ? [{ line: lines.length, why: 'it is not the last line that was written' }]
      : []),
  ];
}

const endWhy = (found: number, meant: number): string =>
  found < meant
    ? `the chain ends here, and ${meant} lines were written: lines were dropped`
    : `the chain ends here, and only ${meant} lines were written: lines were added`;

function flawOf(line: string, meant: { readonly n: number; readonly before: string | null }): string | undefined {
  const value = objectIn(line);
  if (!value) return 'it is no JSON object';
  if (value['before'] === meant.before && value['n'] === meant.n) return undefined;
  return meant.n === 1
    ? 'it is not the first line that was written'
    : `it does not follow line ${meant.n - 1}: one of the two was altered, or lines were dropped, added or moved between them`;
}

function objectIn(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
