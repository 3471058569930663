/** What is asked of tables and bucket, in the units that are paid for. */
export interface StoreUse {
  /** A strongly consistent read of up to 4 KB is one. */
  readonly readUnits: number;
  /** A write of up to 1 KB is one. */
  readonly writeUnits: number;
  /** PUT requests. */
  readonly puts: number;
  /** GET and HEAD requests. */
  readonly gets: number;
  /** Bytes of what was put, as it lies in the bucket. */
  readonly putBytes: number;
}

/** How much is watched. */
export interface Size {
  readonly clusters: number;
  /** Accounts by region, their global halves included; the clusters' own APIs are not among them. */
  readonly targets: number;
}

/** What a step asks of the store: once, for each target, and for each cluster with what it holds and its own API. */
export interface StepUse {
  readonly once: StoreUse;
  readonly target: StoreUse;
  readonly cluster: StoreUse;
}

/** What a step asks of the store for so much. */
export const useOf = ({ once, target, cluster }: StepUse, { targets, clusters }: Size): StoreUse => {
  const of = (name: keyof StoreUse): number => once[name] + target[name] * targets + cluster[name] * clusters;
  return {
    readUnits: of('readUnits'),
    writeUnits: of('writeUnits'),
    puts: of('puts'),
    gets: of('gets'),
    putBytes: of('putBytes'),
  };
};

const use = (readUnits: number, writeUnits: number, puts: number, gets: number, putBytes: number): StoreUse => ({
  ...{ readUnits, writeUnits, puts, gets, putBytes },
});

const nothing = use(0, 0, 0, 0, 0);

/**
 * What the functions of the stack ask of their store, counted on stand-ins for DynamoDB and S3 while they sweep generated
 * accounts of EKS (`npm run bench` prints what it counts beside these), on 2026-11-23: what two, twenty and sixty clusters in one
 * region ask, and regions without any. A sweep of what did not change, after one that moved nothing.
 */
export const counted = {
  /** Plans, reads and what is gone; what is read lies together, some fifty clusters in a file. */
  collect: { once: use(1, 0, 9, 22, 8400), target: use(0, 0, 0, 0, 404), cluster: use(0, 0, 0.035, 0.07, 22_300) },
  /** The judgement of a sweep that read what stood: nothing but its record is written. */
  evaluate: { once: use(7, 4, 1, 10.5, 490), target: use(0, 0, 0, 0, 33), cluster: use(0.2, 0, 0, 0.035, 65) },
  /** The judgement of everything, as it was counted before a part was judged alone: all findings are read. */
  whole: { once: use(20, 4, 1, 11.5, 241), target: use(1, 0, 0, 0, 33), cluster: use(35, 0, 0, 0.13, 62) },
  /** A change is heard of: the account that it was made in is looked at. */
  hear: {
    cold: { once: use(4, 2, 0, 3, 0), target: use(0, 0, 0, 1, 0), cluster: use(0, 0, 0, 0.8, 0) },
    warm: { once: use(4, 2, 0, 3, 0), target: nothing, cluster: nothing },
  },
  /** A look at it, in the same account. */
  look: {
    cold: { once: use(8.5, 2, 1, 3, 950), target: use(0, 0, 0, 1, 0), cluster: use(0, 0, 0, 0.8, 0) },
    warm: { once: use(9.5, 2, 1, 3, 950), target: nothing, cluster: nothing },
  },
  /**
   * Its judgement: what was read of everything, which a process that begins takes from the files of the sweep, and one that judged
   * before knows.
   */
  judge: {
    cold: { once: use(20, 13, 0, 20, 0), target: nothing, cluster: use(0.1, 0, 0, 0.035, 0) },
    warm: { once: use(19, 13, 0, 13, 0), target: nothing, cluster: use(0.1, 0, 0, 0, 0) },
  },
  /** The judgement of a later look that reads the same: nothing is asked of rules. */
  again: { once: use(11.5, 7, 0, 6, 0), target: nothing, cluster: use(0.07, 0, 0, 0, 0) },
  /** What a judgement writes that moved something: the target of the change anew, as if its account had that region alone. */
  moved: { once: use(0, 0, 6, 0, 55_000), target: nothing, cluster: use(0, 0, 0, 0, 5700) },
  /** What the first sweep writes, which stays. */
  first: { once: use(0, 180, 20, 0, 11_000), target: use(0, 0, 2.6, 0, 614), cluster: use(0, 580, 4.2, 0, 79_000) },
  watchdog: use(2, 0, 0, 2, 0),
  /** The minute of whoever deals with news, where there is none: the index of what is due, and the policy. */
  alert: use(14, 0, 0, 0, 0),
  /**
   * What reading takes for each cluster: the AWS API for it and what belongs to it, empty regions included, and its own API; in
   * seconds by the clock, while four targets are read at once, and in seconds of a core. Measured on 2026-11-23 by the code of the
   * functions, each call answered after `assumed.secondsPerCall` (`npm run bench` prints its own).
   */
  reading: { account: { seconds: 0.051, coreSeconds: 0.033 }, inside: { seconds: 0.09, coreSeconds: 0.039 } },
  /**
   * What the judgement of one change takes, in seconds of a core: at once; for each cluster of the fleet, to find out what else may have
   * moved; for each of the account that it was made in, to judge it and write it down; for each of the fleet again in a process
   * that begins, to learn what rules look at. Measured on 2026-11-23 in fleets of one account and of five, with 20 to 60 clusters
   * each (`npm run bench` prints what one takes).
   */
  judging: { once: 0.15, fleet: 0.0012, account: 0.0005, first: 0.0035 },
  /** Files that the store reads at once, and items whose history is. */
  getsAtOnce: 50,
  queriesAtOnce: 32,
  /** Files in which what a run tells of components lies. */
  componentGroups: 16,
  /** Targets that one call reads. */
  batch: 250,
  /** Seconds after which a call that leads a sweep leaves what comes next to another one. */
  beginsWithin: 60,
  /** GB of memory that come with one core. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
  memoryOfCore: 1769 / 1024,
  /** GB of memory, as the template has it. */
  memory: {
    sweep: 1,
    evaluate: 3008 / 1024,
    judge: 3008 / 1024,
    reread: 1.5,
    onChange: 1.5,
    watchdog: 0.5,
    alert: 1,
    prune: 1.5,
  },
  /** Calls of the watchdog in a month. */
  watches: (30 * 24 * 60) / 5,
  /** Calls of whoever deals with news in a month, by the clock. */
  alerts: 30 * 24 * 60,
  alarms: 11,
  metrics: 12,
  /** Queues from which Lambda takes, for one cloud. */
  polled: 3,
} as const;

