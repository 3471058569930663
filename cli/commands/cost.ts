import { InvalidArgumentError, type Command } from 'commander';
import { minutesOf } from '#app/config/deployment';
import { billOf, type Bill } from '#app/cost/bill';
import { assumed } from '#app/cost/counts';
import { pricedRegions, prices, pricesOf, type PricedRegion } from '#app/cost/prices';
import { causes, type Cause, type Estate } from '#app/cost/usage';
import { forJson } from '#lib/escape/json';
import { plural } from '#lib/text';
import type { ScheduledReport } from '#model';
import { schemaVersion } from '#report/output';
import { fold } from '#report/fold';
import { plainTable } from '#report/plain';
import { tableIn } from '#report/stack';
import { rules } from '#rules/catalog.gen';
import { end, word } from '../arguments.ts';
import { loadSettings } from '../settings.ts';
import { terminal } from '../terminal.ts';

interface Options extends Estate {
  readonly region: PricedRegion;
  readonly config?: string;
  readonly json?: boolean;
  readonly plain?: boolean;
}

/** Adds `cost`: what a month of the deployed stack costs, by arithmetic; nothing is asked of any cloud. */
export function addCost(program: Command): void {
  program
    .command('cost')
    .description('what a month of the deployed stack costs; nothing is called')
    .requiredOption('--clusters <number>', 'how many clusters are watched', clusterCount)
    .option('--interval <time>', 'from one sweep to the next: 30m, 6h, 1d, or minutes', interval, 60)
    .option('--region <region>', 'where the stack is deployed', word(pricedRegions, 'region', '--region'), 'eu-west-1')
    .option('--config <file>', 'the config file with reports (default: shoalwatch.yaml, where there is one)')
    .option('--json', 'print one JSON document')
    .option('--plain', 'cells parted by tabs, nothing shortened')
    .action(async (options: Options) => {
      const out = terminal();
      const bill = billOf(options, options.region);
      const { config } = await loadSettings(options.config, rules);
      if (options.json) await out.data(`${forJson(documentOf(bill, options), 2)}\n`);
      else if (options.plain) await out.data(plainTable(head, rowsOf(bill)));
      else await out.page(pageOf(bill, { ...options, reports: config.reports ?? [] }, out.screen.width));
      end({ code: 0, why: whyOf(bill, options) });
    });
}

const head = ['FOR', 'WHAT', 'AMOUNT', 'UNIT', 'USD'];

const rowsOf = ({ lines }: Bill): readonly (readonly string[])[] =>
  lines.map(({ cause, what, amount, unit, usd }) => [cause, what, amountText(amount), unit, money(usd)]);

function pageOf(bill: Bill, { clusters, interval: every, region, reports }: Shown, width: number): string {
  const columns = head.map((name, at) => ({
    head: name,
    ...((at === 1 || at === 3) && { shrink: 'wrap' as const, least: 10 }),
  }));
  const shown = rightAligned(rowsOf({ ...bill, lines: bill.lines.filter(({ usd }) => usd >= 0.005) }));
  const says = [
    ...causes.map((cause) => `  ${cause.padEnd(9)} ${money(bill.byCause[cause])}`),
    `  a month of 30 days, in USD; lines below a cent are in the sums, and in --json`,
    `  ${plural(clusters, 'cluster')} of EKS, swept every ${every} min, prices of ${region} at ${pricesOf}, no free tier`,
    ...(reports.length === 0 ? [] : [`  ${reportsText(reports)}`]),
    '  assumed:',
    ...Object.values(assumed).map(({ value, says: it }) => `    ${value} ${it}`),
    `  prices that no document at hand gave for ${region}: ${assumedIn(bill, region).join(', ')}`,
  ];
  return `${[...tableIn(columns, shown, width), '', ...says.flatMap((line) => fold(line, width, 6))].join('\n')}\n`;
}

interface Shown extends Options {
  readonly reports: readonly ScheduledReport[];
}

/** Calls in a month of 30 days, a week being seven of them. */
const calls: Readonly<Record<ScheduledReport['every'], number>> = { daily: 30, weekly: 30 / 7, monthly: 1 };

function reportsText(reports: readonly ScheduledReport[]): string {
  const times = Math.round(reports.reduce((sum, { every }) => sum + calls[every], 0));
  return `${plural(reports.length, 'report')} of the config, ${plural(times, 'call')} of a function in a month: not in the sums`;
}

/** Numbers end at one place. */
function rightAligned(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const widest = (at: number): number => Math.max(...rows.map((row) => row[at]?.length ?? 0));
  const widths = new Map([2, 4].map((at) => [at, widest(at)]));
  return rows.map((row) => row.map((cell, at) => cell.padStart(widths.get(at) ?? 0)));
}

/** What of a bill rests on a price that is assumed. */
const assumedIn = ({ lines }: Bill, region: PricedRegion): readonly string[] => [
  ...new Set(lines.filter(({ price }) => prices[price].basis[region] === 'assumed').map(({ what }) => what)),
];

const documentOf = (bill: Bill, { clusters, interval: every, region }: Options): object => ({
  schemaVersion,
  ...{ clusters, intervalMinutes: every, region, currency: 'USD', pricesOf, ...bill },
  lines: bill.lines.map(({ price, ...line }) => {
    const { source, basis, per, usd } = prices[price];
    return { ...line, price: { usd: usd[region], per, source, basis: basis[region] } };
  }),
  assumed: Object.values(assumed),
});

function whyOf({ variable, fixed, byCause }: Bill, { clusters }: Estate): string {
  const dearest = causes.filter((it) => it !== 'fixed').reduce((one, it) => (byCause[it] > byCause[one] ? it : one));
  const each = (variable / clusters) * 1000;
  return `USD ${money(variable + fixed)} a month, ${money(fixed)} of it fixed; ${money(each)} for each 1,000 clusters, most of it ${named[dearest]}`;
}

const named: Readonly<Record<Cause, string>> = {
  sweeps: 'for sweeps',
  changes: 'for looking after changes',
  storage: 'for what is kept',
  pruning: 'for letting go of what is old',
  fixed: 'fixed',
};

const money = (usd: number): string => usd.toFixed(2);

const amountText = (amount: number): string =>
  amount >= 10 ? String(Math.round(amount)) : String(Number(amount.toPrecision(2)));

const most = 100_000;

function clusterCount(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most) {
    throw new InvalidArgumentError(`It is a whole number from 1 to ${most}.`);
  }
  return value;
}

const longest = 7 * 24 * 60;

function interval(text: string): number {
  const value = minutesOf(text) ?? (/^\d+$/.test(text) ? Number(text) : Number.NaN);
  if (!(value >= 5 && value <= longest)) {
    throw new InvalidArgumentError('It is a time from 5m to 7d, such as 30m, 1h or 1d.');
  }
  return value;
}
