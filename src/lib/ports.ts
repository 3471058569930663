import * as intervals from './intervals.ts';
import type { Intervals } from './intervals.ts';

/** A set of ports from 0 to 65535 as merged, sorted, half-open intervals: equal sets are deeply equal values. */
export type Ports = Intervals<number>;

/** No port. */
export const noPorts: Ports = [];

/** Every port, 0 to 65535. */
export const allPorts: Ports = [{ from: 0, end: 65_536 }];

/** The ports from `first` to `last`, both included; undefined when that is no range of ports. */
export function portRange(first: number, last: number): Ports | undefined {
  if (!Number.isInteger(first) || !Number.isInteger(last) || first < 0 || last > 65_535 || first > last) {
    return undefined;
  }
  return [{ from: first, end: last + 1 }];
}

/** Reads `22`, `20-30` or `*`; undefined for anything else, so for blanks, signs, leading zeros and turned ranges. */
export function parsePorts(text: string): Ports | undefined {
  if (text === '*') return allPorts;
  const [, first, last] = /^(0|[1-9]\d{0,4})(?:-(0|[1-9]\d{0,4}))?$/.exec(text) ?? [];
  return first === undefined ? undefined : portRange(Number(first), Number(last ?? first));
}

/** Canonical text: `22, 80-443`, ascending; `0-65535` for all, empty for none. */
export function format(ports: Ports): string {
  return ports.map(({ from, end }) => (end - from === 1 ? `${from}` : `${from}-${end - 1}`)).join(', ');
}

/** Every port in either set. */
export function union(a: Ports, b: Ports): Ports {
  return intervals.union(a, b);
}

/** Every port of `from` that is not in `what`. */
export function subtract(from: Ports, what: Ports): Ports {
  return intervals.subtract(from, what);
}

/** Every port in both sets. */
export function intersect(a: Ports, b: Ports): Ports {
  return intervals.intersect(a, b);
}

/** True when the port is in the set. */
export function holds(ports: Ports, port: number): boolean {
  return ports.some(({ from, end }) => from <= port && port < end);
}

/** How many ports the set holds, 0 to 65536. */
export function size(ports: Ports): number {
  return ports.reduce((sum, { from, end }) => sum + (end - from), 0);
}
