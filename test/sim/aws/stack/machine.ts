import { AwsError } from '../operation.ts';

/** An execution, as the machine itself hands it on: `$$.Execution.Name` and `$$.Execution.StartTime`. */
export interface SimExecution {
  readonly execution: string;
  readonly startedAt: string;
}

/** What an execution does; it succeeds with what this answers, unless it throws. */
export type Work = (input: object, run: SimExecution) => Promise<object>;

/** Thrown by the work: how the execution ends. */
export class ExecutionEnd extends Error {
  readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly error: string | undefined;

  constructor(status: ExecutionEnd['status'], error?: string, cause = '') {
    super(cause);
    this.status = status;
    this.error = error;
  }
}

interface Kept {
  readonly name: string;
  readonly input: string;
  readonly startDate: Date;
  status: string;
  error?: string | undefined;
  cause?: string | undefined;
  output?: string | undefined;
}

/** Standard executions: one of each name, which run beside whoever asks for them. */
export function simMachine(arn: string, workOf: () => Work) {
  const executions = new Map<string, Kept>();
  const arnOf = (name: string): string => `${arn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    start({ stateMachineArn, name = '', input = '{}' }: Partial<Record<'stateMachineArn' | 'name' | 'input', string>>) {
      if (stateMachineArn !== arn) throw new AwsError('StateMachineDoesNotExist', 'State Machine Does Not Exist');
      const known = executions.get(arnOf(name));
      // The same again is the same only while it runs.
      if (known && (known.input !== input || known.status !== 'RUNNING'))
        throw new AwsError('ExecutionAlreadyExists', 'Execution Already Exists');
      const kept: Kept = known ?? { name, input, startDate: new Date(), status: 'RUNNING' };
      if (!known) {
        executions.set(arnOf(name), kept);
        void ended(kept, workOf());
      }
      return { executionArn: arnOf(name), startDate: kept.startDate };
    },
    describe({ executionArn = '' }: { executionArn?: string }) {
      const kept = executions.get(executionArn);
      if (!kept) throw new AwsError('ExecutionDoesNotExist', 'Execution Does Not Exist');
      return { executionArn, stateMachineArn: arn, ...kept };
    },
    /** The inputs of all executions, in their order. */
    inputs: (): readonly unknown[] => [...executions.values()].map(({ input }) => JSON.parse(input) as unknown),
  };
}

async function ended(kept: Kept, work: Work): Promise<void> {
  const run = { execution: kept.name, startedAt: kept.startDate.toISOString() };
  try {
    kept.output = JSON.stringify(await work(JSON.parse(kept.input) as object, run));
    kept.status = 'SUCCEEDED';
  } catch (error) {
    const end = error instanceof ExecutionEnd ? error : new ExecutionEnd('FAILED', 'Error', String(error));
    kept.error = end.error;
    kept.cause = end.message;
    kept.status = end.status;
  }
}
