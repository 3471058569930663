import { typesNeeded, typesOn, type AnyRule } from '#engine/any-rule';
import { evaluate } from '#engine/evaluate';
import { typesOf } from '#engine/ruleset';
import { snapshotOf } from '#engine/snapshot-id';
import { totalsOf } from '#engine/totals';
import { worldOf, type World } from '#engine/world';
import { defaultPolicy, type Judgement, type Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import { round, within, type Figure, type Options } from '../figures.ts';
import { fleetOf } from '../fleet/fleet.ts';
import { readAt } from '../fleet/readings.ts';

const bounds = { resources: 100_000, cheapPerSecond: 1_000_000, seconds: 5, reEvaluateMs: 200 };

const sizes = {
  quick: { eks: 50, aks: 25, gke: 25 },
  usual: { eks: 500, aks: 250, gke: 250 },
  full: { eks: 500, aks: 250, gke: 250 },
} as const;

/** The shipped rules over a fleet of a thousand clusters (a hundred, where it is to be quick) with all resource types, on one core. */
export async function p7({ size, say }: Options): Promise<Figure> {
  say('making a fleet');
  const types = typesOf(rules);
  const fleet = await fleetOf({ ...sizes[size], namespaces: 1, deployments: 2, indexes: true });
  const snapshots = fleet.map((reading) => snapshotOf(reading, types));
  const resources = snapshots.reduce((sum, it) => sum + it.resources.length, 0);
  globalThis.gc?.();

  say('judging it');
  const whole = timed(() => judged(worldOf(snapshots), rules));
  const world = worldOf(snapshots);
  const perRule = rules.map((rule) => {
    const { ms, answer } = timed(() => judged(world, [rule]));
    return { rule, ms, pairs: pairsOf(answer) };
  });
  const idle = perRule.filter(({ pairs }) => pairs === 0).map(({ rule }) => rule.id);
  const slowest = perRule
    .filter(({ pairs }) => pairs > 0)
    .map((it) => ({ ...it, us: (it.ms * 1000) / it.pairs }))
    .sort((a, b) => b.us - a.us)
    .slice(0, 5);
  const changed = slowestOf(perRule, world);
  const cheap = rules.filter(looksAtNothingElse);
  const cheapPerSecond = cheap.length === 0 ? null : Math.round(rateOf(cheap, snapshots));
  const evaluations = pairsOf(whole.answer);
  const totals = totalsOf(whole.answer, []);
  const fails = totals.fail / (totals.fail + totals.pass + totals.unknown);
  const seconds = round(whole.ms / 1000);
  return {
    id: 'P7',
    counts: { resources, evaluations, seconds, cheapPerSecond, reEvaluateMs: Math.round(changed.ms) },
    table: [
      ['rule', 'us per evaluation', 'evaluations', 'whole fleet, ms'],
      ...slowest.map(({ rule, us, pairs, ms }) => [`${rule.id} (slowest)`, round(us, 1), pairs, Math.round(ms)]),
      ['all rules', round((whole.ms * 1000) / evaluations, 1), evaluations, Math.round(whole.ms)],
    ],
    notes: [
      `${resources} resources of ${types.length} types in ${snapshots.length} targets; ${Math.round(evaluations / (whole.ms / 1000))} evaluations a second, ${round(fails * 100)} % of the decided ones fail`,
      `whole fleet ${seconds} s: ${within(seconds, bounds.seconds)} ${bounds.seconds} s`,
      `one changed rule over it, the slowest of ${rules.length}, ${changed.rule.id}: ${Math.round(changed.ms)} ms: ${within(changed.ms, bounds.reEvaluateMs)} ${bounds.reEvaluateMs} ms`,
      cheapPerSecond === null
        ? 'no shipped rule looks at nothing else'
        : `${cheapPerSecond} a second for the ${cheap.length} rules that look at nothing else: ${within(-cheapPerSecond, -bounds.cheapPerSecond)} ${bounds.cheapPerSecond}`,
    ],
    missed: [
      ...(size !== 'quick' && resources < bounds.resources ? [`only ${resources} resources`] : []),
      ...idle.map((rule) => `${rule} judged nothing`),
      ...(fails < 0.1 || fails > 0.2 ? [`${round(fails * 100)} % fails are not 10 to 20 %`] : []),
      ...whole.answer
        .filter(({ reason }) => reason === 'rule-error')
        .slice(0, 3)
        .map((it) => `${it.rule} threw`),
    ],
  };
}

const judged = (world: World, asked: readonly AnyRule[]): Judgement[] =>
  evaluate({ world, rules: asked, policy: defaultPolicy, at: readAt });

interface Timed {
  readonly rule: AnyRule;
  readonly ms: number;
}

/** The slowest rule. A collection of garbage falls into some turn or other: the ten that took longest have two more, and the least counts. */
function slowestOf(perRule: readonly Timed[], world: World): Timed {
  const tried = perRule
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 10)
    .map(({ rule, ms }) => ({ rule, ms: Math.min(ms, ...[1, 2].map(() => timed(() => judged(world, [rule])).ms)) }));
  return tried.reduce((slowest, it) => (it.ms > slowest.ms ? it : slowest));
}

const looksAtNothingElse = (rule: AnyRule): boolean => typesNeeded(rule).length === typesOn(rule).length;

const pairsOf = (judgements: readonly Judgement[]): number =>
  new Set(judgements.map(({ rule, resource }) => `${rule} ${resource.id}`)).size;

function timed<T>(work: () => T): { readonly ms: number; readonly answer: T } {
  const started = performance.now();
  const answer = work();
  return { ms: performance.now() - started, answer };
}

/** Evaluations a second over the targets that the rules judge: the best of several rounds, each long enough to be timed. */
function rateOf(asked: readonly AnyRule[], snapshots: readonly Snapshot[]): number {
  const names = new Set(asked.flatMap(typesOn).map(({ name }) => name));
  const world = worldOf(snapshots.filter(({ resources }) => resources.some(({ type }) => names.has(type))));
  const pairs = pairsOf(judged(world, asked));
  const turns = Math.max(1, Math.ceil(200_000 / pairs));
  const rounds = [1, 2, 3, 4, 5].map(() => {
    const { ms } = timed(() => {
      for (let turn = 0; turn < turns; turn += 1) judged(world, asked);
    });
    return (pairs * turns) / (ms / 1000);
  });
  return Math.max(...rounds);
}
