import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { ShoalwatchError } from '#model';

const longest = 200;

/** The option that says who acts. */
export const withPerson = (command: Command): Command =>
  command.option('--as <name>', 'who does it (default: the user of this machine)');

/** Who acts: as told, else the user of this machine. Throws where neither says anything. */
export function personOf(told: string | undefined): string {
  const name = (told ?? userOfMachine() ?? '').trim();
  if (name !== '' && name.length <= longest) return name;
  const why = name === '' ? 'who does it is not known' : `a name has at most ${longest} characters`;
  throw new ShoalwatchError('usage', why, { cure: 'say so with --as NAME, or set SHOALWATCH_AS' });
}

/** A container may run as a number that has no name. */
function userOfMachine(): string | undefined {
  try {
    return userInfo().username;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause) return undefined;
    throw cause;
  }
}
