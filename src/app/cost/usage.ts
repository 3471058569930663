import { assumed, counted, useOf, type Size, type StoreUse } from './counts.ts';
import { daysOfReadings } from '../sweep/kept.ts';
import type { PriceId } from './prices.ts';
import { pruningOf } from './pruning.ts';

/** What is to be watched, and how often. */
export interface Estate {
  readonly clusters: number;
  /** Minutes from the beginning of one sweep to the next. */
  readonly interval: number;
}

/** What makes something be paid: a sweep, a change, what is kept, letting go of it; `fixed` is paid whatever is watched. */
export const causes = ['sweeps', 'changes', 'storage', 'pruning', 'fixed'] as const;
export type Cause = (typeof causes)[number];

/** How much of something a month takes. */
export interface Used {
  readonly cause: Cause;
  readonly price: PriceId;
  readonly amount: number;
}

const month = { minutes: 30 * 24 * 60, days: 30 };
const gigabyte = 1e9;
const kept = { logsMonths: 3 };
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
    ...used('changes', changeUse(size), changes),
    ...used('storage', storageUse(size, interval, changes), 1),
    ...used('pruning', pruningOf(size, { sweeps, changes, account: accountOf(size) }), 1),
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
  const { transitions, plans, children } = enteredIn(size);
  const calls = plans + children + 1;
  const inside = size.clusters * readSeconds('inside');
  const readings = size.clusters * readSeconds('account') + inside + (plans + children) * assumed.beginSeconds.value;
  const [whole, part] = [useOf(counted.whole, size), useOf(counted.evaluate, size)];
  const wholes = assumed.wholeSweeps.value;
  const judgeSeconds =
    assumed.beginSeconds.value +
    wholes * (size.clusters * assumed.wholeSeconds.value + waitSecondsOf(whole)) +
    (1 - wholes) * (size.clusters * assumed.judgeSeconds.value + waitSecondsOf(part));
  return {
    ...storeAmounts(collectUse(size), timesOf(whole, wholes), timesOf(part, 1 - wholes)),
    'lambda-request': calls,
    'lambda-time': readings * counted.memory.sweep + judgeSeconds * counted.memory.evaluate,
    'steps-transition': transitions,
    'steps-express': children,
    'steps-express-time': children > 0 ? inside * expressGb : 0,
    trace: calls,
    'log-ingest': (calls * assumed.logBytesPerCall.value) / gigabyte,
    'scheduler-call': 1,
  };
}

/** What the reads of a sweep ask of the store: each child of the map writes a file of its own, at least. */
function collectUse(size: Size): StoreUse {
  const { children } = enteredIn(size);
  const use = useOf(counted.collect, size);
  return { ...use, puts: use.puts + children, gets: use.gets + 3 * children };
}

/** How long a function reads for each cluster: as long as the calls take, or as its part of a core does. */
function readSeconds(what: keyof typeof counted.reading): number {
  const { seconds, coreSeconds } = counted.reading[what];
  const cores = Math.min(1, counted.memory.sweep / counted.memoryOfCore);
  return Math.max(seconds, (coreSeconds * assumed.armTime.value) / cores);
}

/**
 * What the state machine of one cloud enters: the mode and the judgement; plans with a choice each; for each round that one call
 * does not read by itself a map, and its children.
 */
export function enteredIn({ targets, clusters }: Size) {
  const rounds = [targets, clusters].map((items) => Math.ceil(items / counted.batch));
  const maps = rounds.filter((batches) => batches > 1);
  const children = maps.reduce((sum, batches) => sum + batches, 0);
  const isLate = rounds[0] === 1 && clusters * readSeconds('account') > counted.beginsWithin;
  const plans = 1 + maps.length + (isLate ? 1 : 0);
  return { plans, children, transitions: 2 + 2 * plans + maps.length + children };
}

/** How long a function waits for what it reads of the store. */
const waitSecondsOf = ({ gets }: StoreUse): number => (gets * assumed.secondsPerGet.value) / counted.getsAtOnce;

/** One change: it is taken in, looked at and judged. */
function changeUse(size: Size): Amounts {
  const looks = assumed.looksPerChange.value;
  const account = {
    clusters: Math.min(size.clusters, assumed.clustersPerAccount.value),
    targets: assumed.targetsPerAccount.value,
  };
  const begins = assumed.coldLooks.value;
  const [coldJudge, warmJudge] = [useOf(counted.judge.cold, size), useOf(counted.judge.warm, size)];
  const { once, fleet, account: own, first } = counted.judging;
  const judgeCoreSeconds = once + size.clusters * (fleet + begins * first) + account.clusters * own;
  const judgeSeconds =
    judgeCoreSeconds * assumed.armTime.value +
    begins * (size.clusters * assumed.loadSeconds.value + waitSecondsOf(coldJudge)) +
    (1 - begins) * waitSecondsOf(warmJudge) +
    (looks - 1) * assumed.againSeconds.value;
  const calls = 1 + 2 * looks;
  return {
    ...storeAmounts(
      timesOf(useOf(counted.hear.cold, account), begins),
      timesOf(useOf(counted.hear.warm, account), 1 - begins),
      timesOf(useOf(counted.look.cold, account), begins),
      timesOf(useOf(counted.look.warm, account), looks - begins),
      timesOf(coldJudge, begins),
      timesOf(warmJudge, 1 - begins),
      timesOf(useOf(counted.again, size), looks - 1),
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
function storageUse(size: Size, interval: number, changes: number): Amounts {
  const first = useOf(counted.first, size);
  const sweeps = month.minutes / interval;
  const perDay = sweeps / month.days;
  // What ended is there for a day more, as every version that was replaced is, and days end at midnight.
  const readings = useOf(counted.collect, size).putBytes * perDay * (daysOfReadings(interval) + 2);
  const states = useOf(counted.moved, accountOf(size)).putBytes * changes;
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

/** What of it one account is, as if it had one region alone. */
const accountOf = ({ clusters }: Size): Size => ({
  clusters: Math.min(clusters, assumed.clustersPerAccount.value),
  targets: 0,
});

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
