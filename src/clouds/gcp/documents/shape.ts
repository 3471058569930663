import { isObject, type Json } from '../../json.ts';

/**
 * Turns a protocol-buffer message into what the REST API prints: camel case, without the nulls and the markers of
 * which alternative is set. What the REST API prints stays as it is. Client keys are left out, and of a password only that
 * it is set is kept.
 */
export function restShape(message: Json): Json {
  const snake = Object.keys(message).some((key) =>
    /^(?:self_link|node_pools|current_master_version|create_time)$/.test(key),
  );
  const shaped = shapeOf(message, snake, '');
  return isObject(shaped) ? shaped : {};
}

function shapeOf(value: unknown, snake: boolean, under: string): unknown {
  if (Array.isArray(value)) return value.map((one) => shapeOf(one, snake, under));
  if (!isObject(value) || free.has(under)) return value;
  const kept = Object.entries(value).filter(
    ([key, one]) => one !== null && !key.startsWith('_') && !isSecret(key, under),
  );
  return Object.fromEntries(
    kept.map(([key, one]) => {
      const name = snake ? key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) : key;
      return [name, name === 'password' && under === 'masterAuth' ? markOf(one) : shapeOf(one, snake, name)];
    }),
  );
}

/** Maps whose keys people choose. */
const free = new Set(['labels', 'resourceLabels', 'resource_labels', 'metadata', 'tags', 'params']);

const isSecret = (key: string, under: string): boolean =>
  under === 'masterAuth' && ['clientKey', 'client_key'].includes(key);

const markOf = (password: unknown): string => (password === '' ? '' : 'set');
