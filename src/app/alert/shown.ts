import { canonicalJson } from '#lib/canonical';
import { clip, redactSecrets } from '#lib/text';

/** How much of a value is shown, in characters. */
const most = 300;

/** A value as people read it: text as it is, a list of values with commas, all else as JSON. */
export function shown(value: unknown): string {
  const text = Array.isArray(value) && value.every(isPlain) ? value.map(plain).join(', ') : plain(value);
  return clip(redactSecrets(text), most);
}

const isPlain = (value: unknown): boolean => value === null || typeof value !== 'object';

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? 'nothing' : canonicalJson(value);
