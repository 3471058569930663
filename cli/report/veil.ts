import { readFile } from 'node:fs/promises';
import { ShoalwatchError } from '#model';
import type { Redaction, Veil } from '#report/redact/words';
import type { Format } from '../formats.ts';

/** What of a report is redacted, as it was typed. */
export interface Redacting {
  readonly redact?: readonly Redaction[];
  readonly salt?: string;
  readonly format?: readonly Format[];
}

/** Shorter secrets can be tried out. */
const least = 16;

/** What makes the pseudonyms of a report; undefined where none were asked for. Throws a usage error without a secret to make them with. */
export async function veilOf({ redact, salt, format = [] }: Redacting): Promise<Veil | undefined> {
  if (redact === undefined) {
    if (salt === undefined) return undefined;
    throw new ShoalwatchError('usage', '--salt makes pseudonyms, and none were asked for', {
      cure: 'add --redact ids,ips,principals',
    });
  }
  if (format.includes('asff')) {
    throw new ShoalwatchError('usage', 'asff is for Security Hub, which takes no pseudonyms', {
      cure: 'leave asff or --redact out',
    });
  }
  const secret = salt === undefined ? '' : (await readFile(salt, 'utf8')).trim();
  if (secret.length >= least) return { kinds: new Set(redact), salt: secret };
  const why =
    salt === undefined ? 'needs a secret' : `needs a secret of ${least} characters or more, and ${salt} has less`;
  throw new ShoalwatchError('usage', `--redact ${why}: without one names could be tried out`, {
    cure: 'openssl rand -hex 32 > redact.salt, add --salt redact.salt, and keep it: the same one gives the same pseudonyms',
  });
}
