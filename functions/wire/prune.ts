import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { evidence, usualRetention } from '#app/config/deployment';
import { letGo } from '#app/stack/let-go';
import type { Clock } from '#model';
import { dynamoTable } from '#store/drivers/dynamo-table';
import { leasesOn } from '#store/lease';
import { findingsPlace } from '#store/memory';
import { prune, type Permitted, type Pruned } from '#store/prune/prune';
import { s3PrunedFiles } from '#store/drivers/s3-pruned-files';
import { clock as usualClock } from './clock.ts';
import { configText } from './config-text.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { logOf, type Log } from './log.ts';
import type { StackNames } from './stack.ts';
import { storeClients, workTable, type StoreClients } from './store.ts';

/** What the function needs of the config. */
const deployed = z.object({ evidence: evidence.optional() });

/** Reads of the tables that are under way at once. */
const width = 32;

/** What the function works with that lets go of files. */
export interface Means {
  readonly names: () => StackNames;
  /** The text of shoalwatch.json. */
  readonly config: () => Promise<string>;
  readonly clients: () => StoreClients;
  readonly clock: Clock;
  readonly log: () => Log;
}

/** Lets go of what nobody keeps any more. What stops it is in its log: nothing is lost meanwhile, and the next call goes on. */
export function pruneHandlerOf(means = usualMeans): () => Promise<Pruned> {
  return async () => {
    const log = means.log();
    try {
      const pruned = await letGo(await partsOf(means));
      log.info(pruned.is, { removed: pruned.removed });
      return pruned;
    } catch (error) {
      log.error('failed', error);
      throw error;
    }
  };
}

async function partsOf({ names, config, clients, clock }: Means) {
  const { STATE_TABLE, LEDGER_TABLE, WORK_TABLE, BUCKET } = names();
  const { dynamo, s3 } = clients();
  const writeId = randomUUID;
  const { retentionDays = usualRetention } = deployed.parse(JSON.parse(await config())).evidence ?? {};
  const store = {
    state: dynamoTable({ client: dynamo, name: STATE_TABLE, writeId, spread: [findingsPlace] }),
    ledger: dynamoTable({ client: dynamo, name: LEDGER_TABLE, writeId }),
    files: s3PrunedFiles({ client: s3, name: BUCKET, writeId }),
  };
  return {
    prune: (permitted: Permitted) => prune({ ...store, ...permitted, width, retentionDays }),
    leases: leasesOn(workTable({ WORK_TABLE }, { dynamo }), clock),
    ...{ holder: randomUUID(), clock },
  };
}

const usualMeans: Means = {
  names: () => environmentOf(environmentNames.prune),
  config: () => configText(),
  clients: () => storeClients(),
  clock: usualClock,
  log: () => logOf('prune', {}),
};
