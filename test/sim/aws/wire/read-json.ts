import { isArray, isRecord, type Shape, type Structure } from './shape.ts';
import { jsonName } from './write-json.ts';

/**
 * The input of an operation from its JSON body, by its schema. Members that the schema does not know are dropped, as the
 * services do; a value of the wrong type throws a TypeError that names the member.
 */
export function readJson(body: unknown, input: Structure): Record<string, unknown> {
  if (!isRecord(body)) throw new TypeError('the body is not an object');
  const result: Record<string, unknown> = {};
  for (const member of input.members) {
    const part = body[jsonName(member)];
    if (part !== undefined && part !== null) result[member.name] = value(part, member.shape(), member.name);
  }
  return result;
}

function value(part: unknown, shape: Shape, name: string): unknown {
  switch (shape.kind) {
    case 'structure':
      return readJson(part, shape);
    case 'list':
      if (!isArray(part)) throw new TypeError(`${name} is not a list`);
      return part.map((item) => value(item, shape.member.shape(), name));
    case 'map':
      if (!isRecord(part)) throw new TypeError(`${name} is not a map`);
      return Object.fromEntries(
        Object.entries(part).map(([key, item]) => [key, value(item, shape.value.shape(), name)]),
      );
    case 'timestamp':
      return typeof part === 'number' ? new Date(part * 1000) : new Date(String(part));
    case 'blob':
      return Buffer.from(String(part), 'base64');
    case 'document':
    case 'unit':
      return part;
    case 'string':
    case 'number':
    case 'boolean':
      if (typeof part !== shape.kind) throw new TypeError(`${name} is not a ${shape.kind}`);
      return part;
  }
}

/** A value from a path or a query, which is always text. */
export function readText(written: string, shape: Shape, name: string): unknown {
  if (shape.kind === 'number') {
    const number = Number(written);
    if (written === '' || Number.isNaN(number)) throw new TypeError(`${name} is not a number`);
    return number;
  }
  if (shape.kind === 'boolean') {
    if (written !== 'true' && written !== 'false') throw new TypeError(`${name} is not a boolean`);
    return written === 'true';
  }
  return written;
}
