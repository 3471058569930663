import { usualRetention } from '#app/config/deployment';
import { billOf } from '#app/cost/bill';
import { counted } from '#app/cost/counts';
import { round, within, type Figure, type Options } from '../figures.ts';
import { comparedWith } from './compared.ts';
import { countSweeps, type Small } from './counted.ts';
import { judgeChanges, type JudgingTook } from './judging.ts';
import { latencyMs, readAccount, type ReadingTook } from './reading.ts';

const clusters = 1000;
const interval = 60;
/** Sweeps are ours to space: every hour, every six, every day. */
const intervals = [60, 360, 1440];
/** Of the fleet in which changes are judged. */
const accounts = 5;
const region = 'eu-west-1';
/** USD a month for 1,000 clusters. */
const bound = 0.5;

/** What the variable part of a month costs for 1,000 clusters, and whether the counts behind it are those of the code. */
export async function p12({ size }: Pick<Options, 'size'>): Promise<Figure> {
  const bill = billOf({ clusters, interval }, region);
  const { variable, fixed, byCause } = bill;
  const small: Small = { clusters: size === 'quick' ? 3 : 12, empty: 2 };
  const asked = await countSweeps(small);
  const read = await readAccount(size === 'quick' ? 25 : 100);
  const each = size === 'quick' ? 20 : 60;
  const judged = await judgeChanges(accounts, each);
  const compared = comparedWith(small, asked);
  const perCluster = (seconds: number): number => round(seconds / small.clusters, 3);
  const dearest = bill.lines
    .filter(({ cause }) => cause !== 'fixed')
    .toSorted((a, b) => b.usd - a.usd)
    .slice(0, 10);
  return {
    id: 'P12',
    counts: {
      variableUsd: round(variable),
      fixedUsd: round(fixed),
      ...{ sweepsUsd: round(byCause.sweeps), changesUsd: round(byCause.changes), storageUsd: round(byCause.storage) },
      pruningUsd: round(byCause.pruning, 3),
    },
    table: [
      ['1,000 clusters, a month', 'of', 'USD'],
      ...dearest.map(({ cause, what, usd }) => [what, cause, round(usd)]),
      ...(['sweeps', 'changes', 'storage', 'pruning'] as const).map((cause) => ['all', cause, round(byCause[cause])]),
      ['all that grows with what is watched', '', round(variable)],
      ['fixed', '', round(fixed)],
    ],
    notes: [
      ...intervals.map((minutes) => {
        const { variable: usd, byCause: by } = billOf({ clusters, interval: minutes }, region);
        return `swept every ${minutes / 60} h: USD ${round(usd)}, ${round(by.sweeps)} of it sweeps and ${round(by.changes)} changes`;
      }),
      `a sweep that moved nothing was judged here in ${perCluster(asked.judgeSeconds)} s for each of ${small.clusters} clusters, the stand-ins of the store and what hangs on no cluster included`,
      `a change was judged here in ${judgedText(judged, each)}`,
      `letting go of what is more than ${usualRetention} days old, of a store that is as old: USD ${round(byCause.pruning, 3)}; listing the bucket is paid like writing`,
      `reading took here, for each of ${read.clusters} clusters: ${tookText(read)}; ${Math.round(read.peakMB)} MB at the most`,
      `USD ${bound}: ${within(variable, bound)}; swept every ${interval} min, prices of ${region}`,
      `counted in a sweep of ${small.clusters} clusters (model): ${compared.map(({ text }) => text).join(', ')}`,
    ],
    missed: compared.filter(({ isNear }) => !isNear).map(({ text }) => `the model says other than is counted: ${text}`),
  };
}

/** What reading took, beside what the model says. */
const tookText = ({ clusters: many, account, inside }: ReadingTook): string =>
  Object.entries({ account, inside })
    .map(([name, { seconds, cpuSeconds, atOnce }]) => {
      const model = counted.reading[name === 'account' ? 'account' : 'inside'];
      const told = `${round(seconds / many, 3)} s (${model.seconds}), ${round(cpuSeconds / many, 3)} s of a core (${model.coreSeconds})`;
      return `${names[name]} ${told}, ${Math.round(atOnce)} calls of ${latencyMs} ms at once`;
    })
    .join('; ');

/** What judging took, beside what the model says. */
function judgedText({ warm, cold }: JudgingTook, each: number): string {
  const { once, fleet, account, first } = counted.judging;
  const model = once + accounts * each * fleet + each * account;
  const text = (took: number, told: number): string =>
    `${round(took * 1000, 0)} ms of a core (${round(told * 1000, 0)})`;
  return `${text(warm, model)} in a fleet of ${accounts} accounts with ${each} clusters each, ${text(cold, model + accounts * each * first)} by a process that begins`;
}

const names: Readonly<Record<string, string>> = { account: 'the AWS API', inside: 'its own API' };
