import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { baselineOf, isNew, type Baseline } from '#app/baseline';
import { ShoalwatchError } from '#model';
import { end } from '../arguments.ts';
import { fileFailure } from '../file-failure.ts';
import { jobFiles, tellJob } from '../github-job.ts';
import { runScan, withScanOptions, type ScanOptions } from './scan.ts';

/** Adds `gate`: a scan that is held to what is new since a baseline. */
export function addGate(program: Command): void {
  withScanOptions(program.command('gate'))
    .description('for CI: scan, and exit 3 for what is new since a baseline (default: --fail-on high)')
    .option('--baseline <file>', 'what scan --json printed when the baseline was taken; without it everything is new')
    .option('--github', 'tell the job on GitHub: summary, outputs and annotations')
    .action(async ({ baseline, github, ...options }: GateOptions) => {
      const job = github ? jobFiles() : undefined;
      const known: Baseline = baseline === undefined ? new Map() : await readBaseline(baseline);
      const reports = options.format && options.out;
      end(
        await runScan({
          ...{ ...options, failOn: options.failOn ?? 'high', known },
          ...(job && {
            shown: (report, exit) =>
              tellJob(job, { report, exit, isNew: (it) => isNew(it, known), ...(reports && { reports }) }),
          }),
        }),
      );
    });
}

interface GateOptions extends ScanOptions {
  readonly baseline?: string;
  readonly github?: boolean;
}

async function readBaseline(path: string): Promise<Baseline> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ShoalwatchError('usage', fileFailure(cause)?.message ?? `${path} cannot be read`, {
      cure: 'shoalwatch scan --json > base.json writes one',
      cause,
    });
  });
  return baselineOf(text, path);
}
