import { isObject, listAt, objectAt, textAt, type Json } from '../json.ts';

/** The fields of a message, by its full type name. */
export type FieldsOf = (type: string) => readonly Field[];

/** A field of a message of a gRPC client. */
export interface Field {
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

/** What the definitions of a client say of the fields of its messages. */
export function fieldsIn(protos: unknown): FieldsOf {
  const known = new Map<string, readonly Field[]>();
  return (type) => {
    const fields = known.get(type) ?? readFields(protos, type);
    known.set(type, fields);
    return fields;
  };
}

function readFields(protos: unknown, type: string): readonly Field[] {
  const definition = definitionAt(protos, type) ?? {};
  const optional = new Set(Object.values(objectAt(definition, 'oneofs')).flatMap((it) => listAt(it, 'oneof')));
  return Object.entries(objectAt(definition, 'fields')).map(([name, field]): Field => {
    const full = resolve(protos, type, textAt(field, 'type') ?? '');
    const values = Object.entries(objectAt(definitionAt(protos, full), 'values'));
    return {
      name,
      repeated: textAt(field, 'rule') === 'repeated',
      map: textAt(field, 'keyType') !== undefined,
      presence: optional.has(name),
      type: full,
      zero: values.find(([, number]) => number === 0)?.[0],
      isMessage: isObject(objectAt(definitionAt(protos, full))['fields']),
    };
  });
}

/** The full name that a type name stands for in a message: names are looked for from the inside out. */
function resolve(protos: unknown, scope: string, name: string): string {
  const around = scope.split('.');
  const names = around.map((_, i) => [...around.slice(0, around.length - i), name].join('.'));
  return names.find((it) => definitionAt(protos, it) !== undefined) ?? name;
}

function definitionAt(protos: unknown, name: string): Json | undefined {
  let at = protos;
  for (const part of name.split('.')) at = objectAt(at, 'nested')[part];
  return isObject(at) ? at : undefined;
}
