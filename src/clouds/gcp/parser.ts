import { isObject, type Json } from '../json.ts';
import { fieldsIn, type Field, type FieldsOf } from './message-fields.ts';

/** Makes a message of a full type name of what its API prints. */
export type Parser = (type: string, printed: unknown) => Json;

/**
 * Makes messages of a gRPC client of what its API prints in JSON: its client takes no times, durations or switches that can
 * be absent as text. `protos` are the client's definitions; what they do not know is left out.
 * Source: https://protobuf.dev/programming-guides/json/
 */
export function parserOf(protos: unknown): Parser {
  const fieldsOf = fieldsIn(protos);
  return (type, printed) => parseMessage(fieldsOf, type, printed);
}

function parseMessage(fieldsOf: FieldsOf, type: string, printed: unknown): Json {
  const values = isObject(printed) ? printed : {};
  const known = fieldsOf(type).filter(({ name }) => values[name] !== undefined && values[name] !== null);
  return Object.fromEntries(known.map((field) => [field.name, parseField(fieldsOf, field, values[field.name])]));
}

function parseField(fieldsOf: FieldsOf, field: Field, value: unknown): unknown {
  const parse = (it: unknown): unknown => parseOne(fieldsOf, field, it);
  if (field.repeated) return Array.isArray(value) ? value.map(parse) : [];
  if (!field.map) return parse(value);
  return Object.fromEntries(Object.entries(isObject(value) ? value : {}).map(([key, it]) => [key, parse(it)]));
}

function parseOne(fieldsOf: FieldsOf, { type, isMessage }: Field, value: unknown): unknown {
  if (!isMessage) return value;
  if (type === 'google.protobuf.Timestamp') return timestamp(String(value));
  if (type === 'google.protobuf.Duration')
    return { seconds: String(Math.trunc(parseFloat(String(value)))), nanos: nanos(value) };
  if (/^google\.protobuf\.\w+Value$/.test(type)) return { value };
  return parseMessage(fieldsOf, type, value);
}

const timestamp = (text: string): unknown => ({
  seconds: String(Math.floor(Date.parse(text) / 1000)),
  nanos: nanos(text),
});

const nanos = (text: unknown): number => Number((/\.(\d+)/.exec(String(text))?.[1] ?? '').padEnd(9, '0'));
