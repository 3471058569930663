import type { ResourceRef } from '#model';
import type { Gate } from '../gate.ts';
import { parseArn } from './address.ts';
import { callAws } from './call.ts';
import { clientsOf } from './clients.ts';
import { ownReads } from './own-reads.ts';
import type { Session } from './session.ts';

interface Way {
  readonly session: Session;
  readonly gate: Gate;
  readonly signal?: AbortSignal | undefined;
}

/** Whether AWS answers, asked for an object by its own address, that there is none. */
export async function isGoneFromAws(
  { type, id, target }: ResourceRef,
  { session, gate, signal }: Way,
): Promise<boolean> {
  const own = ownReads.find((it) => it.type.name === type);
  const arn = parseArn(id);
  // Another account's view of an object says nothing about whether it exists.
  if (!own || !arn || arn.account !== session.account || own.type.home(id) !== target) return false;
  const region = arn.region === '' ? session.config.region : arn.region;
  const clients = clientsOf({ ...session.config, region });
  try {
    const call = { api: own.api, account: arn.account, region, signal };
    const there = await callAws(gate, call, (options) => own.read(clients, arn.path, options, id));
    if (there === undefined) return false;
    // An address that is known but for its end is that of whatever begins so.
    return id.endsWith('/') ? !there.startsWith(id) : there !== id;
  } catch (error) {
    return error instanceof Error && own.missing.test(error.name);
  } finally {
    clients.close();
  }
}
