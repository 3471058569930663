/** How large a function may be and how long it may take to load. */
export interface Budget {
  /** Of the bundle, in bytes: a kB here is a thousand of them. */
  readonly gzipped: number;
  /** Where a bundle is over that today: what it may not grow beyond until it is smaller. docs/figures.md says what fills it. */
  readonly ceiling?: number;
  /** From the start of the process until the handler is there, above what bare Node takes. Milliseconds. */
  readonly startMs: number;
}

const collecting: Budget = { gzipped: 450_000, startMs: 170 };
const onClients: Budget = { gzipped: 640_000, startMs: 250 };

/** Those that people wait for are held tighter. What reads Azure and Google Cloud brings their larger clients along. */
const budgets: Readonly<Record<string, Budget>> = {
  'on-change': { gzipped: 220_000, ceiling: 445_000, startMs: 90 },
  'reread-aws': { ...collecting, ceiling: 600_000 },
  'reread-azure': { ...collecting, ceiling: 780_000 },
  'reread-gcp': { ...collecting, ceiling: 905_000 },
  'sweep-aws': collecting,
  'sweep-azure': onClients,
  'sweep-gcp': onClients,
  evaluate: collecting,
  webhook: { gzipped: 130_000, startMs: 65 },
  watchdog: { gzipped: 170_000, startMs: 80 },
};

/** Throws for a function without a budget: each has one before it is deployed. */
export function budgetOf(name: string): Budget {
  const budget = budgets[name];
  if (!budget) throw new RangeError(`${name} has no budget: give it one in tools/bundle/budgets.ts`);
  return budget;
}
