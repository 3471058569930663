/**
 * The Smithy schemas that the v3 clients carry (`DescribeCluster$` and its kin), read into plain shapes. A schema is an
 * array `[kind, namespace, name, traits, ...]`, a number for a simple type, `[target, traits]` for a member, or a
 * function that returns one of these; the versions in package.json are pinned because none of this is documented.
 */
export type Shape = Structure | List | Dictionary | Simple;

export interface Structure {
  readonly kind: 'structure';
  readonly name: string;
  readonly members: readonly Member[];
}

export interface List {
  readonly kind: 'list';
  readonly member: Member;
}

export interface Dictionary {
  readonly kind: 'map';
  readonly key: Member;
  readonly value: Member;
}

export interface Simple {
  readonly kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'document' | 'unit';
  /** Of a timestamp that does not take the protocol's own format. */
  readonly format?: 'date-time' | 'http-date' | 'epoch-seconds';
}

export interface Member {
  readonly name: string;
  readonly traits: Traits;
  /** Lazy, because shapes may hold themselves. */
  readonly shape: () => Shape;
}

export type Traits = Readonly<Record<string, unknown>>;

export interface OperationShape {
  readonly name: string;
  readonly input: Structure;
  readonly output: Structure;
  /** Method and URI template, where the protocol is REST. */
  readonly http?: readonly [string, string];
}

/** Throws a TypeError when the schema is not that of an operation. */
export function operationShape(schema: unknown): OperationShape {
  if (!isArray(schema) || schema[0] !== 9) throw new TypeError('not the schema of an operation');
  const http = traitsOf(schema[3])['http'];
  return {
    name: String(schema[2]),
    input: structureOf(schema[4]),
    output: structureOf(schema[5]),
    ...(isArray(http) && { http: [String(http[0]), String(http[1])] }),
  };
}

const known = new Map<unknown, Shape>();

export function shapeOf(reference: unknown): Shape {
  const schema = target(reference);
  const earlier = known.get(schema);
  if (earlier !== undefined) return earlier;
  const shape = read(schema);
  known.set(schema, shape);
  return shape;
}

function read(schema: unknown): Shape {
  if (typeof schema === 'number') return readNumber(schema);
  if (!isArray(schema)) return { kind: 'unit' };
  switch (schema[0]) {
    case 0:
      return shapeOf(schema[4]);
    case 1:
      return { kind: 'list', member: member('member', schema[4]) };
    case 2:
      return { kind: 'map', key: member('key', schema[4]), value: member('value', schema[5]) };
    case 3:
    case -3:
    case 4:
      return readStructure(schema);
    default:
      throw new TypeError(`unknown schema kind ${String(schema[0])}`);
  }
}

function readStructure(schema: readonly unknown[]): Structure {
  const names = isArray(schema[4]) ? schema[4] : [];
  const references = isArray(schema[5]) ? schema[5] : [];
  return {
    kind: 'structure',
    name: String(schema[2]),
    members: names.map((name, at) => member(String(name), references[at])),
  };
}

function readNumber(code: number): Shape {
  if (code >= 128) return { kind: 'map', key: member('key', 0), value: member('value', code & 63) };
  if (code >= 64) return { kind: 'list', member: member('member', code & 63) };
  const simple = simpleKinds[code];
  if (simple === undefined) throw new TypeError(`unknown simple schema ${String(code)}`);
  return simple;
}

const simpleKinds: Readonly<Record<number, Simple>> = {
  0: { kind: 'string' },
  1: { kind: 'number' },
  2: { kind: 'boolean' },
  4: { kind: 'timestamp' },
  5: { kind: 'timestamp', format: 'date-time' },
  6: { kind: 'timestamp', format: 'http-date' },
  7: { kind: 'timestamp', format: 'epoch-seconds' },
  15: { kind: 'document' },
  17: { kind: 'number' },
  19: { kind: 'number' },
  21: { kind: 'blob' },
  42: { kind: 'blob' },
};

function member(name: string, reference: unknown): Member {
  const own = target(reference);
  const inherited = isArray(own) ? traitsOf(own[3]) : {};
  const declared = isArray(reference) && reference.length === 2 ? traitsOf(reference[1]) : {};
  return { name, traits: { ...inherited, ...declared }, shape: () => shapeOf(own) };
}

function structureOf(reference: unknown): Structure {
  const shape = shapeOf(reference);
  return shape.kind === 'structure' ? shape : { kind: 'structure', name: 'Unit', members: [] };
}

function target(reference: unknown): unknown {
  let schema = reference;
  while (typeof schema === 'function' || (isArray(schema) && schema.length === 2)) {
    schema = typeof schema === 'function' ? called(schema) : schema[0];
  }
  return schema;
}

function called(reference: object): unknown {
  return typeof reference === 'function' ? Reflect.apply(reference, undefined, []) : reference;
}

// Traits without a value come as a bit vector; httpLabel is the only one of them that matters here.
function traitsOf(traits: unknown): Traits {
  if (typeof traits === 'number') return (traits & 1) === 1 ? { httpLabel: 1 } : {};
  return isRecord(traits) ? traits : {};
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
