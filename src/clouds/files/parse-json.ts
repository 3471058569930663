import { deepest, mostDocuments, mostItems } from './limits.ts';
import { buildOf, endOfString } from './nesting.ts';
import type { Flaw } from './unreadable.ts';

/** The documents of a text, and what could not be parsed in it. */
export interface Parsed {
  readonly documents: readonly unknown[];
  readonly flaws: readonly Flaw[];
}

/** One JSON document, or several that follow each other: JSON lines and what tools print one after another. */
export function parseJson(text: string): Parsed {
  const { depth, items } = buildOf(text, deepest);
  if (depth > deepest) return refused('too-deep', `more than ${deepest} levels`);
  if (items > mostItems) return refused('too-large', `more than ${mostItems} entries`);
  const whole = attempt(text);
  if ('value' in whole) return { documents: [whole.value], flaws: [] };
  const pieces = linesOf(text) ?? piecesOf(text);
  if (pieces.length < 2) return refused('malformed', `line ${lineOf(text, whole.error)}: ${reasonOf(whole.error)}`);
  if (pieces.length > mostDocuments) return refused('too-large', `more than ${mostDocuments} documents`);
  const documents: unknown[] = [];
  const flaws: Flaw[] = [];
  for (const { start, end } of pieces) {
    const piece = attempt(text.slice(start, end));
    if ('value' in piece) documents.push(piece.value);
    else flaws.push({ reason: 'malformed', detail: `line ${lineAt(text, start)}: ${reasonOf(piece.error)}` });
  }
  return { documents, flaws };
}

/** Nothing parsed, and why. */
export const refused = (reason: Flaw['reason'], detail: string): Parsed => ({
  documents: [],
  flaws: [{ reason, detail }],
});

function attempt(text: string): { value: unknown } | { error: SyntaxError } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { error };
    throw error;
  }
}

/** The lines of a text that each begin a document, the first of which is whole; undefined for other texts. */
function linesOf(text: string): { start: number; end: number }[] | undefined {
  const lines = [...text.matchAll(/\S[^\n]*/g)].map(({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }));
  const [first] = lines;
  if (!first || !lines.every(({ start }) => '{['.includes(text.charAt(start)))) return undefined;
  return 'value' in attempt(text.slice(first.start, first.end)) ? lines : undefined;
}

/** The outermost brackets of a text; empty where anything but white space and commas stands between them. */
function piecesOf(text: string): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"' && depth > 0) at = endOfString(text, at);
    else if (char === '{' || char === '[') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth < 0) return [];
      if (depth === 0) pieces.push({ start, end: at + 1 });
    } else if (depth === 0 && !/[\s,]/.test(char)) return [];
  }
  if (depth > 0) pieces.push({ start, end: text.length });
  return pieces;
}

/** The engine names a position or a line; a text that just ends does not say where. */
function lineOf(text: string, { message }: SyntaxError): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  return lineAt(text, position === undefined ? text.length : Number(position));
}

function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** What was wrong, without the piece of the text that the engine quotes. */
function reasonOf({ message }: SyntaxError): string {
  if (/end of JSON|Unterminated/i.test(message)) return 'the JSON ends too early';
  return 'the JSON is not well formed';
}
