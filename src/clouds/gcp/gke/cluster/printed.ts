import protos from '@google-cloud/container/build/protos/protos.json' with { type: 'json' };
import { isObject, listAt, objectAt, textAt, type Json } from '../../../json.ts';
import type { Wire } from '#model';

/**
 * A message of the gRPC client as the API prints it in JSON: what was not set is not there. The client fills every
 * field, so that only the message's own definition tells a value from a default.
 * Source: https://protobuf.dev/programming-guides/json/
 */
export function printed<T>(type: string, message: T): Wire<T>;
export function printed(type: string, message: unknown): unknown {
  return printMessage(fieldsOf(`google.container.v1.${type}`), message);
}

interface Field {
  readonly name: string;
  readonly repeated: boolean;
  readonly map: boolean;
  /** It is told apart whether it was set to its default. */
  readonly presence: boolean;
  readonly type: string;
  /** The name of the value 0 of an enum. */
  readonly zero: string | undefined;
  readonly isMessage: boolean;
}

function printMessage(fields: readonly Field[], message: unknown): Json {
  const values = isObject(message) ? message : {};
  const set = fields.flatMap((field): [string, unknown][] => {
    const value = printField(field, values[field.name]);
    return value === undefined ? [] : [[field.name, value]];
  });
  return Object.fromEntries(set);
}

function printField(field: Field, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (field.repeated)
    return Array.isArray(value) && value.length > 0 ? value.map((it) => printOne(field, it)) : undefined;
  if (field.map) {
    const entries = isObject(value) ? Object.entries(value) : [];
    return entries.length > 0 ? Object.fromEntries(entries.map(([key, it]) => [key, printOne(field, it)])) : undefined;
  }
  const one = printOne(field, value);
  return field.presence || field.isMessage || !isDefault(field, one) ? one : undefined;
}

const isDefault = ({ zero }: Field, value: unknown): boolean =>
  value === false || value === 0 || value === '' || value === '0' || (zero !== undefined && value === zero);

function printOne({ type, isMessage }: Field, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (!isMessage) return value;
  if (type === 'google.protobuf.Timestamp') return timestamp(value);
  if (type === 'google.protobuf.Duration') return `${seconds(value)}${fraction(value)}s`;
  if (/^google\.protobuf\.\w+Value$/.test(type)) return objectAt(value)['value'];
  return printMessage(fieldsOf(type), value);
}

/** 64-bit numbers come as text. */
const seconds = (value: unknown): string => textAt(value, 'seconds') ?? '0';

function fraction(value: unknown): string {
  const nanos = Number(objectAt(value)['nanos'] ?? 0);
  return nanos === 0
    ? ''
    : `.${String(nanos)
        .padStart(9, '0')
        .replace(/(?:000)+$/, '')}`;
}

const timestamp = (value: unknown): string =>
  new Date(Number(seconds(value)) * 1000).toISOString().replace(/\.000Z$/, `${fraction(value)}Z`);

const known = new Map<string, readonly Field[]>();

function fieldsOf(type: string): readonly Field[] {
  const fields = known.get(type) ?? readFields(type);
  known.set(type, fields);
  return fields;
}

function readFields(type: string): readonly Field[] {
  const definition = definitionAt(type) ?? {};
  const optional = new Set(Object.values(objectAt(definition, 'oneofs')).flatMap((it) => listAt(it, 'oneof')));
  return Object.entries(objectAt(definition, 'fields')).map(([name, field]): Field => {
    const full = resolve(type, textAt(field, 'type') ?? '');
    const values = Object.entries(objectAt(definitionAt(full), 'values'));
    return {
      name,
      repeated: textAt(field, 'rule') === 'repeated',
      map: textAt(field, 'keyType') !== undefined,
      presence: optional.has(name),
      type: full,
      zero: values.find(([, number]) => number === 0)?.[0],
      isMessage: isObject(objectAt(definitionAt(full))['fields']),
    };
  });
}

/** The full name that a type name stands for in a message: names are looked for from the inside out. */
function resolve(scope: string, name: string): string {
  const around = scope.split('.');
  const names = around.map((_, i) => [...around.slice(0, around.length - i), name].join('.'));
  return names.find((it) => definitionAt(it) !== undefined) ?? name;
}

function definitionAt(name: string): Json | undefined {
  let at: unknown = protos;
  for (const part of name.split('.')) at = objectAt(at, 'nested')[part];
  return isObject(at) ? at : undefined;
}
