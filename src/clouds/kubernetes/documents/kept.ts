import { isObject, mapObjects, objectAt, type Json } from '../../json.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object without what is never kept: values of environment variables, and the bookkeeping of who wrote which field. */
export function keptOf(object: Json): Json {
  const { managedFields, ...metadata } = objectAt(object, 'metadata');
  void managedFields;
  const { [lastApplied]: applied, ...annotations } = objectAt(metadata, 'annotations');
  void applied;
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
  const { value, ...rest } = variable;
  void value;
  return rest;
}
