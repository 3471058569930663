import type { Cloud } from '#model';
import type { FaultLine, Trace } from '../../sim/faults.ts';

/** The calls that one target of a cloud takes where it is read alone, without a fault. */
export interface Part {
  readonly target: string;
  readonly calls: Trace;
}

/** A fault in one target: its position is counted among the calls of that target. */
export interface Placed {
  readonly target: string;
  readonly line: FaultLine;
}

/**
 * The target in which a fault lies where the targets of a cloud are read one after the other. Undefined where one target does
 * not hold all of it: calls that are made before any target is known, and credentials that are over for all that comes after.
 */
export function placed(line: FaultLine, parts: readonly Part[], whole: Trace): Placed | undefined {
  const { operation, fault, position } = line;
  if (fault === 'expired-credentials' || typeof position !== 'number') return undefined;
  const counts = parts.map(({ calls }) => calls[operation] ?? 0);
  // What each target reads alone is more than all of them read together where a call is made once for all.
  if (counts.reduce((sum, count) => sum + count, 0) !== whole[operation]) return undefined;
  let left: number = position;
  for (const [at, { target }] of parts.entries()) {
    const count = counts[at] ?? 0;
    if (left <= count) return { target, line: { ...line, position: left } };
    left -= count;
  }
  return undefined;
}

/** A cloud in which but one target is found. */
export const only = (cloud: Cloud, target: string): Cloud => ({
  ...cloud,
  async discover() {
    const found = await cloud.discover();
    return { ...found, targets: found.targets.filter(({ id }) => id === target) };
  },
});

/** The calls made between two moments. */
export const callsBetween = (before: Trace, after: Trace): Trace =>
  Object.fromEntries(
    Object.entries(after).flatMap(([operation, count]) => {
      const made = count - (before[operation] ?? 0);
      return made > 0 ? [[operation, made]] : [];
    }),
  );
