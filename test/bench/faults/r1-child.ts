import { runsOf, type Share } from './r1-runs.ts';
import type { Options } from '../figures.ts';

/** Makes one share of the runs of R1 and prints what they came to. */
const asked = JSON.parse(process.argv[2] ?? '') as Omit<Options, 'say'> & Share;
const say = (line: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`  ${line}\n`);
};
process.stdout.write(JSON.stringify(await runsOf({ ...asked, say }, asked)));
