import { CommanderError } from 'commander';
import { forTerminal } from '#lib/escape/terminal';
import { redactSecrets } from '#lib/text';
import { ShoalwatchError } from '#model';

/** Says what failed, why and what to do, and sets the exit code: 2 for usage and config, 1 for what nobody expected. */
export function failed(error: unknown): void {
  if (error instanceof CommanderError) {
    process.stderr.write('exit 2\n');
    process.exitCode = 2;
    return;
  }
  const known = error instanceof ShoalwatchError;
  const code = known && error.code !== 'defect' ? 2 : 1;
  const message = error instanceof Error ? error.message : String(error);
  const lines = [`error: ${message}`, ...(known && error.cure !== undefined ? [`  do: ${error.cure}`] : [])];
  const trace = !known && error instanceof Error && process.env['SHOALWATCH_DEBUG'] ? [error.stack ?? ''] : [];
  for (const line of [...lines, ...trace]) process.stderr.write(`${forTerminal(redactSecrets(line))}\n`);
  process.stderr.write(
    `exit ${code}: ${known ? `${error.code} error` : 'unexpected, run again with SHOALWATCH_DEBUG=1'}\n`,
  );
  process.exitCode = code;
}
