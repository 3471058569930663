import { withoutInvisible } from './invisible.ts';

/**
 * One argument of a command that a person is to paste into a POSIX shell, always in single quotes. The danger: a name
 * such as `x; curl ... | sh` runs. Control and invisible characters are refused with a RangeError, because a pasted
 * line break runs the line, and what is not seen is not reviewed. A value may still begin with `-`: write options as
 * `--name='value'`.
 */
export function forShell(text: string): string {
  if (/\p{Cc}/u.test(text)) throw new RangeError('The value holds control characters and cannot be put in a command.');
  if (withoutInvisible(text) !== text) {
    throw new RangeError('The value holds invisible characters and cannot be put in a command.');
  }
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
