import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Evaluated } from '#app/stack/evaluate';
import { sweepClouds, type SweepCloud } from '#app/sweep/shapes';
import { awsEvents } from '#clouds/aws/events';
import { azureEvents } from '#clouds/azure/events';
import { gcpEvents } from '#clouds/gcp/events';
import { changeInCluster, kubernetesEvents } from '#clouds/kubernetes/events';
import type { Clock, EventReader, Memory, PolicyDocument } from '#model';
import { evaluateHandlerOf } from '../../functions/wire/evaluate.ts';
import { judgeHandlerOf } from '../../functions/wire/judge-changes.ts';
import { judgeParts, type JudgeParts } from '../../functions/wire/judge.ts';
import { allTypes, onChangeHandlerOf } from '../../functions/wire/on-change.ts';
import type { CloudParts } from '../../functions/wire/parts.ts';
import { queuesOf } from '../../functions/wire/queues.ts';
import { rereadHandlerOf } from '../../functions/wire/reread.ts';
import { stackOf } from '../../functions/wire/stack.ts';
import { storeOf, type Store } from '../../functions/wire/store.ts';
import { sweepHandlerOf } from '../../functions/wire/sweep.ts';
import type { Deployment } from '../../functions/wire/config.ts';
import { startSqs, type SqsSim } from '../sim/aws/sqs.ts';
import { startS3 } from '../sim/s3/server.ts';
import { dynaliteStand } from '../store/drivers/dynamo-stand.ts';
import { s3ClientOf } from '../store/drivers/s3-stand.ts';
import { onWire } from '../store/wire.ts';
import { sweepOnce } from './machine.ts';

/** What the functions read. */
interface World {
  readonly parts: Readonly<Record<SweepCloud, CloudParts>>;
  readonly clock: Clock;
  readonly config: Deployment;
}

/** A call of a function by a queue, and what it cost. */
export interface Called {
  readonly name: string;
  /** Calls by service and operation. */
  readonly calls: Readonly<Record<string, number>>;
  readonly failed: number;
}

