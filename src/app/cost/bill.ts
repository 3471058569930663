import { compareText } from '#lib/text';
import { costOf, prices, type PriceId, type PricedRegion } from './prices.ts';
import { causes, usageOf, type Cause, type Estate } from './usage.ts';

/** One line: what is paid for, how much of it, and what that costs. */
export interface BillLine {
  readonly cause: Cause;
  readonly price: PriceId;
  readonly what: string;
  readonly amount: number;
  readonly unit: string;
  /** USD a month. */
  readonly usd: number;
}

/** What a month costs. */
export interface Bill {
  /** By what causes it, the dearest first. */
  readonly lines: readonly BillLine[];
  /** USD a month that grow with what is watched. */
  readonly variable: number;
  readonly fixed: number;
  readonly byCause: Readonly<Record<Cause, number>>;
}

/** Multiplies what a month takes by the price table. */
export function billOf(estate: Estate, region: PricedRegion): Bill {
  const lines = usageOf(estate)
    .map(({ cause, price, amount }): BillLine => {
      const { what, unit } = prices[price];
      return { cause, price, what, amount, unit, usd: costOf(price, amount, region) };
    })
    .sort(
      (a, b) => causes.indexOf(a.cause) - causes.indexOf(b.cause) || b.usd - a.usd || compareText(a.price, b.price),
    );
  const sumOf = (cause: Cause): number => total(lines.filter((it) => it.cause === cause));
  const byCause = {
    sweeps: sumOf('sweeps'),
    changes: sumOf('changes'),
    storage: sumOf('storage'),
    pruning: sumOf('pruning'),
    fixed: sumOf('fixed'),
  };
  const { fixed, ...growing } = byCause;
  return { lines, byCause, fixed, variable: Object.values(growing).reduce((sum, usd) => sum + usd, 0) };
}

const total = (lines: readonly BillLine[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);
