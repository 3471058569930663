import { mostItems } from './limits.ts';

/** How a JSON text is built, as far as can be told without parsing it. */
export interface Build {
  readonly depth: number;
  /** Objects, lists and what they hold; counting stops above the limit. */
  readonly items: number;
}

/** Counts the brackets and commas of a text, strings aside; it stops above a depth. */
export function buildOf(text: string, deepest: number): Build {
  let open = 0;
  let depth = 0;
  let items = 0;
  for (let at = 0; at < text.length && depth <= deepest && items <= mostItems; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === comma) items += 1;
    else if (code === openBrace || code === openBracket) {
      open += 1;
      items += 1;
      if (open > depth) depth = open;
    } else if (code === closeBrace || code === closeBracket) open -= 1;
  }
  return { depth, items };
}

/** The position of the quote that ends a JSON string. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === backslash) at += 1;
    else if (code === quote) return at;
  }
  return text.length;
}

/** Measures a value that may hold itself in parts many times over; it stops above a depth. */
export function buildOfValue(value: unknown, deepest: number): Build {
  const waiting: { value: object; depth: number }[] = [];
  let depth = 0;
  let items = 0;
  const look = (one: unknown, at: number): void => {
    items += 1;
    if (typeof one !== 'object' || one === null) return;
    if (at > depth) depth = at;
    waiting.push({ value: one, depth: at });
  };
  look(value, 1);
  for (let next = waiting.pop(); next && depth <= deepest && items <= mostItems; next = waiting.pop()) {
    for (const one of Object.values(next.value)) look(one, next.depth + 1);
  }
  return { depth, items };
}

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
