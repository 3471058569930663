import { isCollection, LineCounter, parseAllDocuments, visit, type Document, type Tags } from 'yaml';
import {
  deepest,
  largestYaml,
  mostAliases,
  mostDocuments,
  mostItems,
  mostUnfoldings,
  mostYamlEntries,
} from './limits.ts';
import { buildOf, buildOfValue } from './nesting.ts';
import { refused, type Parsed } from './parse-json.ts';
import type { Flaw } from './unreadable.ts';
import { plainOf, yaml11Tags } from './yaml-values.ts';

/** The documents of a YAML text, one after another. A document that does not parse leaves the others. */
export function parseYaml(text: string): Parsed {
  if (text.length > largestYaml) return refused('too-large', `YAML of more than ${largestYaml / 1024 ** 2} MB`);
  if (countOf(text, aliases, mostAliases) > mostAliases)
    return refused('too-many-aliases', `more than ${mostAliases} aliases`);
  const documents: unknown[] = [];
  const flaws: Flaw[] = [];
  let line = 1;
  // The marker ends whatever stands before it, so that each document can be parsed and forgotten by itself.
  for (const part of text.split(/^(?=---(?:\s|$))/m)) {
    const parsed = /^(?!---|%|\.\.\.|\s*#)[^\n]*\S/m.test(part.replace(/^---/, '   ')) ? parseOne(part, line) : nothing;
    documents.push(...parsed.documents);
    flaws.push(...parsed.flaws);
    line += part.split('\n').length - 1;
    if (documents.length > mostDocuments) return refused('too-large', `more than ${mostDocuments} documents`);
  }
  return { documents, flaws };
}

const nothing: Parsed = { documents: [], flaws: [] };

/** A part of a text from a document's marker to the next; `...` can end one and begin another without a marker. */
function parseOne(part: string, firstLine: number): Parsed {
  // Python writes the closing quote of a text that ends in line ends without indentation.
  const text = part.replace(/^(['"])(?=[ \t]*\r?$)/gm, `${' '.repeat(80)}$1`);
  const { depth, items } = buildOf(text, deepest);
  if (depth > deepest || compactRuns.test(text)) return refused('too-deep', tooDeep);
  const tokens = countOf(text, indicators, 2 * mostYamlEntries);
  if (items + text.split('\n').length > mostYamlEntries || tokens > 2 * mostYamlEntries) {
    return refused('too-large', `YAML of more than ${mostYamlEntries} lines and entries: JSON can be larger`);
  }
  const lineCounter = new LineCounter();
  const parsed = composed(text, lineCounter);
  if (!parsed) return refused('too-deep', tooDeep);
  const at: Source = { lineCounter, firstLine, isTemplate: /\{\{-?\s*[.$\w(]/.test(text) };
  const read = parsed.map((document) => valueOf(document, at));
  return {
    documents: read.flatMap((it) => ('value' in it && it.value !== null && it.value !== undefined ? [it.value] : [])),
    flaws: read.flatMap((it) => ('flaw' in it ? [it.flaw] : [])),
  };
}

interface Source {
  readonly lineCounter: LineCounter;
  /** The line of the file that the text begins with. */
  readonly firstLine: number;
  readonly isTemplate: boolean;
}

const tooDeep = `more than ${deepest} levels`;

/** `- - - -` opens a level with every two characters; indentation by itself needs a line for each. */
const compactRuns = new RegExp(`(?:[-?:][ \\t]+){${deepest}}`);

/** Counts the matches of a pattern, up to one above a limit. */
const countOf = (text: string, pattern: RegExp, limit: number): number =>
  text
    .matchAll(pattern)
    .take(limit + 1)
    .reduce((count) => count + 1, 0);

const aliases = /(?:^|[\s,[{])\*[^\s,[\]{}]/g;

/** A word that begins with one of these is a token of its own, each of which takes time and memory. */
const indicators = /(?:^|[\s,[{])[&!*"'|>%@`?:#-]/g;

/** The parser calls itself for each level: running out of stack says that there are too many. */
function composed(text: string, lineCounter: LineCounter): readonly Document[] | undefined {
  try {
    const customTags = (core: Tags): Tags => [...yaml11Tags, ...core];
    // A quotation of the place with each error would take the square of the time where one line holds a million errors.
    const quiet = { prettyErrors: false, logLevel: 'silent' } as const;
    return [...parseAllDocuments(text, { lineCounter, schema: 'core', customTags, uniqueKeys: false, ...quiet })];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function valueOf(document: Document, source: Source): { value: unknown } | { flaw: Flaw } {
  const { lineCounter, firstLine, isTemplate } = source;
  const malformed = (line: number, said: string): { flaw: Flaw } => ({
    flaw: { reason: 'malformed', detail: `line ${line + firstLine - 1}: ${said}` },
  });
  const [error] = document.errors;
  if (error) {
    return malformed(lineCounter.linePos(error.pos[0]).line, isTemplate ? unfilled : error.message);
  }
  const line = templateLine(document, lineCounter);
  if (line !== undefined) return malformed(line, unfilled);
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostUnfoldings });
    const { depth, items } = buildOfValue(value, deepest);
    if (depth > deepest) return { flaw: { reason: 'too-deep', detail: tooDeep } };
    if (items > mostItems) return { flaw: { reason: 'too-many-aliases', detail: unfolding } };
    return { value: plainOf(value) };
  } catch (thrown) {
    if (thrown instanceof ReferenceError) return { flaw: { reason: 'too-many-aliases', detail: unfolding } };
    if (thrown instanceof RangeError) return { flaw: { reason: 'too-deep', detail: tooDeep } };
    throw thrown;
  }
}

const unfilled = 'a template that was not filled in';
const unfolding = 'its aliases unfold without end';

/** `{{ .Values.name }}` parses as an object that is the key of an object. */
function templateLine(document: Document, lineCounter: LineCounter): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isCollection(key)) return undefined;
      offset = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset === undefined ? undefined : lineCounter.linePos(offset).line;
}
