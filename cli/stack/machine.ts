import { randomUUID } from 'node:crypto';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  StartExecutionCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Instant } from '#model';
import { storeFailure } from '#store/drivers/store-failure';

/** An execution that was started. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly startedAt: Instant;
}

/** How an execution stands: without an end it still runs. */
export interface Standing {
  readonly status: string;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  /** JSON, of one that has succeeded. */
  readonly output?: string | undefined;
}

/** The state machine of a stack. */
export interface Machine {
  readonly region: string;
  /**
   * Starts an execution. A retry of the SDK starts no second one: the name is the same. Where names are given, the first that
   * is not used up.
   */
  start(input: object, names?: readonly string[]): Promise<Execution>;
  look(execution: Execution): Promise<Standing>;
}

/** The state machine behind its client. What fails after the SDK's retries is a ShoalwatchError. */
export function machineOf({ client, arn, region }: { client: SFNClient; arn: string; region: string }): Machine {
  const subject = `the state machine ${arn}`;
  return {
    region,
    async start(input, [name = `by-hand-${randomUUID()}`, ...others] = []) {
      const command = new StartExecutionCommand({ stateMachineArn: arn, name, input: JSON.stringify(input) });
      try {
        const { executionArn = '', startDate = new Date(0) } = await client.send(command);
        return { arn: executionArn, name, startedAt: startDate.toISOString() };
      } catch (cause) {
        if (others.length > 0 && cause instanceof ExecutionAlreadyExists) return this.start(input, others);
        throw storeFailure({ permission: 'states:StartExecution', subject }, cause);
      }
    },
    async look(execution) {
      const command = new DescribeExecutionCommand({ executionArn: execution.arn });
      const {
        status = 'RUNNING',
        error,
        cause,
        output,
      } = await client.send(command).catch((cause: unknown) => {
        throw storeFailure(
          { permission: 'states:DescribeExecution', subject: `the execution ${execution.arn}` },
          cause,
        );
      });
      return { status, error, cause, output };
    },
  };
}
