import { CommanderError } from 'commander';
import { forCiLog } from '#lib/escape/ci-log';
import { forTerminal } from '#lib/escape/terminal';
import { redactSecrets } from '#lib/text';
import { ShoalwatchError } from '#model';
import { end } from './arguments.ts';
import { fileFailure } from './file-failure.ts';
import { portFailure } from './port-failure.ts';

/** Says what failed, why and what to do, and sets the exit code: 2 for usage, config, files and ports, 1 for what nobody expected. */
export function failed(thrown: unknown): void {
  if (thrown instanceof CommanderError) {
    end(wayOut(thrown));
    return;
  }
  const error = fileFailure(thrown) ?? portFailure(thrown) ?? thrown;
  const message = error instanceof Error ? error.message : String(error);
  say(`error: ${message}`);
  if (error instanceof ShoalwatchError && error.cure !== undefined) say(`  do: ${error.cure}`);
  if (process.env['SHOALWATCH_DEBUG'] && thrown instanceof Error) say(thrown.stack ?? '');
  if (error instanceof ShoalwatchError && error.code !== 'defect') end({ code: 2, why: `${error.code} error` });
  else end({ code: 1, why: 'unexpected, run again with SHOALWATCH_DEBUG=1 and report it' });
}

/** The parser has said what was wrong; help and version are no failure. */
function wayOut({ code, exitCode }: CommanderError) {
  if (exitCode === 0) return { code: 0 as const, why: code === 'commander.version' ? 'the version' : 'help' };
  return { code: 2 as const, why: code === 'commander.help' ? 'no command was given' : 'usage error' };
}

const say = (text: string): void => void process.stderr.write(`${forCiLog(forTerminal(redactSecrets(text)))}\n`);
