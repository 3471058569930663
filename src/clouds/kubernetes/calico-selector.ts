import type { Labels } from './label-selector.ts';

type Test = (labels: Labels) => boolean;

/**
 * Whether a selector of Calico's language takes an object with these labels; undefined when it is not understood.
 * The empty selector takes all. Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors
 */
export function calicoSelects(selector: string, labels: Labels): boolean | undefined {
  const tokens = tokensOf(selector);
  if (!tokens) return undefined;
  if (tokens.length === 0) return true;
  const reader = { tokens, at: 0 };
  const test = either(reader, 0);
  return test && reader.at === tokens.length ? test(labels) : undefined;
}

/** The names in a selector that may be those of labels. */
export const calicoLabels = (selector: string): readonly string[] =>
  (tokensOf(selector) ?? []).filter((token) => /^[A-Za-z0-9_./-]+$/.test(token) && !words.includes(token));

const words = ['all', 'global', 'has', 'in', 'not', 'contains', 'starts', 'ends', 'with'];

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

/** Deeper expressions than people write are not followed. */
const maxDepth = 50;

const word = /\s*(?:(&&|\|\||==|!=|[!(){},])|("[^"]*"|'[^']*')|([A-Za-z0-9_./-]+)|$)/y;

function tokensOf(selector: string): string[] | undefined {
  const tokens: string[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < selector.length) {
    const [, sign, text, name] = word.exec(selector) ?? [];
    const token = sign ?? text ?? name;
    if (token !== undefined) tokens.push(token);
    else if (word.lastIndex < selector.length) return undefined;
  }
  return tokens;
}

function either(reader: Reader, depth: number): Test | undefined {
  const parts = joined(reader, '||', () => both(reader, depth));
  return parts && ((labels) => parts.some((it) => it(labels)));
}

function both(reader: Reader, depth: number): Test | undefined {
  const parts = joined(reader, '&&', () => one(reader, depth));
  return parts && ((labels) => parts.every((it) => it(labels)));
}

function joined(reader: Reader, sign: string, read: () => Test | undefined): readonly Test[] | undefined {
  const parts: Test[] = [];
  do {
    const part = read();
    if (!part) return undefined;
    parts.push(part);
  } while (take(reader, sign));
  return parts;
}

function one(reader: Reader, depth: number): Test | undefined {
  if (depth > maxDepth) return undefined;
  if (take(reader, '!')) {
    const inner = one(reader, depth + 1);
    return inner && ((labels) => !inner(labels));
  }
  if (take(reader, '(')) {
    const inner = either(reader, depth + 1);
    return take(reader, ')') ? inner : undefined;
  }
  const name = next(reader);
  if (name === undefined || !/^[A-Za-z0-9_./-]+$/.test(name)) return undefined;
  return take(reader, '(') ? call(reader, name) : comparison(reader, name);
}

function call(reader: Reader, name: string): Test | undefined {
  if (name === 'all') return take(reader, ')') ? () => true : undefined;
  if (name === 'global') return take(reader, ')') ? () => false : undefined;
  const label = next(reader);
  if (name !== 'has' || label === undefined || !take(reader, ')')) return undefined;
  return (labels) => Object.hasOwn(labels, label);
}

function comparison(reader: Reader, label: string): Test | undefined {
  const sign = next(reader) ?? '';
  const value = (labels: Labels): string | undefined => (Object.hasOwn(labels, label) ? labels[label] : undefined);
  if (sign === 'in') return membership(reader, (values) => (labels) => values.includes(value(labels) ?? notThere));
  if (sign === 'not') {
    if (!take(reader, 'in')) return undefined;
    return membership(reader, (values) => (labels) => !values.includes(value(labels) ?? notThere));
  }
  if ((sign === 'starts' || sign === 'ends') && !take(reader, 'with')) return undefined;
  const text = textOf(next(reader));
  if (text === undefined) return undefined;
  switch (sign) {
    case '==':
      return (labels) => value(labels) === text;
    case '!=':
      return (labels) => value(labels) !== text;
    case 'contains':
      return (labels) => value(labels)?.includes(text) ?? false;
    case 'starts':
      return (labels) => value(labels)?.startsWith(text) ?? false;
    case 'ends':
      return (labels) => value(labels)?.endsWith(text) ?? false;
    default:
      return undefined;
  }
}

/** No quoted text holds it. */
const notThere = '"\'';

function membership(reader: Reader, test: (values: readonly string[]) => Test): Test | undefined {
  if (!take(reader, '{')) return undefined;
  const values: string[] = [];
  while (!take(reader, '}')) {
    const text = textOf(next(reader));
    if (text === undefined) return undefined;
    values.push(text);
    take(reader, ',');
  }
  return test(values);
}

const textOf = (token: string | undefined): string | undefined =>
  token !== undefined && /^["']/.test(token) ? token.slice(1, -1) : undefined;

function next(reader: Reader): string | undefined {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  return token;
}

function take(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at += 1;
  return true;
}