/** An assumption: a number with what it says. */
export interface Assumed {
  readonly value: number;
  readonly says: string;
}

const assume = (value: number, says: string): Assumed => ({ value, says });

/** What nobody can count here. Each is printed with the bill. */
export const assumed = {
  clustersPerAccount: assume(100, 'clusters of EKS in an account'),
  targetsPerAccount: assume(
    18,
    'targets of an account: the 17 regions that are enabled by default, and its global half',
  ),
  secondsPerCall: assume(0.05, 'seconds until a call of a cloud is answered'),
  armTime: assume(1.5, 'times as long as a core of the machine that measured takes one of Lambda on ARM'),
  beginSeconds: assume(0.5, 'seconds in which a function begins: those of a sweep do each time'),
  wholeSeconds: assume(0.06, 'seconds in which a function that begins judges a cluster with all that belongs to it'),
  wholeSweeps: assume(
    0.05,
    'of all sweeps judge everything: a cluster came or went, or something else counts than did before',
  ),
  judgeSeconds: assume(
    0.008,
    'seconds in which one sees that nothing of a cluster moved since the last sweep (npm run bench prints its own)',
  ),
  loadSeconds: assume(0.008, 'seconds in which a function that begins takes in what was read of a cluster'),
  againSeconds: assume(0.2, 'seconds of the judgement of a later look that reads the same'),
  secondsPerGet: assume(0.03, 'seconds until S3 answers'),
  changesPerCluster: assume(10, 'changes in a month for each cluster that rules read'),
  looksPerChange: assume(2, 'looks at a change, of which the first shows what it moved'),
  coldLooks: assume(0.25, 'of all changes come to processes that begin; later looks find them at work'),
  lookSeconds: assume(1, 'seconds of a look at a change'),
  onChangeSeconds: assume(0.3, 'seconds in which a change is taken in'),
  findingsPerCluster: assume(
    150,
    'findings of a cluster, closed ones included, that are looked at when old runs are let go of',
  ),
  runBytes: assume(800, 'bytes of the record of a run'),
  secondsPerList: assume(0.15, 'seconds until S3 answers with a thousand names'),
  secondsPerQuery: assume(0.01, 'seconds until DynamoDB answers'),
  watchdogSeconds: assume(0.5, 'seconds of a look of the watchdog'),
  alertSeconds: assume(0.15, 'seconds of a look for what people have to be told, where there is nothing'),
  logBytesPerCall: assume(2000, 'bytes of log for each call of a function'),
  pollsPerQueue: assume(648_000, 'requests in a month with which Lambda asks an empty queue: five at once, 20 s each'),
  keyRequests: assume(26_000, 'requests to KMS in a month: each table asks for its key every five minutes'),
} as const satisfies Readonly<Record<string, Assumed>>;
