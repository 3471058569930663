import { randomUUID } from 'node:crypto';
import { lastSwept } from '#app/stack/last-swept';
import { notingLosses, notingOn } from '#app/stack/losses';
import type { Stack } from '#app/stack/stack';
import { warmMemory } from '#app/stack/warm-memory';
import type { Clock, Type } from '#model';
import { cloudStore } from '#store/cloud';
import { openFindings } from '#store/runs/open-findings';
import { warmFiles } from '#store/drivers/warm-files';
import { clock } from './clock.ts';
import { storeClients, storeOf, workTable, type StoreClients, type StoreNames } from './store.ts';

/** The tables and the bucket of a stack. */
export type StackNames = StoreNames & { readonly WORK_TABLE: string };

/** What a function is given besides the names, where it is not the usual. */
export interface Given {
  readonly clients?: StoreClients;
  readonly clock?: Clock;
}

/** What every function has that follows changes; it lasts while its process lives. */
export function stackOf(types: readonly Type[], names: StackNames, given: Given = {}): Stack {
  const { clients = storeClients(), clock: time = clock } = given;
  const { STATE_TABLE: state, LEDGER_TABLE: ledger, BUCKET: bucket } = names;
  const files = warmFiles(storeOf(names, clients).files);
  const placed = { ...clients, names: { state, ledger, bucket }, writeId: randomUUID };
  const work = workTable(names, clients);
  const noting = notingOn(work);
  const store = cloudStore({ ...placed, recheck: false, around: () => files });
  return {
    ...{ memory: warmMemory(notingLosses(store, noting), () => lastSwept({ work, files })), files, work, types },
    clock: time,
    standing: (run, among) => noting(openFindings(files, run, among)),
  };
}
