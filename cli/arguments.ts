import { InvalidArgumentError } from 'commander';
import type { Exit } from '#app/exit';
import { forCiLog } from '#lib/escape/ci-log';
import { forTerminalLine } from '#lib/escape/terminal';
import { nearest } from '#lib/text';
import { ShoalwatchError } from '#model';

/** Reads one of the allowed words; another one is an error that says what was meant. */
export const word =
  <T extends string>(allowed: readonly T[], what: string, option: string) =>
  (text: string): T => {
    const known = allowed.find((it) => it === text);
    if (known !== undefined) return known;
    const meant = nearest(text, allowed);
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    throw new ShoalwatchError('usage', `unknown ${what} "${text}" for ${option}.${hint}  (${allowed.join(', ')})`);
  };

/** Reads a comma-separated list of allowed words. */
export const words =
  <T extends string>(allowed: readonly T[], what: string, option: string) =>
  (text: string): T[] =>
    list(text).map(word(allowed, what, option));

/** Reads a comma-separated list. */
export const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Reads a percentage. */
export function percent(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || value > 100 || text.trim() === '') {
    throw new InvalidArgumentError('It is a number from 0 to 100.');
  }
  return value;
}

/** How a command ends: as a scan does, or by what nobody expected. */
type End = Omit<Exit, 'code'> & { readonly code: Exit['code'] | 1 };

/** Ends a command: the reason is the last line on standard error. */
export function end({ code, why }: End): void {
  process.stderr.write(`exit ${code}: ${forCiLog(forTerminalLine(why))}\n`);
  process.exitCode = code;
}
