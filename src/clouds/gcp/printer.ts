import { isObject, objectAt, textAt, type Json } from '../json.ts';
import { fieldsIn, type Field, type FieldsOf } from './message-fields.ts';

/** Prints a message of a full type name. */
export type Printer = (type: string, message: unknown) => Json;

/**
 * Prints messages of a gRPC client as its API prints them in JSON: what was not set is not there. The client fills every
 * field, so that only the message's own definition tells a value from a default. `protos` are the client's definitions.
 * Source: https://protobuf.dev/programming-guides/json/
 */
export function printerOf(protos: unknown): Printer {
  const fieldsOf = fieldsIn(protos);
  return (type, message) => printMessage(fieldsOf, type, message);
}

function printMessage(fieldsOf: FieldsOf, type: string, message: unknown): Json {
  const values = isObject(message) ? message : {};
  const set = fieldsOf(type).flatMap((field): [string, unknown][] => {
    const value = printField(fieldsOf, field, values[field.name]);
    return value === undefined ? [] : [[field.name, value]];
  });
  return Object.fromEntries(set);
}

function printField(fieldsOf: FieldsOf, field: Field, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const print = (it: unknown): unknown => printOne(fieldsOf, field, it);
  if (field.repeated) return Array.isArray(value) && value.length > 0 ? value.map(print) : undefined;
  if (field.map) {
    const entries = isObject(value) ? Object.entries(value) : [];
    return entries.length > 0 ? Object.fromEntries(entries.map(([key, it]) => [key, print(it)])) : undefined;
  }
  const one = print(value);
  return field.presence || field.isMessage || !isDefault(field, one) ? one : undefined;
}

const isDefault = ({ zero }: Field, value: unknown): boolean =>
  value === false || value === 0 || value === '' || value === '0' || (zero !== undefined && value === zero);

function printOne(fieldsOf: FieldsOf, { type, isMessage }: Field, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (!isMessage) return value;
  if (type === 'google.protobuf.Timestamp') return timestamp(value);
  if (type === 'google.protobuf.Duration') return `${seconds(value)}${fraction(value)}s`;
  if (/^google\.protobuf\.\w+Value$/.test(type)) return objectAt(value)['value'];
  return printMessage(fieldsOf, type, value);
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
