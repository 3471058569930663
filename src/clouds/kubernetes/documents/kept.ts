import { isObject, mapObjects, objectAt, type Json } from '../../json.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object without what is never kept: values of environment variables, and the bookkeeping of who wrote which field. */
export function keptOf(object: Json): Json {
  const { managedFields: _managedFields, ...metadata } = objectAt(object, 'metadata');
  const { [lastApplied]: _applied, ...annotations } = objectAt(metadata, 'annotations');
  const slim = 'annotations' in metadata && isObject(metadata['annotations']) ? { ...metadata, annotations } : metadata;
  const whole = isObject(object['metadata']) ? { ...object, metadata: slim } : object;
  const kept = mapObjects(whole, withoutValues);
  return isObject(kept) ? kept : {};
}

function withoutValues(it: Json): Json {
  const { env } = it;
  if (!Array.isArray(env)) return it;
  return { ...it, env: env.map((one: unknown) => (isObject(one) ? nameOnly(one) : one)) };
}

function nameOnly(variable: Json): Json {
  const { value: _value, ...rest } = variable;
  return rest;
}
