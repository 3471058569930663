import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { forSlack } from '#lib/escape/slack';
import { shortHash } from '#lib/hash';
import { ShoalwatchError } from '#model';
import { usualPatience } from './patience.ts';

let made: SFNClient | undefined;

/** The client of this process, made when it is first asked for. */
const machineClient = (): SFNClient => (made ??= new SFNClient({ maxAttempts: 3, ...usualPatience }));

const minute = 60_000;

interface SweepOrder {
  readonly machine: string;
  readonly now: () => number;
  readonly client?: Pick<SFNClient, 'send'>;
}

/** Starts the sweep of a target that somebody asks for, and of nothing else: the same person within a minute starts one. */
export const sweepOrderOn =
  ({ machine, now, client }: SweepOrder) =>
  async (target: string, by: string): Promise<string> => {
    const name = `slack-${shortHash(`${by} ${target} ${Math.floor(now() / minute)}`, 16)}`;
    const command = new StartExecutionCommand({
      stateMachineArn: machine,
      name,
      input: JSON.stringify({ only: [target] }),
    });
    try {
      await (client ?? machineClient()).send(command);
    } catch (cause) {
      // It was started under this name and has ended already.
      if (!(cause instanceof Error) || cause.name !== 'ExecutionAlreadyExists') throw notStarted(machine, cause);
    }
    return `${forSlack(target)} is being read, and nothing else. What changes is told in its channel.`;
  };

/**
 * Has the stored fleet judged again where policy or waivers have changed since the last run: once for what stands in the
 * store, however often it is asked for.
 */
export const judgeOrderOn =
  ({ machine, client }: Omit<SweepOrder, 'now'>) =>
  async (stamp: string): Promise<void> => {
    const name = `judge-${shortHash(stamp, 16)}`;
    const input = JSON.stringify({ mode: 'evaluate' });
    try {
      await (client ?? machineClient()).send(new StartExecutionCommand({ stateMachineArn: machine, name, input }));
    } catch (cause) {
      if (!(cause instanceof Error) || cause.name !== 'ExecutionAlreadyExists') throw notStarted(machine, cause);
    }
  };

function notStarted(machine: string, cause: unknown): ShoalwatchError {
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new ShoalwatchError('store', `the machine ${machine} does not start: ${why}`, {
    cure: 'grant states:StartExecution on it',
    cause,
  });
}
