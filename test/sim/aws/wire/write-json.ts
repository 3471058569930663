import { isArray, isRecord, type Member, type Shape, type Structure } from './shape.ts';
import { remembered } from './remembered.ts';

type Write = (value: unknown) => string;

/** Writes a structure as JSON: timestamps as seconds since 1970, blobs in base64. Compiled once per schema. */
export function jsonWriter(output: Structure): Write {
  return structureWriter(output, 0);
}

const compiled = new WeakMap<Structure, Write>();

function structureWriter(shape: Structure, depth: number): Write {
  if (depth > 1) {
    const earlier = compiled.get(shape);
    if (earlier !== undefined) return earlier;
  }
  const fields: { name: string; key: string; write: Write }[] = [];
  const write: Write = (value) => {
    const record = isRecord(value) ? value : {};
    let text = '';
    for (const field of fields) {
      const part = record[field.name];
      if (part !== undefined && part !== null) text += `${text === '' ? '' : ','}${field.key}:${field.write(part)}`;
    }
    return `{${text}}`;
  };
  // Known before its members are compiled, so that a shape may hold itself.
  if (depth > 1) compiled.set(shape, write);
  for (const member of shape.members) {
    const write = valueWriter(member.shape(), depth + 1);
    fields.push({ name: member.name, key: JSON.stringify(jsonName(member)), write });
  }
  return write;
}

function valueWriter(shape: Shape, depth: number): Write {
  switch (shape.kind) {
    case 'structure': {
      const write = structureWriter(shape, depth);
      return depth === 1 ? remembered(write) : write;
    }
    case 'list': {
      const item = valueWriter(shape.member.shape(), depth);
      return (value) => `[${(isArray(value) ? value : []).map(item).join(',')}]`;
    }
    case 'map': {
      const item = valueWriter(shape.value.shape(), depth + 1);
      return (value) =>
        `{${Object.entries(isRecord(value) ? value : {})
          .map(([key, each]) => `${JSON.stringify(key)}:${item(each)}`)
          .join(',')}}`;
    }
    case 'timestamp':
      return (value) => {
        if (!(value instanceof Date)) throw new TypeError('a timestamp of the estate is not a Date');
        return shape.format === 'date-time' ? JSON.stringify(value) : String(value.getTime() / 1000);
      };
    case 'blob':
      return (value) => JSON.stringify(value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value);
    case 'string':
    case 'number':
    case 'boolean':
    case 'document':
    case 'unit':
      return (value) => JSON.stringify(value);
  }
}

/** What the wire calls a member. */
export function jsonName(member: Member): string {
  const name = member.traits['jsonName'];
  return typeof name === 'string' ? name : member.name;
}
