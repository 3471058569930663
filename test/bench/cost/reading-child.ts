import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { collectBatch } from '#app/sweep/collect';
import { sweepFiles } from '#app/sweep/files';
import { eksAccess } from '#clouds/aws/access';
import { awsTypes } from '#clouds/aws/types';
import { gateOf, type Gate } from '#clouds/gate';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import { clusterTypes } from '#clouds/kubernetes/types';
import { planRound } from '#app/sweep/plan';
import type { RoundItem } from '#app/sweep/shapes';
import type { Clock, Resource } from '#model';
import type { Files } from '#store/files';
import { awsAt, awsSettingsAt } from '../clouds-at.ts';
import type { BatchTook, ReadingTask, ReadingTook } from './reading.ts';

const clock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal ? { signal } : {});
  },
};

process.once('message', (task: ReadingTask) => {
  void read(task).then((took) => process.send?.(took));
});

async function read({ aws, account, clusters, latencyMs }: ReadingTask): Promise<ReadingTook> {
  const way = slowed(latencyMs);
  const opened = awsAt(aws, account);
  const cloud = opened.cloud({ gate: way.gate, clock });
  const files = sweepFiles(shelf(), { execution: 'one', startedAt: new Date(clock.now()).toISOString() });
  const plan = { name: 'aws' as const, files, cloud };
  let next = 0;
  const inside = (cluster: Resource) => {
    const api = clusters[(next += 1) % clusters.length];
    const access = eksAccess(cluster, awsSettingsAt(aws, account).clientConfig, clock);
    if ('reason' in access) throw new Error(`${cluster.id} cannot be entered: ${access.detail}`);
    const it = { ...access, endpoint: api?.url ?? '', ca: api?.ca ?? '' };
    return Promise.resolve(kubernetesCloud({ gate: way.gate, clock, allowLoopback: true, clusters: () => [it] }));
  };
  const types = [...awsTypes, ...clusterTypes];
  const readRound = async (round: number): Promise<BatchTook> => {
    const dealt = await planRound(plan, round);
    const began = { at: performance.now(), cpu: process.cpuUsage() };
    way.reset();
    for (const [batch, items] of dealt.entries()) {
      const ground = { files, clock, cloud, inside, gaps: [], types, began: clock.now() };
      await collectBatch({ ...ground, batch: { cloud: 'aws', round, batch } }, items);
    }
    const seconds = (performance.now() - began.at) / 1000;
    const { user, system } = process.cpuUsage(began.cpu);
    return { ...way.told(seconds), seconds, cpuSeconds: (user + system) / 1e6 };
  };
  const own = await readRound(0);
  const dealt: readonly RoundItem[] = (await planRound(plan, 1)).flat();
  return {
    clusters: dealt.length,
    account: own,
    inside: await readRound(1),
    peakMB: process.resourceUsage().maxRSS / 1024,
  };
}

/** A gate behind which each call takes so long, and what went through it. */
function slowed(latencyMs: number) {
  const gate = gateOf({ clock, note: () => undefined });
  let calls = 0;
  let underWay = 0;
  const way: Gate = {
    trace: [],
    pass: (call, send, errors) =>
      gate.pass(
        call,
        async (signal) => {
          const began = performance.now();
          calls += 1;
          try {
            await wait(latencyMs);
            return await send(signal);
          } finally {
            underWay += performance.now() - began;
          }
        },
        errors,
      ),
  };
  return {
    gate: way,
    reset: () => {
      [calls, underWay] = [0, 0];
    },
    told: (seconds: number) => ({ calls, atOnce: underWay / 1000 / seconds }),
  };
}

/** Files that are packed as those of a bucket are. */
function shelf(): Files {
  const bodies = new Map<string, string>();
  return {
    get: (path) => Promise.resolve(bodies.get(path)),
    has: (path) => Promise.resolve(bodies.has(path)),
    put(path, body) {
      if (bodies.has(path)) return Promise.resolve(false);
      gzipSync(body);
      bodies.set(path, body);
      return Promise.resolve(true);
    },
  };
}
