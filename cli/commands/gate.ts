import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { baselineOf, type Baseline } from '#app/baseline';
import { ShoalwatchError } from '#model';
import { end } from '../arguments.ts';
import { fileFailure } from '../file-failure.ts';
import { runScan, withScanOptions, type ScanOptions } from './scan.ts';

/** Adds `gate`: a scan that is held to what is new since a baseline. */
export function addGate(program: Command): void {
  withScanOptions(program.command('gate'))
    .description('for CI: scan, and exit 3 for what is new since a baseline (default: --fail-on high)')
    .option('--baseline <file>', 'what scan --json printed when the baseline was taken; without it everything is new')
    .action(async ({ baseline, ...options }: ScanOptions & { readonly baseline?: string }) => {
      const known = baseline === undefined ? new Map() : await readBaseline(baseline);
      end(await runScan({ ...options, failOn: options.failOn ?? 'high', known }));
    });
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
