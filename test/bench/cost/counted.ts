import { evaluateSweep } from '#app/stack/evaluate';
import { noteSwept } from '#app/stack/last-swept';
import { advance } from '#app/sweep/advance';
import { collectBatch } from '#app/sweep/collect';
import { sweepFiles, type Batch, type SweepFiles } from '#app/sweep/files';
import { confirmGone } from '#app/sweep/gone';
import type { RoundItem, SweepCloud } from '#app/sweep/shapes';
import { sweepOf } from '#app/sweep/sweep';
import { awsTypes } from '#clouds/aws/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { StoreUse } from '#app/cost/counts';
import type { Clock, Cloud, PolicyDocument, Reading, Target } from '#model';
import { fleetOf } from '../../../functions/wire/metrics.ts';
import { forOneCall, judgeParts } from '../../../functions/wire/judge.ts';
import { allTypes } from '../../../functions/wire/on-change.ts';
import { stackOf } from '../../../functions/wire/stack.ts';
import { storeOf } from '../../../functions/wire/store.ts';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { startS3 } from '../../sim/s3/server.ts';
import { dynaliteStand } from '../../store/drivers/dynamo-stand.ts';
import { s3ClientOf } from '../../store/drivers/s3-stand.ts';
import { awsReadings } from '../fleet/aws.ts';
import { kubernetesReading } from '../fleet/kubernetes.ts';
import { tidied } from '../fleet/tidy.ts';
import { followOne, type Followed } from './followed.ts';
import { meterOf } from './meter.ts';

/** An estate to be swept: clusters in one region, and regions that hold none. */
export interface Small {
  readonly clusters: number;
  readonly empty: number;
}

/** What one sweep of an estate asks of tables and bucket: to read, and to judge. */
export interface Asked {
  readonly collect: StoreUse;
  readonly evaluate: StoreUse;
}

/** What a stack asks of its store, counted while its own functions sweep the same again and again: nothing changes. */
export interface Counted {
  readonly first: Asked;
  /** One that follows another that moved nothing. */
  readonly second: Asked;
  /** The functions that follow a change: those that begin, and the same when another change comes. */
  readonly cold: Followed;
  readonly warm: Followed;
  readonly watchdog: StoreUse;
  /** Seconds that judging such a sweep took here. */
  readonly judgeSeconds: number;
}

