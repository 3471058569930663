/** How large a function may be and how long it may take to load. */
export interface Budget {
  /** Of the bundle, in bytes: a kB here is a thousand of them. */
  readonly gzipped: number;
  /** From the start of the process until the handler is there, above what bare Node takes. Milliseconds. */
  readonly startMs: number;
}

const collecting: Budget = { gzipped: 450_000, startMs: 170 };
/** Whoever judges knows every rule, and compares versions as each ecosystem does, for what bills say of what policy denies. */
const judging: Budget = { gzipped: 640_000, startMs: 170 };
/** Whoever deals, tells and acts asks the live policy as well, draws cards, and keeps nobody waiting by loading. */
const telling: Budget = { gzipped: 680_000, startMs: 190 };
/** Whoever reports knows every rule, every framework and every format, and nobody waits for it. */
const reporting: Budget = { gzipped: 720_000, startMs: 250 };
/** Whoever changes something reads as well, judges, and knows every rule. */
const fixing: Budget = { gzipped: 860_000, startMs: 300 };
const onClients: Budget = { gzipped: 640_000, startMs: 250 };

/**
 * Those that people wait for are held tighter. What reads Azure and Google Cloud brings their larger clients along. Google's
 * are three that speak gRPC, each with all its messages as data; and with them whoever changes something grows with each rule.
 */
const budgets: Readonly<Record<string, Budget>> = {
  'on-change': { gzipped: 220_000, startMs: 90 },
  'reread-aws': collecting,
  'reread-azure': onClients,
  'reread-gcp': onClients,
  'sweep-aws': collecting,
  'sweep-azure': onClients,
  'sweep-gcp': onClients,
  evaluate: judging,
  judge: judging,
  'fix-aws': fixing,
  'fix-azure': { ...fixing, gzipped: 1_000_000 },
  'fix-gcp': { ...fixing, gzipped: 1_110_000 },
  'fix-tend': telling,
  webhook: { gzipped: 130_000, startMs: 65 },
  alert: telling,
  notify: telling,
  slack: { gzipped: 130_000, startMs: 65 },
  act: telling,
  watchdog: { gzipped: 170_000, startMs: 80 },
  prune: { gzipped: 170_000, startMs: 80 },
  report: reporting,
};

/** Throws for a function without a budget: each has one before it is deployed. */
export function budgetOf(name: string): Budget {
  const budget = budgets[name];
  if (!budget) throw new RangeError(`${name} has no budget: give it one in tools/bundle/budgets.ts`);
  return budget;
}
