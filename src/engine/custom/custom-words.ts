import { clip } from '#lib/text';

/** Characters of a line of an expression that are shown. */
const width = 100;

/** A mistake in an expression, with the line that it is in and a caret below the place. */
export function withCaret(words: string, expression: string, at: number): string {
  const from = expression.lastIndexOf('\n', at - 1) + 1;
  const line = (expression.slice(from).split('\n')[0] ?? '').replaceAll(/\s/g, ' ');
  const column = at - from;
  const start = Math.max(0, Math.min(column - width / 2, line.length - width));
  const shown = line.slice(start, start + width);
  return `${words}\n    ${shown}\n    ${' '.repeat(Math.max(0, Math.min(column - start, width)))}^`;
}

/** What the parser and the type check say, without the names of tokens and the marks of dynamic types. */
export const inWords = (summary: string): string =>
  withoutDyn(summary)
    .replaceAll(/\b[A-Z]{2,}\b/g, (token) => tokens[token] ?? token)
    .replace(/^Exceeded (\w+) \((\d+)\)$/, 'it is larger than an expression may be ($1 $2)');

/** Why an expression could not be answered for one resource, with the cure where there is one. */
export function stopWords(error: unknown, expression: string): string {
  if (!isReport(error)) return error instanceof Error ? error.message : String(error);
  const { code, summary, node } = error;
  const source = clip(node ? expression.slice(node.start, node.end) : '', width);
  if (code === 'no_such_key' || code === 'index_out_of_bounds') {
    return `${isPath(source) ? source : said(summary)} is not there; ${cureOf(source)}`;
  }
  return source === '' ? said(summary) : `${said(summary)}, in ${source}`;
}

interface Report {
  readonly code: unknown;
  readonly summary: string;
  readonly node?: { readonly start: number; readonly end: number } | undefined;
}

const isReport = (error: unknown): error is Report =>
  error instanceof Error && 'code' in error && 'summary' in error && typeof error.summary === 'string';

const isPath = (source: string): boolean => /^[\w.]+(?:\[[^\]]*\])?$/.test(source);

function cureOf(source: string): string {
  if (/^[\w.]+$/.test(source)) return `ask first with has(${source})`;
  return 'ask first with "in" or size';
}

const said = (summary: string): string => clip(inWords(summary).replace(/^No such key: /, ''), 200);

function withoutDyn(text: string): string {
  const inner = text.replaceAll(/dyn<([^<>]*(?:<[^<>]*>)?[^<>]*)>/g, '$1');
  return inner === text ? text : withoutDyn(inner);
}

const tokens: Readonly<Record<string, string>> = {
  EOF: 'the end',
  NUMBER: 'a number',
  STRING: 'a text',
  BOOLEAN: 'true or false',
  NULL: 'null',
  IDENTIFIER: 'a name',
  ...{ PLUS: '+', MINUS: '-', MULTIPLY: '*', DIVIDE: '/', MODULO: '%' },
  ...{ EQ: '==', NE: '!=', LT: '<', LE: '<=', GT: '>', GE: '>=' },
  ...{ AND: '&&', OR: '||', NOT: '!', IN: 'in' },
  ...{ LPAREN: '(', RPAREN: ')', LBRACKET: '[', RBRACKET: ']', LBRACE: '{', RBRACE: '}' },
  ...{ DOT: '.', COMMA: ',', COLON: ':', QUESTION: '?', BYTES: 'bytes' },
};
