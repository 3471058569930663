import type { Stack } from '@aws-sdk/client-cloudformation';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ShoalwatchError } from '#model';
import { storeSchema } from '#store/drivers/dynamo-schema';
import { partsOf, storeFailure } from '#store/drivers/store-failure';
import type { StackPlace } from '../place.ts';
import { clientsOf, type Clients } from './clients.ts';

/** What a stack's outputs say of the parts that a command uses. */
export interface Outputs {
  readonly StateTable: string;
  readonly LedgerTable: string;
  readonly EvidenceBucket: string;
  readonly StateMachineArn: string;
  /** Empty where the stack may change nothing. */
  readonly FixMachineArn: string;
}

/** A stack that was found, and the clients that reach its parts. */
export interface Found {
  readonly outputs: Outputs;
  readonly region: string;
  readonly clients: Clients;
}

const found = new WeakMap<StackPlace, Promise<Found>>();

/** Finds a stack by its name, once for each place. Throws a ShoalwatchError that names it and what cures it. */
export function findStack(place: StackPlace): Promise<Found> {
  const known = found.get(place) ?? find(place);
  found.set(place, known);
  return known;
}

async function find(place: StackPlace): Promise<Found> {
  const clients = clientsOf(place);
  const region = await regionOf(clients);
  const described = await describe(place, clients, region);
  const said = new Map((described.Outputs ?? []).map((it) => [it.OutputKey ?? '', it.OutputValue ?? '']));
  const missing = needed.filter((name) => !said.get(name));
  if (missing.length > 0) throw notOurs(place, described, missing);
  const schema = said.get('StoreSchema');
  if (schema !== undefined && schema !== storeSchema) throw otherSchema(place, schema);
  const value = (name: keyof Outputs): string => said.get(name) ?? '';
  return {
    outputs: {
      ...{ StateTable: value('StateTable'), LedgerTable: value('LedgerTable') },
      ...{ EvidenceBucket: value('EvidenceBucket'), StateMachineArn: value('StateMachineArn') },
      FixMachineArn: value('FixMachineArn'),
    },
    ...{ region, clients },
  };
}

const needed = ['StateTable', 'LedgerTable', 'EvidenceBucket', 'StateMachineArn'] as const;

async function regionOf({ stacks }: Clients): Promise<string> {
  try {
    return await stacks.config.region();
  } catch (cause) {
    throw new ShoalwatchError('usage', 'the region of the stack is not known', {
      cure: 'name it with --region, or set AWS_REGION',
      cause,
    });
  }
}

async function describe({ stack }: StackPlace, { stacks }: Clients, region: string): Promise<Stack> {
  const nowhere = (cause?: unknown): ShoalwatchError =>
    new ShoalwatchError('usage', `there is no stack ${stack} in ${region}`, {
      cure: 'name the one that npx cdk deploy made, with its --region and the --profile of its account',
      cause,
    });
  try {
    const { Stacks: [only] = [] } = await stacks.send(new DescribeStacksCommand({ StackName: stack }));
    if (only) return only;
  } catch (cause) {
    const { name, message } = partsOf(cause);
    if (name === 'ValidationError' && message.includes('does not exist')) throw nowhere(cause);
    const subject = `the stack ${stack} in ${region}`;
    throw storeFailure({ permission: 'cloudformation:DescribeStacks', subject }, cause);
  }
  throw nowhere();
}

function notOurs({ stack }: StackPlace, { StackStatus }: Stack, missing: readonly string[]): ShoalwatchError {
  const status = StackStatus ?? 'in no known state';
  const isWhole = /^(CREATE|UPDATE|IMPORT)_COMPLETE$|^UPDATE_ROLLBACK_COMPLETE$/.test(status);
  const why = isWhole ? 'it is no Shoalwatch stack, or one of another version' : `it is ${status}`;
  return new ShoalwatchError('store', `the stack ${stack} has no output ${missing.join(', ')}: ${why}`, {
    cure: isWhole ? 'name the stack that npx cdk deploy made, or deploy it again' : 'wait until it is deployed',
  });
}

const otherSchema = ({ stack }: StackPlace, schema: string): ShoalwatchError =>
  new ShoalwatchError(
    'store',
    `the stack ${stack} keeps its store by schema ${schema}, this command by ${storeSchema}`,
    {
      cure: 'use the version of shoalwatch that deployed the stack, or deploy the stack with this one',
    },
  );