const regions = [
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-north-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

export async function countSweeps({ clusters, empty }: Small): Promise<Counted> {
  const readings = readingsOf(clusters, empty);
  const stand = await dynaliteStand();
  const sim = await startS3('bodies');
  const meter = meterOf();
  const [dynamo, s3] = [stand.client(), s3ClientOf(sim.url)];
  meter.on(dynamo, s3);
  const names = {
    ...{
      STATE_TABLE: await stand.makeTable(),
      LEDGER_TABLE: await stand.makeTable(),
      WORK_TABLE: await stand.makeTable(),
    },
    BUCKET: 'bodies',
  };
  // Functions of a stack that sweeps by the hour begin anew each time.
  const fresh = () => storeOf(names, { dynamo, s3 });
  const stackAt = (clock: Clock) => forOneCall(judgeParts(noPolicy, names, { clients: { dynamo, s3 }, clock }));
  const clockAt = (hour: number, minute: number): Clock => ({
    now: () => Date.parse(`2026-11-01T0${hour}:00:00.000Z`) + minute * 60_000,
    sleep: never,
  });
  const sweep = async (hour: number): Promise<Asked & { readonly seconds: number }> => {
    const clock = clockAt(hour, 5);
    const run = { execution: `sweep-${hour}`, startedAt: `2026-11-01T0${hour}:00:00.000Z` };
    const collect = await meter.of(() => collectAll(readings, { store: fresh(), run, clock }));
    const began = performance.now();
    const evaluate = await meter.of(async () => {
      const stack = stackAt(clock);
      await evaluateSweep(stack, run, await sweepOf(stack.files, run, ['aws']));
      await noteSwept(stack, { run, clouds: ['aws'] });
    });
    return { collect, evaluate, seconds: (performance.now() - began) / 1000 };
  };
  try {
    const first = await sweep(1);
    // What moved in a sweep is judged once more by the next one.
    await sweep(2);
    const { seconds, ...second } = await sweep(3);
    const given = { clients: { dynamo, s3 }, clock: clockAt(3, 10) };
    const processes = {
      hear: stackOf(allTypes, names, given),
      look: stackOf([...awsTypes, ...clusterTypes], names, given),
      judge: judgeParts(noPolicy, names, given),
    };
    const follow = (at: number) => followOne(readings, { processes, of: meter.of, at, now: given.clock.now() });
    const [cold, warm] = [await follow(0), await follow(1)];
    const watch = async () => {
      const { keep } = await fleetOf({ store: fresh(), config: '{"version":1}', now: clockAt(3, 30).now() });
      await keep();
    };
    await watch();
    return {
      first,
      second,
      cold,
      warm,
      watchdog: await meter.of(watch),
      judgeSeconds: seconds,
    };
  } finally {
    dynamo.destroy();
    await sim.close();
    await stand.close();
  }
}

/** A wait that only the end of what is watched ends. */
const never = (_: number, signal?: AbortSignal): Promise<void> =>
  new Promise((_done, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
  });

function readingsOf(clusters: number, empty: number): ReadonlyMap<string, Reading> {
  const [first = '', ...others] = regions;
  const estate = generateAwsEstate({ seed: 3, clusters, accounts: 1, regions: [first] });
  const own = [...awsReadings(estate)];
  const region = own.find(({ target }) => target.id.endsWith(first));
  const account = region?.target.id.split(':')[1] ?? '';
  const bare = others.slice(0, empty).map((name): Reading => {
    const target: Target = { id: `aws:${account}:${name}`, provider: 'aws', scopes: ['aws-region'] };
    return { target, startedAt: region?.startedAt ?? '', resources: [], complete: region?.complete ?? [], gaps: [] };
  });
  const found = own.flatMap(({ resources }) => resources.filter(({ type }) => type === 'eks.cluster'));
  const inside = found.map(({ id }, at) => {
    const inner = generateKubernetesEstate({ seed: id, provider: 'eks', namespaces: 6, deployments: 4 });
    return kubernetesReading(id, at % 5 > 0 ? tidied(inner) : inner);
  });
  return new Map([...own, ...bare, ...inside].map((it) => [it.target.id, it]));
}

interface Sweeping {
  readonly store: ReturnType<typeof storeOf>;
  readonly run: { readonly execution: string; readonly startedAt: string };
  readonly clock: Clock;
}

const noPolicy: PolicyDocument = { rules: {}, components: { allow: {}, deny: {} }, waivers: [] };

/** What the state machine does of a cloud: plans, and the batches that these leave, until all is read and asked. */
async function collectAll(readings: ReadonlyMap<string, Reading>, { store, run, clock }: Sweeping): Promise<void> {
  const name: SweepCloud = 'aws';
  const began = clock.now();
  const types = [...awsTypes, ...clusterTypes];
  const read = (target: Target): Promise<Reading> => {
    const reading = readings.get(target.id);
    return reading ? Promise.resolve({ ...reading, startedAt: run.startedAt }) : Promise.reject(new Error(target.id));
  };
  const cloud: Pick<Cloud, 'discover' | 'collect'> = {
    discover: () => {
      const own = [...readings.values()].map(({ target }) => target).filter(({ provider }) => provider === 'aws');
      return Promise.resolve({ targets: own, gaps: [] });
    },
    collect: read,
  };
  const isGone = (): Promise<boolean> => Promise.resolve(false);
  const inside = () => Promise.resolve({ collect: read, isGone });
  const before = (isAsked?: Parameters<typeof store.open>[0]) => store.open(isAsked);
  /** A call is a process of its own, which knows nothing of what the others read. */
  const reader = async (files: SweepFiles) => {
    const gaps = (await files.discovery(name))?.gaps ?? [];
    return { name, files, clock, cloud: { collect: read, isGone }, inside, types, began, gaps, openIn: before };
  };
  const collect = async (files: SweepFiles, batch: Batch, items: readonly RoundItem[]) =>
    collectBatch({ ...(await reader(files)), batch }, items);
  for (let next = 0; ;) {
    const files = sweepFiles(store.files, run);
    const advanced = await advance(
      {
        ...{ plan: { name, files, cloud }, clock, began },
        collect: (batch, items) => collect(files, batch, items),
        askGone: async () => confirmGone(await reader(files)),
      },
      next,
    );
    if (advanced.then === 'end') return;
    const { round } = advanced;
    for (const batch of advanced.batches) {
      const own = sweepFiles(store.files, run);
      await collect(own, { cloud: name, round, batch }, (await own.round(name, round))?.[batch] ?? []);
    }
    next = advanced.next;
  }
}
