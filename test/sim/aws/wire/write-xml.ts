import { isArray, isRecord, type List, type Dictionary, type Member, type Shape, type Structure } from './shape.ts';
import { remembered } from './remembered.ts';

type Write = (value: unknown) => string;

/** Writes the members of a structure as XML elements, without an element around them. Compiled once per schema. */
export function xmlWriter(output: Structure): Write {
  return structureWriter(output, 0);
}

const compiled = new WeakMap<Structure, Write>();

function structureWriter(shape: Structure, depth: number): Write {
  if (depth > 1) {
    const earlier = compiled.get(shape);
    if (earlier !== undefined) return earlier;
  }
  const fields: { name: string; write: Write }[] = [];
  const write: Write = (value) => {
    const record = isRecord(value) ? value : {};
    let text = '';
    for (const field of fields) {
      const part = record[field.name];
      if (part !== undefined && part !== null) text += field.write(part);
    }
    return text;
  };
  // Known before its members are compiled, so that a shape may hold itself.
  if (depth > 1) compiled.set(shape, write);
  for (const member of shape.members) fields.push({ name: member.name, write: elementWriter(member, depth + 1) });
  return write;
}

/** Writes the whole element of a member, or the repeated elements of a flattened one. */
function elementWriter(member: Member, depth: number): Write {
  const name = xmlName(member) ?? member.name;
  const shape = member.shape();
  const flat = member.traits['xmlFlattened'] !== undefined;
  if (shape.kind === 'list') {
    const items = itemsWriter(shape, flat ? name : undefined, depth);
    return flat ? items : (value) => `<${name}>${items(value)}</${name}>`;
  }
  if (shape.kind === 'map') {
    const entries = entriesWriter(shape, flat ? name : 'entry', depth);
    return flat ? entries : (value) => `<${name}>${entries(value)}</${name}>`;
  }
  const content = contentWriter(shape, depth);
  return (value) => `<${name}>${content(value)}</${name}>`;
}

function itemsWriter(shape: List, flatName: string | undefined, depth: number): Write {
  const name = flatName ?? xmlName(shape.member) ?? 'member';
  const item = shape.member.shape();
  const content = item.kind === 'list' ? itemsWriter(item, undefined, depth + 1) : contentWriter(item, depth);
  return (value) => {
    let text = '';
    for (const each of isArray(value) ? value : []) text += `<${name}>${content(each)}</${name}>`;
    return text;
  };
}

function entriesWriter(shape: Dictionary, name: string, depth: number): Write {
  const keyName = xmlName(shape.key) ?? 'key';
  const value = elementWriter({ ...shape.value, name: xmlName(shape.value) ?? 'value' }, depth + 1);
  return (entries) =>
    Object.entries(isRecord(entries) ? entries : {})
      .map(([key, each]) => `<${name}><${keyName}>${escape(key)}</${keyName}>${value(each)}</${name}>`)
      .join('');
}

function contentWriter(shape: Shape, depth: number): Write {
  if (shape.kind === 'structure') {
    const write = structureWriter(shape, depth);
    return depth === 1 ? remembered(write) : write;
  }
  if (shape.kind === 'timestamp')
    return (value) => (value instanceof Date ? value.toISOString() : escape(String(value)));
  if (shape.kind === 'blob')
    return (value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value));
  if (shape.kind === 'string') return (value) => escape(String(value));
  return String;
}

function xmlName(member: Member): string | undefined {
  const name = member.traits['xmlName'];
  return typeof name === 'string' ? name : undefined;
}

const special = /[&"'<>\r\n\u0085\u2028]/;

export function escape(text: string): string {
  if (!special.test(text)) return text;
  return text.replace(/[&"'<>\r\n\u0085\u2028]/g, (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`);
}
