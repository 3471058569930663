import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sweepFiles } from '#app/sweep/files';
import { typesOf } from '#engine/ruleset';
import { snapshotOf } from '#engine/snapshot-id';
import type { Memory, Reading } from '#model';
import { loadConfig } from '#app/config/load';
import { documentOf } from '#app/config/policy-half';
import { rules } from '#rules/catalog.gen';
import { cloudStore } from '#store/cloud';
import { s3Files } from '#store/drivers/s3-files';
import { evaluateHandlerOf } from '../../functions/wire/evaluate.ts';
import { judgeParts } from '../../functions/wire/judge.ts';
import type { SimExecution } from '../sim/aws/stack/machine.ts';
import { startStack, type StackSim } from '../sim/aws/stack/server.ts';
import { startS3 } from '../sim/s3/server.ts';
import { dynaliteStand } from '../store/drivers/dynamo-stand.ts';
import { s3ClientOf } from '../store/drivers/s3-stand.ts';

/** A deployed stack on this machine: its outputs, its store, and a state machine that judges as the functions do. */
export interface StackStand {
  readonly sim: StackSim;
  readonly outputs: Readonly<Record<string, string>>;
  /** What a caller has in his environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A store of its own each time. */
  open(): Memory;
  /** Judges as the function does that the machine calls; `sweep` leaves the files of a sweep before. */
  judge(
    what: { readonly do: 'sweep' | 'policy'; readonly readings?: readonly Reading[] },
    run: SimExecution,
  ): Promise<object>;
  close(): Promise<void>;
}

const region = 'eu-central-1';

/** The stack named `shoalwatch`; `config` is the file that it was deployed with. */
export async function openStackStand(config: string): Promise<StackStand> {
  const dynamo = await dynaliteStand();
  const bucket = `bucket-${randomUUID()}`;
  const s3 = await startS3(bucket);
  const names = { state: await dynamo.makeTable(), ledger: await dynamo.makeTable(), bucket };
  const work = await dynamo.makeTable();
  const machineArn = `arn:aws:states:${region}:111122223333:stateMachine:shoalwatch-sweep`;
  const outputs = {
    ...{ StateTable: names.state, LedgerTable: names.ledger, WorkTable: work, EvidenceBucket: bucket },
    StateMachineArn: machineArn,
  };
  const client = dynamo.client();
  const endpoint = await client.config.endpoint?.();
  const sim = await startStack({
    ...{ outputs, machineArn, s3: s3.url },
    dynamodb: `http://${endpoint?.hostname ?? ''}:${String(endpoint?.port ?? '')}`,
  });
  const writeId = randomUUID;
  const files = s3Files({ client: s3ClientOf(s3.url), name: bucket, writeId });
  const open = (): Memory =>
    cloudStore({ dynamo: dynamo.client(), s3: s3ClientOf(s3.url), names, writeId, recheck: false });
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const tables = { STATE_TABLE: names.state, LEDGER_TABLE: names.ledger, WORK_TABLE: work, BUCKET: bucket };
  const clients = { dynamo: client, s3: s3ClientOf(s3.url) };
  const evaluate = evaluateHandlerOf({
    stack: () =>
      Promise.resolve(
        judgeParts(documentOf(loadConfig(config, 'shoalwatch.yaml', rules), config, rules), tables, { clients }),
      ),
    log: () => quiet,
  });
  return {
    ...{ sim, outputs, open },
    env: {
      ...{ AWS_ENDPOINT_URL: sim.url, AWS_REGION: region },
      ...{ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' },
    },
    async judge({ do: what, readings = [] }, run) {
      if (what === 'sweep') await leaveFiles(sweepFiles(files, run), readings);
      return { result: await evaluate({ do: what, run, ...(what === 'sweep' && { clouds: ['aws'] }) }) };
    },
    async close() {
      client.destroy();
      await sim.close();
      await s3.close();
      await dynamo.close();
    },
  };
}

/** What the functions of a sweep leave behind that read these. */
async function leaveFiles(sweep: ReturnType<typeof sweepFiles>, readings: readonly Reading[]): Promise<void> {
  const targets = readings.map(({ target }) => target);
  await sweep.keepDiscovery('aws', { targets, gaps: [] });
  await sweep.keepRound('aws', 0, [targets.map((target) => ({ target }))]);
  const read = readings.map((it) => {
    const { id: digest, ...reading } = snapshotOf(it, typesOf(rules));
    return { reading, digest };
  });
  await sweep.keepPart({ cloud: 'aws', round: 0, batch: 0 }, 0, JSON.stringify(read));
  await sweep.keepRound('aws', 1, []);
  await sweep.keepGone('aws', []);
}

export const examples = join(import.meta.dirname, '../../examples');
