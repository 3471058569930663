import { collectAll } from '#app/collect-all';
import { gateOf, type Gate } from '#clouds/gate';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { publishedLimits } from '../../sim/aws/limits.ts';
import { startAws } from '../../sim/aws/server.ts';
import { virtualClock, type VirtualClock } from '../../sim/virtual-clock.ts';
import { awsOracle, type Due } from '../calls/aws-oracle.ts';
import { awsAt } from '../clouds-at.ts';
import { silent } from '../faults/matrix.ts';
import { round, type Figure, type Options } from '../figures.ts';

const clustersOf = { quick: 100, usual: 250, full: 600 } as const;
const bounds = { ratio: 1.1, throttledShare: 0.01 };

/** The part of a published rate that a sweep takes, and all of it, which shows best whether the buckets are right. */
const shares = [0.6, 1] as const;

/** One crowded region under the published rate limits, in virtual time. */
export async function p4({ size }: Options): Promise<Figure> {
  const clusters = clustersOf[size];
  const runs = [];
  for (const share of shares) runs.push(await underLimits(clusters, share));
  const worst = Math.max(...runs.map(({ ratio }) => ratio));
  const throttledShare = Math.max(...runs.map(({ throttled, calls }) => throttled / calls));
  return {
    id: 'P4',
    counts: {
      clusters,
      ratio: round(worst, 3),
      calls: runs.reduce((sum, { calls }) => sum + calls, 0),
      throttled: runs.reduce((sum, { throttled }) => sum + throttled, 0),
    },
    table: [
      ['share of the rate', 'lower bound, s', 'taken, s', 'ratio', 'calls', 'throttled'],
      ...runs.map((it) => [
        `${it.share * 100} %`,
        round(it.least),
        round(it.taken),
        round(it.ratio, 3),
        it.calls,
        it.throttled,
      ]),
    ],
    notes: [`${clusters} clusters in one region; the clock stands still while calls are answered`],
    missed: [
      ...(worst > bounds.ratio ? [`${round(worst, 3)} x the lower bound > ${bounds.ratio}`] : []),
      ...(throttledShare > bounds.throttledShare
        ? [`${round(throttledShare * 100)} % of the calls throttled > 1 %`]
        : []),
    ],
  };
}

async function underLimits(clusters: number, share: number) {
  const estate = generateAwsEstate({ seed: 5, clusters, accounts: 1, regions: ['eu-central-1'] });
  const [account = ''] = Object.keys(estate.accounts);
  const clock = virtualClock();
  const sim = await startAws({ estate, limits: publishedLimits, clock });
  try {
    const gate = standingStill(gateOf({ clock, share, timeoutMs: Infinity }), clock);
    await collectAll({ clouds: [awsAt(sim.url, account).cloud({ gate, clock })], progress: silent });
    const throttled = sim.calls.filter(({ status, code }) => status >= 400 && /Limit|Throttl/.test(code ?? '')).length;
    const least = Math.max(...awsOracle(estate).map((due) => secondsFor(due, share)));
    const taken = clock.elapsed() / 1000;
    return { share, least, taken, ratio: taken / least, calls: sim.calls.length, throttled };
  } finally {
    await sim.close();
  }
}

/** Virtual time stands still while a call is under way. */
const standingStill = (gate: Gate, clock: VirtualClock): Gate => ({
  trace: gate.trace,
  pass: (call, send, errors) => gate.pass(call, (signal) => clock.during(() => send(signal)), errors),
});

/** What a full bucket does not hold has to be waited for. */
function secondsFor({ api, calls }: Due, share: number): number {
  const limit = publishedLimits.find(
    ({ operations, unpaginated }) =>
      unpaginated !== true &&
      operations.some((name) => (name.endsWith('*') ? api.startsWith(name.slice(0, -1)) : name === api)),
  );
  if (!limit) return 0;
  const { burst, perSecond } = limit.rate;
  return Math.max(0, (calls - Math.floor(burst * share)) / (perSecond * share));
}
