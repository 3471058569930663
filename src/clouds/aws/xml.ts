/** An element as the SDK reads shapes from it: its text, or its children by name, repeated ones as a list. */
type Element = string | Children;

interface Children {
  [name: string]: Element | Element[];
}

interface Open {
  readonly name: string;
  children?: Children;
}

const slash = '/'.charCodeAt(0);
const end = '>'.charCodeAt(0);

/**
 * What the root of an XML text holds that is nothing but elements and text, as the query services answer: the same as
 * the SDK's own parser makes of it, which goes letter by letter and takes four times as long. Undefined for anything
 * else (attributes below the root, comments, what is not well formed): there the SDK's parser has the word.
 */
export function plainXml(xml: string): Children | undefined {
  const start = /^(?:<\?xml[^?>]*\?>)?\s*<([\w.-]+)(?: xmlns="([^"&<]*)")?>/.exec(xml);
  if (start?.[1] === undefined || xml.includes('\r')) return undefined;
  const names = new Map<string, string>();
  const texts = new Map<string, string>();
  const parents: Open[] = [];
  let own: Open = { name: start[1], ...(start[2] !== undefined && { children: { xmlns: start[2] } }) };
  let at = start[0].length;
  for (;;) {
    const next = xml.indexOf('<', at);
    if (next < 0) return undefined;
    if (xml.charCodeAt(next + 1) !== slash) {
      const close = xml.indexOf('>', next);
      const name = nameIn(xml.slice(next + 1, close), names);
      if (name === undefined || !isBlank(xml, at, next)) return undefined;
      own.children ??= {};
      parents.push(own);
      own = { name };
      at = close + 1;
      continue;
    }
    const { name, children } = own;
    const after = next + 2 + name.length;
    if (xml.charCodeAt(after) !== end || !xml.startsWith(name, next + 2)) return undefined;
    if (children && !isBlank(xml, at, next)) return undefined;
    const parent = parents.pop();
    if (parent?.children === undefined) return children;
    put(parent.children, name, children ?? textIn(xml, at, next, texts));
    own = parent;
    at = after + 1;
  }
}

interface Reader {
  parseXml(xml: string): unknown;
}

/** The client, made to read plain XML the short way. A client that speaks JSON stays as it is. */
export function readingPlainXml<T extends { readonly config: object }>(client: T): T {
  const reader = readerIn(client.config);
  if (reader) {
    const parse = reader.parseXml.bind(reader);
    reader.parseXml = (xml) => plainXml(xml) ?? parse(xml);
  }
  return client;
}

function readerIn(config: object): Reader | undefined {
  const protocol = 'protocol' in config ? config.protocol : undefined;
  if (typeof protocol !== 'object' || protocol === null || !('deserializer' in protocol)) return undefined;
  return isReader(protocol.deserializer) ? protocol.deserializer : undefined;
}

function isReader(value: unknown): value is Reader {
  return typeof value === 'object' && value !== null && 'parseXml' in value && typeof value.parseXml === 'function';
}

function put(children: Children, name: string, value: Element): void {
  const before = children[name];
  if (before === undefined) children[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else children[name] = [before, value];
}

/** Undefined where it is more than a name, or one that every object has. */
function nameIn(tag: string, names: Map<string, string>): string | undefined {
  const known = names.get(tag);
  if (known !== undefined) return known;
  if (!/^[A-Za-z][\w.-]*$/.test(tag) || tag in {}) return undefined;
  names.set(tag, tag);
  return tag;
}

/** Whether there is only what lays elements out; blanks without a line break are text. */
function isBlank(xml: string, from: number, to: number): boolean {
  if (from === to) return true;
  const between = xml.slice(from, to);
  return between.includes('\n') && between.trim() === '';
}

function textIn(xml: string, from: number, to: number, texts: Map<string, string>): string {
  if (from === to || isBlank(xml, from, to)) return '';
  const written = xml.slice(from, to);
  const known = texts.get(written);
  if (known !== undefined) return known;
  // A copy: what is cut out of a page would keep the whole page.
  const text = Buffer.from(decoded(written)).toString();
  texts.set(text === written ? text : Buffer.from(written).toString(), text);
  return text;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-zA-Z][a-zA-Z0-9]{0,30}));/g,
    (_, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCharCode(Number.parseInt(decimal, 10));
      return named[name ?? ''] ?? '';
    },
  );
}
