import type { Reading, Target } from '#model';
import type { Gate } from '../gate.ts';
import { sheetOf } from '../sheet.ts';
import { clientsOf } from './clients.ts';
import { awsFailure, regionFailure } from './failure.ts';
import { partitionOf } from './partition.ts';
import { readerOf, type AwsReader } from './reader.ts';
import type { Session } from './session.ts';
import { accountIn } from './targets.ts';

interface Way {
  readonly session: Session;
  readonly gate: Gate;
  readonly startedAt: Reading['startedAt'];
  readonly signal: AbortSignal | undefined;
}

/** Reads a target on a fresh sheet, with clients of its region that end with the work. */
export async function visit(
  target: Target,
  { session, gate, startedAt, signal }: Way,
  work: (at: AwsReader) => Promise<Reading>,
): Promise<Reading> {
  const region = isGlobal(target) ? session.config.region : (target.id.split(':')[2] ?? '');
  const sheet = sheetOf(target, startedAt, isGlobal(target) ? awsFailure : regionFailure);
  const clients = clientsOf({ ...session.config, region });
  const partition = partitionOf(region);
  try {
    return await work(readerOf({ account: accountIn(target.id), region, partition, clients, sheet, gate, signal }));
  } finally {
    clients.close();
  }
}

export const isGlobal = ({ id }: Target): boolean => id.endsWith(':global');
