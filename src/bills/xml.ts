import { SaxesParser } from 'saxes';
import { deepestBill, mostElements } from './limits.ts';
import { Misshapen } from './shape.ts';

/** An element of an XML document, its prefixes left out. */
export interface Element {
  readonly name: string;
  /** The namespace of the element, empty where it has none. */
  readonly space: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** All of its own text. */
  readonly text: string;
}

interface Open extends Element {
  readonly children: Open[];
  text: string;
}

/**
 * The root of an XML document. Throws for what is not well formed, for a document type (nothing that it defines is
 * ever expanded), and beyond the limits.
 */
export function parseXml(source: string): Element {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Open[] = [];
  let root: Open | undefined;
  let count = 0;
  const refuse = (why: string): never => {
    throw new Misshapen(`line ${parser.line}`, why);
  };
  parser.on('error', () => refuse('the XML is not well formed'));
  parser.on('doctype', () => refuse('the XML has a document type, which no bill has'));
  parser.on('opentag', ({ local, uri, attributes }) => {
    count += 1;
    if (count > mostElements) refuse(`more than ${mostElements} elements`);
    if (open.length >= deepestBill) refuse(`nested deeper than ${deepestBill} levels`);
    const own = Object.entries(attributes).map(([key, { value }]) => [key, value] as const);
    const it: Open = { name: local, space: uri, attributes: Object.fromEntries(own), children: [], text: '' };
    open.at(-1)?.children.push(it);
    root ??= it;
    open.push(it);
  });
  const say = (text: string): void => {
    const at = open.at(-1);
    if (at) at.text += text;
  };
  parser.on('text', say);
  parser.on('cdata', say);
  parser.on('closetag', () => void open.pop());
  parser.write(source).close();
  return root ?? refuse('the XML has no element');
}
