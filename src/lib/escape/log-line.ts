import { forJson } from './json.ts';

/**
 * For text inside a log line. The danger: a line break in a name forges an entry of its own, and control characters
 * reach the terminal of whoever reads the log. The text is written like the inside of a JSON string: one line, and
 * reversible. Whole records go through `forJson`.
 */
export function forLogLine(text: string): string {
  return forJson(text).slice(1, -1);
}
