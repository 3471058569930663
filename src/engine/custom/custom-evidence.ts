import type { Evidence } from '#model';
import { shownOf } from './custom-values.ts';

/** Places that one finding names. */
const most = 8;

/**
 * What stands in a configuration where an expression reads it. Where nothing stands, what should hold it is shown: a
 * path leads to something that is there.
 */
export function evidenceAt(
  config: unknown,
  reads: readonly (readonly string[])[],
  expected: string,
): readonly Evidence[] {
  const places = new Map(reads.map((steps) => placeOf(config, steps)));
  places.delete('');
  const found = [...places].slice(0, most).map(([at, value]) => ({ at, actual: shownOf(value) }));
  const [first, ...others] = found;
  return first ? [{ ...first, expected }, ...others] : [{ at: '', actual: shownOf(config), expected }];
}

function placeOf(config: unknown, steps: readonly string[]): readonly [at: string, value: unknown] {
  let at = '';
  let value = config;
  for (const step of steps) {
    const isIndex = Array.isArray(value);
    const inner = inside(value, step);
    if (inner === undefined || !(isIndex || /^\w+$/.test(step))) break;
    value = inner;
    at += isIndex ? `[${step}]` : `${at === '' ? '' : '.'}${step}`;
  }
  return [at, value];
}

const inside = (value: unknown, step: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (Reflect.get(value, step) as unknown)
    : undefined;
