import { randomUUID } from 'node:crypto';
import { documentOf } from '#app/config/policy-half';
import { loadConfig } from '#app/config/load';
import { liveOn } from '#app/live-policy';
import { notingLosses } from '#app/stack/losses';
import type { Stack } from '#app/stack/stack';
import { warmMemory } from '#app/stack/warm-memory';
import { typesOf } from '#engine/ruleset';
import { rules } from '#rules/catalog.gen';
import { cloudStore } from '#store/cloud';
import { leasesOn } from '#store/lease';
import { warmFiles } from '#store/warm-files';
import { clock } from './clock.ts';
import { configText } from './config.ts';
import { storeClients, storeOf, workTable, type StoreNames } from './store.ts';

/** What of the stack does not change while its process lives. */
export type StackParts = Omit<Stack, 'holder'>;

/** The tables and the bucket of a stack. */
export type JudgeNames = StoreNames & { readonly WORK_TABLE: string };

/** What judging is made of. The config is the text of the one that was deployed. */
export function stackParts(config: string, names: JudgeNames, clients = storeClients(), time = clock): StackParts {
  const { STATE_TABLE: state, LEDGER_TABLE: ledger, BUCKET: bucket } = names;
  const { files } = storeOf(names, clients);
  const placed = { ...clients, names: { state, ledger, bucket }, writeId: randomUUID };
  const work = workTable(names, clients);
  const memory = warmMemory(notingLosses(cloudStore({ ...placed, recheck: false, around: warmFiles }), work));
  const file = documentOf(loadConfig(config, 'shoalwatch.json', rules), config, rules);
  return {
    ...{ memory, files, work, clock: time, leases: leasesOn(work, time), types: typesOf(rules) },
    live: liveOn({ rules, file, memory }),
    every: (ms, act) => {
      const timer = setInterval(act, ms);
      return () => clearInterval(timer);
    },
  };
}

/** The stack that the environment names. */
export const deployedParts = async (names: JudgeNames): Promise<StackParts> => stackParts(await configText(), names);

/** The parts for one call: whatever it holds is told from what other calls hold. */
export const forOneCall = (parts: StackParts): Stack => ({ ...parts, holder: randomUUID() });
