/** What Slack makes of a text: nested for what is bold, italic, struck and the label of a link. */
export type Token =
  | { readonly is: 'text' | 'code' | 'code-block' | 'emoji' | 'date' | 'call'; readonly text: string }
  | { readonly is: 'bold' | 'italic' | 'struck'; readonly inside: readonly Token[] }
  | { readonly is: 'link'; readonly url: string; readonly inside: readonly Token[] };

/**
 * Reads Slack's markup as its clients do: code first, where nothing else counts; then what stands in angle brackets;
 * then emoji and the three styles, which need a border on both sides and end on their own line.
 */
export function parseMrkdwn(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let rest = text;
  while (rest !== '') {
    const next = first(rest);
    if (!next) return [...tokens, plainText(rest)];
    const { at, length, token } = next;
    if (at > 0) tokens.push(plainText(rest.slice(0, at)));
    tokens.push(token);
    rest = rest.slice(at + length);
  }
  return tokens;
}

/** Every token, those inside others too. */
export const allTokens = (tokens: readonly Token[]): readonly Token[] =>
  tokens.flatMap((it) => ('inside' in it ? [it, ...allTokens(it.inside)] : [it]));

interface Found {
  readonly at: number;
  readonly length: number;
  readonly token: Token;
}

/** The earliest piece of markup; of several at one place the one that is listed first. */
function first(text: string): Found | undefined {
  let best: Found | undefined;
  for (const [shape, make] of shapes) {
    const match = shape.exec(text);
    if (!match || (best && match.index >= best.at)) continue;
    best = { at: match.index, length: match[0].length, token: make(match[1] ?? '') };
  }
  return best;
}

const style = (mark: string): RegExp =>
  new RegExp(
    String.raw`(?<![\p{L}\p{N}${mark}])${mark}(?![\s${mark}])([^${mark}\n]*[^\s${mark}])${mark}(?![\p{L}\p{N}${mark}])`,
    'u',
  );

const shapes: readonly (readonly [RegExp, (inside: string) => Token])[] = [
  [/```([\s\S]+?)```/, (inside) => ({ is: 'code-block', text: decoded(inside) })],
  [/`([^`\n]+)`/, (inside) => ({ is: 'code', text: decoded(inside) })],
  [/<([^<>\n]+)>/, bracketed],
  [style(String.raw`\*`), (inside) => ({ is: 'bold', inside: parseMrkdwn(inside) })],
  [style('_'), (inside) => ({ is: 'italic', inside: parseMrkdwn(inside) })],
  [style('~'), (inside) => ({ is: 'struck', inside: parseMrkdwn(inside) })],
  [/:([\p{L}\p{N}_'+-]+):/u, (name) => ({ is: 'emoji', text: name })],
];

function bracketed(inside: string): Token {
  const bar = inside.indexOf('|');
  const head = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? head : inside.slice(bar + 1);
  if (head.startsWith('!date^')) return { is: 'date', text: decoded(label) };
  if (/^[@#!]/.test(head)) return { is: 'call', text: head };
  return { is: 'link', url: decoded(head), inside: parseMrkdwn(label) };
}

const plainText = (text: string): Token => ({ is: 'text', text: decoded(text) });

const decoded = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