/** A stack whose functions are called as AWS calls them, in time that passes when nothing else is left to do. */
export interface StackStand {
  readonly memory: Memory;
  readonly clock: Clock;
  readonly sqs: SqsSim;
  readonly called: Called[];
  sweep(clouds?: readonly SweepCloud[]): Promise<Evaluated>;
  /** Delivers documents, and calls functions until no queue has anything left to be taken. */
  deliver(...documents: readonly unknown[]): Promise<void>;
  /** `<status> <actor>` of the findings of a rule on a resource that are not closed. */
  standing(rule: string, resource: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const readers: Readonly<Record<SweepCloud, readonly EventReader[]>> = {
  aws: [awsEvents, kubernetesEvents],
  azure: [azureEvents, kubernetesEvents],
  gcp: [gcpEvents(changeInCluster), kubernetesEvents],
};

/** Every rule as it comes. */
export const noPolicy: PolicyDocument = { rules: {}, components: { allow: {}, deny: {} }, waivers: [] };

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** How long a message is hidden that was given to a function, in milliseconds. */
const hidden = 60_000;

export async function stackStand(world: World): Promise<StackStand> {
  let waited = 0;
  const clock: Clock = {
    now: () => world.clock.now() + waited,
    sleep: (ms, signal) => world.clock.sleep(ms, signal),
  };
  const [stand, s3, sqs] = await Promise.all([dynaliteStand(), startS3(), startSqs(clock.now)]);
  const bucket = `bucket-${randomUUID()}`;
  s3.buckets.set(bucket, new Map());
  const names = {
    ...{ STATE_TABLE: await stand.makeTable(), LEDGER_TABLE: await stand.makeTable() },
    ...{ WORK_TABLE: await stand.makeTable(), BUCKET: bucket },
  };
  const dynamo = stand.client();
  const counted: string[] = [];
  onWire(dynamo, async ({ operation }, send) => {
    counted.push(`dynamodb:${operation}`);
    await send();
  });
  const clients = { dynamo, s3: s3ClientOf(s3.url) };
  const store: Store = storeOf(names, clients);
  const { memory } = store;
  const given = { clients, clock };
  const parts = (): Promise<JudgeParts> => Promise.resolve(judgeParts(noPolicy, names, given));
  const client = new SQSClient({
    ...{ endpoint: sqs.url, region: 'eu-central-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  });
  const queues = () => queuesOf(client);
  const log = () => silent;
  const urls = () => ({
    ...{ aws: sqs.queue('reread-aws'), azure: sqs.queue('reread-azure'), gcp: sqs.queue('reread-gcp') },
    ...{ judge: sqs.queue('judge'), dead: sqs.queue('changes-dead') },
  });
  const config = () => Promise.resolve(world.config);
  const handlers: Readonly<Record<string, (event: Pick<SQSEvent, 'Records'>) => Promise<SQSBatchResponse>>> = {
    changes: onChangeHandlerOf({ stack: () => stackOf(allTypes, names, given), log, queues, urls }),
    ...Object.fromEntries(
      sweepClouds.map((it) => {
        const own = () => ({ own: urls()[it], judge: urls().judge });
        const stack = () => stackOf(world.parts[it].types, names, given);
        return [
          `reread-${it}`,
          rereadHandlerOf(world.parts[it], readers[it], { stack, log, queues, config, urls: own }),
        ];
      }),
    ),
    judge: judgeHandlerOf({ stack: parts, log, queues, queue: () => urls().judge }),
  };
  const evaluate = evaluateHandlerOf({ stack: parts, log });
  const called: Called[] = [];

  const callOne = async (name: string): Promise<boolean> => {
    const taken = sqs.take(name, name.startsWith('reread') ? 1 : 10, hidden);
    if (taken.length === 0) return false;
    const before = { dynamo: counted.length, s3: s3.calls.length, sqs: sqs.calls.length };
    const Records = taken.map(({ id, body, receives }) => {
      const attributes = { ApproximateReceiveCount: String(receives) };
      return { messageId: id, body, attributes } as SQSRecord;
    });
    const { batchItemFailures } = (await handlers[name]?.({ Records })) ?? { batchItemFailures: [] };
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { id } of taken) if (!failed.has(id)) sqs.done(name, id);
    const calls = [
      ...counted.slice(before.dynamo),
      ...s3.calls.slice(before.s3).map(({ operation }) => `s3:${operation}`),
      ...sqs.calls.slice(before.sqs).map((operation) => `sqs:${operation}`),
    ];
    called.push({ name, failed: failed.size, calls: tally(calls) });
    return true;
  };
  /** The functions are called as long as there is something; time passes to the next message where there is none yet. */
  const pump = async (): Promise<void> => {
    const all = Object.keys(handlers);
    for (let calls = 0; calls < 500; calls += 1) {
      let any = false;
      for (const name of all) any = (await callOne(name)) || any;
      if (any) continue;
      const next = Math.min(...all.flatMap((name) => sqs.on(name).map(({ visible }) => visible)));
      if (next === Infinity) return;
      waited += Math.max(0, next - clock.now());
    }
    throw new Error('the functions call each other without an end');
  };

  return {
    ...{ memory, clock, sqs, called },
    async sweep(clouds = sweepClouds) {
      const run = { execution: randomUUID(), startedAt: new Date(clock.now()).toISOString() };
      await sweepOnce(
        {
          clouds,
          handler: (cloud) =>
            sweepHandlerOf(world.parts[cloud], { clock, config, log: () => silent, store: () => store }),
        },
        run,
      );
      return evaluate(JSON.parse(JSON.stringify({ do: 'sweep', run, clouds })));
    },
    async deliver(...documents) {
      for (const it of documents) sqs.put('changes', typeof it === 'string' ? it : JSON.stringify(it));
      await pump();
    },
    async standing(rule, resource) {
      const all = (await memory.findings()).filter((it) => it.rule === rule && it.resource.id === resource);
      return all
        .filter(({ status }) => status === 'open' || status === 'announced')
        .map(({ status, change }) => `${status} ${change?.actor.split('/').at(-1) ?? 'nobody'}`);
    },
    async close() {
      client.destroy();
      memory.close();
      await Promise.all([stand.close(), s3.close(), sqs.close()]);
    },
  };
}

const tally = (calls: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(calls, (it) => it)].map(([name, its]) => [name, its.length]));
