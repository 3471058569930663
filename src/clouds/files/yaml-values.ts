import type { ScalarTag } from 'yaml';
import { isObject } from '../json.ts';

/**
 * What YAML 1.1 reads otherwise than 1.2, and Kubernetes and the clouds' tools with it: `yes` and `on` are true, `no` and
 * `off` are false, `0644` is octal.
 */
export const yaml11Tags: ScalarTag[] = [
  {
    tag: 'tag:yaml.org,2002:bool',
    default: true,
    test: /^(?:[Yy]es|YES|[Oo]n|ON)$/,
    resolve: () => true,
  },
  {
    tag: 'tag:yaml.org,2002:bool',
    default: true,
    test: /^(?:[Nn]o|NO|[Oo]ff|OFF)$/,
    resolve: () => false,
  },
  {
    tag: 'tag:yaml.org,2002:int',
    default: true,
    format: 'OCT',
    test: /^0[0-7]+$/,
    resolve: (text) => Number.parseInt(text, 8),
  },
];

/** A value as JSON has it: merge keys (`<<`) filled in, moments and bytes as text. */
export function plainOf(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value === 'bigint') return String(value);
  if (!isObject(value)) return value;
  const { '<<': merged, ...own } = value;
  const plain = Object.fromEntries(Object.entries(own).map(([key, one]) => [key, plainOf(one)]));
  const sources = (Array.isArray(merged) ? merged : [merged]).map(plainOf).filter(isObject);
  // Earlier sources win over later ones, and what stands in the object itself over all.
  return sources.length === 0
    ? plain
    : Object.fromEntries([...sources.reverse(), plain].flatMap((it) => Object.entries(it)));
}
