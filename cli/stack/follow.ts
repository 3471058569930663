import { ShoalwatchError, type Clock } from '#model';
import type { Execution, Machine, Standing } from './machine.ts';

/** What is waited for, and how. */
export interface Following {
  readonly machine: Machine;
  readonly execution: Execution;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Called before each look, to tell how far it is. */
  readonly tell?: () => Promise<void>;
}

/** Milliseconds between two looks: an evaluation takes seconds, a sweep minutes. */
const pauses = { first: 500, most: 10_000, growth: 1.5 };

/**
 * Waits for the end of an execution, and answers the id of the run that it wrote; null where there was nothing to judge.
 * Throws a ShoalwatchError with its cause where it was no success.
 */
export async function followed(following: Following): Promise<string | null> {
  return runIn(following.execution, await endOf(following));
}

/** Waits for the end of an execution, and answers how it stands then. Throws where it was no success. */
export async function endOf({ machine, execution, clock, tell }: Following): Promise<Standing> {
  for (let pause = pauses.first; ; pause = Math.min(pause * pauses.growth, pauses.most)) {
    await clock.sleep(pause);
    await tell?.();
    const standing = await machine.look(execution);
    if (standing.status === 'SUCCEEDED') return standing;
    if (!running.has(standing.status)) throw notSucceeded(execution, machine, standing);
  }
}

const running: ReadonlySet<string> = new Set(['RUNNING', 'PENDING_REDRIVE']);

const ends: Readonly<Record<string, string>> = {
  FAILED: 'failed',
  TIMED_OUT: 'ran out of its time',
  ABORTED: 'was stopped by somebody',
};

/** The last step of the machine says which run it wrote. */
function runIn({ name }: Execution, { output = '' }: Standing): string | null {
  const said = parse(output);
  const result: unknown = typeof said === 'object' && said !== null && 'result' in said ? said.result : undefined;
  const run: unknown = typeof result === 'object' && result !== null && 'run' in result ? result.run : undefined;
  if (typeof run === 'string' || run === null) return run;
  throw new ShoalwatchError('store', `the execution ${name} has ended, and does not say which run it wrote`, {
    cure: 'use the version of shoalwatch that deployed the stack, or deploy the stack with this one',
  });
}

function notSucceeded({ arn, name }: Execution, { region }: Machine, { status, error, cause }: Standing) {
  const why = [error, cause && saidIn(cause)].filter((it) => it !== undefined && it !== '').join(': ');
  const how = ends[status] ?? `is ${status}`;
  return new ShoalwatchError('store', `the execution ${name} ${how}${why === '' ? '' : `: ${why}`}`, {
    cure: `see aws stepfunctions get-execution-history --execution-arn ${arn} --region ${region}`,
  });
}

/** The most that is repeated of a cause. */
const longest = 600;

/** A function's failure is JSON around its message. */
function saidIn(cause: string): string {
  const parsed = parse(cause);
  const message =
    typeof parsed === 'object' && parsed !== null && 'errorMessage' in parsed ? parsed.errorMessage : undefined;
  return (typeof message === 'string' ? message : cause).slice(0, longest);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
