import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { ShoalwatchError } from '#model';
import type { Place } from './place.ts';

const longest = 200;

/** What the ledger calls acts that no person did. */
const nobodys: ReadonlySet<string> = new Set(['policy', 'shoalwatch']);

/** The option that says who acts. */
export const withPerson = (command: Command): Command =>
  command.option('--as <name>', 'who does it (default: the user of this machine; never with --stack)');

/**
 * Who acts: as told, else the user of this machine. Throws where neither says anything. Upon a stack it is who its cloud
 * knows, and nobody can be named.
 */
export async function personOf(place: Place, told: string | undefined): Promise<string> {
  if (typeof place === 'string') return personHere(told);
  if (told === undefined) return (await import('./stack/person.ts')).callerOf(place);
  throw new ShoalwatchError('usage', '--as is not taken with --stack: who acts is who AWS says you are', {
    cure: 'leave out --as (and SHOALWATCH_AS), or use the credentials of whoever acts',
  });
}

function personHere(told: string | undefined): string {
  const name = (told ?? userOfMachine() ?? '').trim();
  if (nobodys.has(name.toLowerCase())) {
    throw new ShoalwatchError('usage', `${name} is no person: the ledger names what Shoalwatch does by itself so`, {
      cure: 'say who acts with --as NAME',
    });
  }
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
