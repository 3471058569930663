import { daysBetweenPrunings, usualRetention } from '../config/deployment.ts';
import { assumed, counted, useOf, type Size } from './counts.ts';

/** What runs in a month. */
export interface Runs {
  readonly sweeps: number;
  readonly changes: number;
  /** What one change is judged in. */
  readonly account: Size;
}

const monthDays = 30;

/** Keys in an answer that lists a bucket. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const keysListed = 1000;

/** Bytes of items in a unit of reading. */
const unit = 4096;

/**
 * What letting go takes in a month, once the store is as old as the retention: the whole bucket is listed, which is paid like as
 * many writes, and so are the marks of each day; the runs of each day are opened once, all findings and their history each time.
 * Deleting costs nothing. Source: https://aws.amazon.com/s3/pricing/
 */
export function pruningOf(size: Size, { sweeps, changes, account }: Runs) {
  const times = monthDays / daysBetweenPrunings;
  const months = usualRetention / monthDays;
  const moved = useOf(counted.moved, account).puts * changes;
  // A run leaves a list of its targets, a sweep the roster besides.
  const files = useOf(counted.first, size).puts + months * (moved + changes + 2 * sweeps);
  const findings = size.clusters * assumed.findingsPerCluster.value;
  const runItems = ((sweeps + changes) * months * assumed.runBytes.value) / unit;
  const lists = files / keysListed;
  const wholes = size.targets + size.clusters + counted.componentGroups;
  const gets = usualRetention + (sweeps + changes + moved) / times + wholes;
  const all = useOf(counted.whole, size).readUnits;
  const seconds =
    assumed.beginSeconds.value +
    (gets * assumed.secondsPerGet.value) / counted.getsAtOnce +
    lists * assumed.secondsPerList.value +
    (findings * assumed.secondsPerQuery.value) / counted.queriesAtOnce;
  return {
    's3-put': (lists + daysBetweenPrunings) * times,
    's3-get': gets * times,
    // The findings once more while nobody judges, and an entry of the history of each.
    'dynamodb-read': (runItems + 2 * all + findings) * times,
    'lambda-request': times,
    'lambda-time': seconds * counted.memory.prune * times,
    trace: times,
    'log-ingest': (times * assumed.logBytesPerCall.value) / 1e9,
    'scheduler-call': times,
  };
}
