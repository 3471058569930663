import { isCollection, LineCounter, parseAllDocuments, visit, type Document, type Tags } from 'yaml';
import { deepest, largestYaml, mostAliases, mostItems } from './limits.ts';
import { buildOf, buildOfValue } from './nesting.ts';
import { refused, type Parsed } from './parse-json.ts';
import type { Flaw } from './unreadable.ts';
import { plainOf, yaml11Tags } from './yaml-values.ts';

/** The documents of a YAML text, one after another. A document that does not parse leaves the others. */
export function parseYaml(given: string): Parsed {
  if (given.length > largestYaml) return refused('too-large', `YAML of more than ${largestYaml / 1024 ** 2} MB`);
  // Python writes the closing quote of a text that ends in line ends without indentation.
  const text = given.replace(/^(['"])(?=[ \t]*\r?$)/gm, `${' '.repeat(80)}$1`);
  if (buildOf(text, deepest).depth > deepest || compactRuns.test(text)) return refused('too-deep', tooDeep);
  if (aliasesOf(text) > mostAliases) return refused('too-many-aliases', `more than ${mostAliases} aliases`);
  const lineCounter = new LineCounter();
  const parsed = composed(text, lineCounter);
  if (!parsed) return refused('too-deep', tooDeep);
  const isTemplate = /\{\{-?\s*[.$\w(]/.test(text);
  const documents: unknown[] = [];
  const flaws: Flaw[] = [];
  for (const document of parsed) {
    const read = valueOf(document, lineCounter, isTemplate);
    if ('flaw' in read) flaws.push(read.flaw);
    else if (read.value !== null && read.value !== undefined) documents.push(read.value);
  }
  return { documents, flaws };
}

const tooDeep = `more than ${deepest} levels`;

/** `- - - -` opens a level with every two characters; indentation by itself needs a line for each. */
const compactRuns = new RegExp(`(?:[-?:][ \\t]+){${deepest}}`);

/** Stops counting above the limit. */
function aliasesOf(text: string): number {
  const found = text.matchAll(/(?:^|[\s,[{])\*[^\s,[\]{}]/g);
  return found.take(mostAliases + 1).reduce((count) => count + 1, 0);
}

/** The parser calls itself for each level: running out of stack says that there are too many. */
function composed(text: string, lineCounter: LineCounter): readonly Document[] | undefined {
  try {
    const customTags = (core: Tags): Tags => [...yaml11Tags, ...core];
    return [
      ...parseAllDocuments(text, { lineCounter, schema: 'core', customTags, logLevel: 'silent', uniqueKeys: false }),
    ];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function valueOf(
  document: Document,
  lineCounter: LineCounter,
  isTemplate: boolean,
): { value: unknown } | { flaw: Flaw } {
  const [error] = document.errors;
  if (error) {
    const said = isTemplate ? unfilled : (error.message.split(/ at line \d+|\n/)[0] ?? '');
    return { flaw: { reason: 'malformed', detail: `line ${error.linePos?.[0].line ?? 1}: ${said}` } };
  }
  const line = templateLine(document, lineCounter);
  if (line !== undefined) return { flaw: { reason: 'malformed', detail: `line ${line}: ${unfilled}` } };
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
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
