import { randomUUID } from 'node:crypto';
import { ShoalwatchError, type Memory } from '#model';
import { cloudStore } from '#store/cloud';
import type { Files } from '#store/files';
import { s3Files } from '#store/drivers/s3-files';
import type { StackPlace } from '../place.ts';
import { machineOf, type Machine } from './machine.ts';
import { findStack } from './outputs.ts';

/** A deployed stack as a command uses it. */
export interface Stack {
  /** Closes the files, too. */
  readonly memory: Memory;
  readonly files: Files;
  readonly machine: Machine;
}

/** What a stack remembers, and the machine that changes what it says. Throws a usage error where the stack has none. */
export async function openFixes(place: StackPlace): Promise<Pick<Stack, 'memory' | 'machine'>> {
  const { outputs, region, clients } = await findStack(place);
  if (outputs.FixMachineArn === '') {
    throw new ShoalwatchError('usage', `the stack ${place.stack} may change nothing`, {
      cure: 'set remediation.enabled: true in its shoalwatch.yaml, and deploy it again',
    });
  }
  const machine = machineOf({ client: clients.machines, arn: outputs.FixMachineArn, region });
  return { memory: (await openStack(place)).memory, machine };
}

/** Opens a stack by its outputs. Throws a ShoalwatchError where it is not there, not ours or not the caller's. */
export async function openStack(place: StackPlace): Promise<Stack> {
  const { outputs, region, clients } = await findStack(place);
  const names = { state: outputs.StateTable, ledger: outputs.LedgerTable, bucket: outputs.EvidenceBucket };
  const [dynamo, s3] = [clients.dynamo(), clients.s3()];
  const writeId = randomUUID;
  return {
    memory: cloudStore({ dynamo, s3, names, writeId, recheck: false }),
    files: s3Files({ client: s3, name: names.bucket, writeId }),
    machine: machineOf({ client: clients.machines, arn: outputs.StateMachineArn, region }),
  };
}
