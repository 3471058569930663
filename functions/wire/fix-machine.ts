import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  type DescribeExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import { executionAgain, executionOf, fixCloudOf, type FixOrder } from '#app/stack/fix-order';
import { ShoalwatchError, type Clock, type Plan } from '#model';
import { usualPatience } from './patience.ts';

/** Where remediation is not enabled there is no machine, and its functions are told this instead. */
export const noFixes = 'no-fixes';

let made: SFNClient | undefined;

/** The client of this process, made when it is first asked for. */
const machineClient = (): SFNClient => (made ??= new SFNClient({ maxAttempts: 3, ...usualPatience }));

interface Driving {
  readonly machine: string;
  /** The clouds in which something can be changed. */
  readonly clouds: readonly string[];
  readonly clock: Clock;
  readonly client?: Pick<SFNClient, 'send'> | undefined;
}

/** The state machine of fixes, for whoever decides about them. */
export interface FixMachine {
  /** Starts what is to be done to a plan, unless it is being done. Throws a usage error where nobody can. */
  start(plan: Plan, what: Omit<FixOrder, 'plan' | 'cloud'>): Promise<string>;
  /** Whether somebody is at work on one of these plans. */
  running(): Promise<ReadonlySet<string>>;
  /** What a started execution said at its end, as far as it ends within so many milliseconds. */
  said(execution: string, ms: number): Promise<string | undefined>;
}

export function fixMachineOf({ machine, clouds, clock, client }: Driving): FixMachine {
  const by = client ?? machineClient();
  const begin = async (name: string, order: FixOrder): Promise<string | undefined> => {
    const input = JSON.stringify(order);
    try {
      const { executionArn = '' } = await by.send(new StartExecutionCommand({ stateMachineArn: machine, name, input }));
      return executionArn;
    } catch (cause) {
      // One of that name has ended, or was started with something else.
      if (cause instanceof Error && cause.name === 'ExecutionAlreadyExists') return undefined;
      throw notAnswering(machine, 'states:StartExecution', cause);
    }
  };
  return {
    async start(plan, what) {
      const cloud = fixCloudOf(plan.resource.target);
      if (cloud === undefined || !clouds.includes(cloud)) throw nobodyThere(plan, cloud ?? 'files');
      const order: FixOrder = { ...what, plan: plan.id, cloud };
      const begun =
        (await begin(executionOf(order), order)) ?? (await begin(executionAgain(order, clock.now()), order));
      // What was approved is gone on with by whoever looks after plans; of anything else nobody else knows.
      if (begun === undefined && order.do !== 'apply') throw askedTwice(order);
      return begun ?? '';
    },
    async running() {
      const names = new Set<string>();
      let nextToken: string | undefined;
      do {
        const asked = new ListExecutionsCommand({ stateMachineArn: machine, statusFilter: 'RUNNING', nextToken });
        const page = await by.send(asked).catch((cause: unknown) => {
          throw notAnswering(machine, 'states:ListExecutions', cause);
        });
        for (const { name = '' } of page.executions ?? []) names.add(name);
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return names;
    },
    async said(execution, ms) {
      const until = clock.now() + ms;
      while (execution !== '' && clock.now() < until) {
        const asked = new DescribeExecutionCommand({ executionArn: execution });
        const { status, output } = await by.send(asked).catch((cause: unknown): DescribeExecutionCommandOutput => {
          throw notAnswering(execution, 'states:DescribeExecution', cause);
        });
        if (status === 'SUCCEEDED') return saysIn(output ?? '');
        if (status !== 'RUNNING') throw new ShoalwatchError('cloud', `the execution ${execution} is ${status ?? ''}`);
        await clock.sleep(1_000);
      }
      return undefined;
    },
  };
}

function saysIn(output: string): string {
  const { says } = Object(JSON.parse(output)) as { readonly says?: unknown };
  return typeof says === 'string' ? says : '';
}

const nobodyThere = ({ id }: Plan, cloud: string): ShoalwatchError =>
  new ShoalwatchError('usage', `${id} cannot be applied by the stack: nobody may change anything in ${cloud}`, {
    cure: 'name a remediator in targets of shoalwatch.yaml, and deploy the stack again',
  });

const askedTwice = ({ do: what, plan }: FixOrder): ShoalwatchError =>
  new ShoalwatchError('usage', `the same was asked of ${plan} within this minute, and has ended`, {
    cure: `ask for the ${what} once more in a minute`,
  });

const notAnswering = (what: string, right: string, cause: unknown): ShoalwatchError => {
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new ShoalwatchError('store', `${what} does not answer: ${why}`, { cure: `grant ${right} on it`, cause });
};
