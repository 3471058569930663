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

/**
 * What the functions of the stack ask of their store, counted on stand-ins for DynamoDB and S3 while they sweep generated
 * accounts of EKS (`npm run bench` prints what it counts beside these), on 2026-11-22: what two, twenty and sixty clusters in one
 * region ask, and regions without any. The second sweep of what did not change.
 */
export const counted = {
  /** Plans, reads and what is gone. */
  collect: { once: use(15, 0, 5, 16, 8400), target: use(1, 0, 1, 4, 404), cluster: use(35, 0, 1, 3.2, 20_100) },
  /** The judgement of a sweep. */
  evaluate: { once: use(20, 3, 1, 8, 241), target: use(1, 0, 0, 1.6, 33), cluster: use(35, 0, 0, 1.1, 62) },
  /** The judgement of what stands, as after a change, by a process that begins. */
  look: { once: use(20, 3, 1, 6, 241), target: use(1, 0, 0, 2.6, 33), cluster: use(35, 0, 0, 4.3, 62) },
  /** The same by a process that judged before: what never changes it has read. */
  warmLook: { once: use(20, 3, 1, 4, 241), target: use(1, 0, 0, 1.6, 33), cluster: use(35, 0, 0, 1.1, 62) },
  /** What the first sweep writes, which stays. */
  first: { once: use(0, 350, 20, 0, 11_000), target: use(0, 0, 2.6, 0, 614), cluster: use(0, 350, 4.2, 0, 66_500) },
  watchdog: use(2, 0, 0, 2, 0),
  /** Calls of the clouds, of P1: the AWS API for each EKS cluster and what belongs to it, and its own API. */
  callsPerCluster: 36 + 34,
  /** Of the state machine: what it enters once in a sweep of one cloud, and for each child of a map. */
  transitions: { once: 14, child: 1 },
  /** Files that the store reads at once. */
  getsAtOnce: 50,
  /** Targets that one child of a map reads. */
  batch: 10,
  /** Steps that call a function in a sweep of one cloud besides the children: three plans, what is gone, the judgement. */
  steps: 5,
  /** GB of memory, as the template has it. */
  memory: { sweep: 1, evaluate: 3008 / 1024, reread: 2, onChange: 1.5, watchdog: 0.5 },
  /** Calls of the watchdog in a month. */
  watches: (30 * 24 * 60) / 5,
  alarms: 7,
  metrics: 12,
  /** Queues from which Lambda takes, for one cloud. */
  polled: 2,
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
  callsAtOnce: assume(8, 'calls that a function has under way at once'),
  judgeSeconds: assume(0.02, 'seconds in which a function judges a cluster with all that belongs to it'),
  secondsPerGet: assume(0.03, 'seconds until S3 answers'),
  changesPerCluster: assume(10, 'changes in a month for each cluster that rules read'),
  looksPerChange: assume(2, 'looks at a change, each with a judgement of all that stands'),
  coldLooks: assume(0.25, 'of all looks are made by a process that begins, and reads all that stands'),
  onChangeSeconds: assume(0.3, 'seconds in which a change is taken in'),
  watchdogSeconds: assume(0.5, 'seconds of a look of the watchdog'),
  logBytesPerCall: assume(2000, 'bytes of log for each call of a function'),
  pollsPerQueue: assume(648_000, 'requests in a month with which Lambda asks an empty queue: five at once, 20 s each'),
  keyRequests: assume(26_000, 'requests to KMS in a month: each table asks for its key every five minutes'),
} as const satisfies Readonly<Record<string, Assumed>>;
