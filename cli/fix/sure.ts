import { createInterface } from 'node:readline/promises';
import { ShoalwatchError } from '#model';

/** Asks whether something is to be done. Throws a usage error unless the answer is yes. */
export async function sure(what: string, { yes }: { readonly yes?: boolean }): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new ShoalwatchError('usage', `nobody can be asked whether to ${what}`, { cure: 'add --yes' });
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const said = await asking.question(`  ${what}? yes or no: `);
    if (said.trim().toLowerCase() !== 'yes')
      throw new ShoalwatchError('usage', `${what}: you did not say yes, and nothing was done`);
  } finally {
    asking.close();
  }
}
