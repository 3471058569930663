import type { Evidence } from '#rule';
import { isObject } from '../../../json.ts';
import type { aksCluster } from './resource.ts';

/**
 * What a cluster says at a path of names, and what it should say: true, when nothing else is given. Where it says
 * nothing there, the deepest part of the path that the answer holds, with what should be in it.
 */
export function saidAt(config: typeof aksCluster.config, path: string, expected: unknown = true): Evidence {
  const steps = path.split('.');
  const held = heldOf(config, steps);
  const missing = steps.slice(held.length);
  const wanted = missing.reduceRight<unknown>((inner, step) => ({ [step]: inner }), expected);
  const actual = held.length === 0 ? `no ${steps.join('.')}` : valueAt(config, held);
  return { at: held.join('.'), actual, expected: wanted };
}

/** The longest beginning of a path that leads to something. */
function heldOf(config: unknown, steps: readonly string[]): readonly string[] {
  if (valueAt(config, steps) !== undefined) return steps;
  return heldOf(config, steps.slice(0, -1));
}

const valueAt = (config: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), config);
