import { assumed, counted, useOf, type Size, type StoreUse } from './counts.ts';
import type { PriceId } from './prices.ts';

/** What is to be watched, and how often. */
export interface Estate {
  readonly clusters: number;
  /** Minutes from the beginning of one sweep to the next. */
  readonly interval: number;
}

/** What makes something be paid: a sweep, a change, what is kept; `fixed` is paid whatever is watched. */
export const causes = ['sweeps', 'changes', 'storage', 'fixed'] as const;
export type Cause = (typeof causes)[number];

/** How much of something a month takes. */
export interface Used {
  readonly cause: Cause;
  readonly price: PriceId;
  readonly amount: number;
}

const month = { minutes: 30 * 24 * 60, days: 30 };
const gigabyte = 1e9;
/** As infra keeps them: readings of sweeps for 14 days, logs for 90. */
const kept = { readingsDays: 14, logsMonths: 3 };
/** Of an express workflow: memory is billed in steps of 64 MB. */
const expressGb = 64 / 1024;

/** What a month of 30 days takes for clusters of EKS. */
export function usageOf({ clusters, interval }: Estate): readonly Used[] {
  const targets = Math.ceil(clusters / assumed.clustersPerAccount.value) * assumed.targetsPerAccount.value;
  const size = { clusters, targets };
  const sweeps = month.minutes / interval;
  const changes = clusters * assumed.changesPerCluster.value;
  return [
    ...used('sweeps', sweepUse(size), sweeps),
    ...used('changes', changeUse(size, sweeps / changes), changes),
    ...used('storage', storageUse(size, sweeps, changes), 1),
    ...used('fixed', fixedUse, 1),
  ].filter(({ amount }) => amount > 0);
}

type Amounts = Readonly<Partial<Record<PriceId, number>>>;

const isPrice = (_: string): _ is PriceId => true;

const used = (cause: Cause, amounts: Amounts, times: number): readonly Used[] =>
  Object.entries(amounts).flatMap(([price, amount]) =>
    isPrice(price) ? [{ cause, price, amount: amount * times }] : [],
  );

/** One sweep. */
function sweepUse(size: Size): Amounts {
  const children = Math.ceil(size.targets / counted.batch) + Math.ceil(size.clusters / counted.batch);
  const calls = children + counted.steps;
  const readSeconds =
    (size.clusters * counted.callsPerCluster * assumed.secondsPerCall.value) / assumed.callsAtOnce.value;
  const judging = useOf(counted.evaluate, size);
  const judgeSeconds = judgeSecondsOf(size, judging);
  return {
    ...storeAmounts(useOf(counted.collect, size), judging),
    'lambda-request': calls,
    'lambda-time': readSeconds * counted.memory.sweep + judgeSeconds * counted.memory.evaluate,
    'steps-transition': counted.transitions.once + counted.transitions.child * children,
    'steps-express': children,
    'steps-express-time': readSeconds * expressGb,
    trace: calls,
    'log-ingest': (calls * assumed.logBytesPerCall.value) / gigabyte,
    'scheduler-call': 1,
  };
}

/** A function works, and waits for what it reads of the store. */
const judgeSecondsOf = ({ clusters }: Size, { gets }: StoreUse): number =>
  clusters * assumed.judgeSeconds.value + (gets * assumed.secondsPerGet.value) / counted.getsAtOnce;

/** One change, where so many sweeps are made for each: it is taken in, looked at and judged. */
function changeUse(size: Size, sweepsPerChange: number): Amounts {
  const looks = assumed.looksPerChange.value;
  const account = {
    clusters: Math.min(size.clusters, assumed.clustersPerAccount.value),
    targets: assumed.targetsPerAccount.value,
  };
  const begins = assumed.coldLooks.value;
  // After a sweep a process knows no more what stands. Later looks come seconds after the first.
  const unaware = Math.min(1, begins + sweepsPerChange);
  const aware = looks - unaware;
  const [coldJudge, warmJudge] = [useOf(counted.judge.cold, size), useOf(counted.judge.warm, size)];
  const judgeSeconds =
    unaware * judgeSecondsOf(size, coldJudge) + aware * size.clusters * assumed.warmJudgeSeconds.value;
  const calls = 1 + 2 * looks;
  return {
    ...storeAmounts(
      timesOf(useOf(counted.hear.cold, account), begins),
      timesOf(useOf(counted.hear.warm, account), 1 - begins),
      timesOf(useOf(counted.look.cold, account), begins),
      timesOf(useOf(counted.look.warm, account), looks - begins),
      timesOf(coldJudge, unaware),
      timesOf(warmJudge, aware),
      // The first look that shows something moves it.
      useOf(counted.moved, account),
    ),
    'lambda-request': calls,
    'lambda-time':
      judgeSeconds * counted.memory.judge +
      looks * assumed.lookSeconds.value * counted.memory.reread +
      assumed.onChangeSeconds.value * counted.memory.onChange,
    // A message is sent, taken and deleted.
    'sqs-request': 3 * calls,
    trace: calls,
    'log-ingest': (calls * assumed.logBytesPerCall.value) / gigabyte,
  };
}

const timesOf = ({ readUnits, writeUnits, puts, gets, putBytes }: StoreUse, times: number): StoreUse => ({
  ...{ readUnits: readUnits * times, writeUnits: writeUnits * times },
  ...{ puts: puts * times, gets: gets * times, putBytes: putBytes * times },
});

/** What lies there at the end of a month. */
function storageUse(size: Size, sweeps: number, changes: number): Amounts {
  const first = useOf(counted.first, size);
  const perDay = sweeps / month.days;
  const readings = useOf(counted.collect, size).putBytes * perDay * kept.readingsDays;
  const account = { clusters: Math.min(size.clusters, assumed.clustersPerAccount.value), targets: 0 };
  const states = useOf(counted.moved, account).putBytes * changes;
  // A unit of writing is 1 KB at the most.
  const items = first.writeUnits * 1024;
  const logs = [sweepUse(size)['log-ingest'] ?? 0].map((gb) => gb * sweeps * kept.logsMonths);
  return {
    's3-storage': (readings + first.putBytes + states) / gigabyte,
    'dynamodb-storage': items / gigabyte,
    'dynamodb-backup': items / gigabyte,
    'log-storage': logs.reduce((total, gb) => total + gb, 0),
  };
}

/** By the clock, whatever is watched. */
const byClock = counted.watches + counted.alerts;

const fixedUse: Amounts = {
  'kms-key': 1,
  'kms-request': assumed.keyRequests.value,
  alarm: counted.alarms,
  dashboard: 1,
  metric: counted.metrics,
  'sqs-request': counted.polled * assumed.pollsPerQueue.value,
  'scheduler-call': byClock,
  'lambda-request': byClock,
  'lambda-time':
    counted.watches * assumed.watchdogSeconds.value * counted.memory.watchdog +
    counted.alerts * assumed.alertSeconds.value * counted.memory.alert,
  trace: byClock,
  'log-ingest': (byClock * assumed.logBytesPerCall.value) / gigabyte,
  's3-get': counted.watchdog.gets * counted.watches,
  'dynamodb-read': counted.watchdog.readUnits * counted.watches + counted.alert.readUnits * counted.alerts,
};

const storeAmounts = (...uses: readonly StoreUse[]): Amounts => {
  const of = (name: keyof StoreUse): number => uses.reduce((total, one) => total + one[name], 0);
  return {
    's3-put': of('puts'),
    's3-get': of('gets'),
    'dynamodb-read': of('readUnits'),
    'dynamodb-write': of('writeUnits'),
  };
};
