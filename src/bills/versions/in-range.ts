import type { InRange } from '#model';
import { affects } from './affects.ts';
import { parseRange, type Range } from './range.ts';

const parsed = new Map<string, Range>();

/** Whether a version is in a range, by the order of its ecosystem. Throws a usage error for what is no range. */
export const inRange: InRange = (ecosystem, version, text) => {
  const range = parsed.get(text) ?? parseRange(text);
  parsed.set(text, range);
  const answer = affects(ecosystem, version, range);
  return answer === 'unknown' ? undefined : answer;
};
