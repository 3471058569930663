import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { affects } from '#bills/versions/affects';
import { parseRange } from '#bills/versions/range';
import { askRisk } from '#app/risk/risk';
import { tellingBy } from '#engine/components';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import type { InRange, Memory, Outcome, RiskAnswer, RiskQuestion, Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import { openEmbedded } from '#store/embedded';
import { round, within, type Figure, type Options } from '../figures.ts';
import { fleetOf } from '../fleet/fleet.ts';
import { readAt } from '../fleet/readings.ts';
import { billOf, packagesOf } from './bills.ts';
import { questionsFor } from './questions.ts';

const bounds = { resources: 100_000, packages: 1_000_000, p99Ms: 200 };

const sizes = {
  quick: { eks: 50, aks: 25, gke: 25 },
  usual: { eks: 500, aks: 250, gke: 250 },
} as const;

/** Questions about a new CVE, a package, an image, a machine image and a version, asked of a store on disk. */
export async function p8({ size, say }: Options): Promise<Figure> {
  const isQuick = size === 'quick';
  const store = await mkdtemp(join(tmpdir(), 'shoalwatch-bench-'));
  try {
    say('making a fleet and its bills of materials');
    const readings = await fleetOf({
      ...sizes[isQuick ? 'quick' : 'usual'],
      namespaces: 1,
      deployments: 2,
      rare: false,
    });
    const snapshots = snapshotsOf(readings, typesOf(rules));
    const resources = snapshots.reduce((sum, it) => sum + it.resources.length, 0);
    const digests = digestsIn(snapshots);
    const filled = await timed(() => fill(store, snapshots, digests));
    globalThis.gc?.();
    const packages = digests.length * packagesOf;

    say('asking it');
    const questions = questionsFor(snapshots);
    const cold = await inTurn(questions, async (question) => {
      const memory = openEmbedded(store, 'read');
      const answer = await ask(memory, question);
      memory.close();
      return answer;
    });
    const memory = openEmbedded(store, 'read');
    const warm = await inTurn(questions, (question) => ask(memory, question));
    memory.close();
    const p99Ms = round(percentile(cold, 0.99), 0);
    const unanswered = cold.filter(({ answer }) => answer.affected.length === 0);
    const row = (name: string, runs: readonly Run[]) => [
      ...[name, runs.length, round(percentile(runs, 0.5), 0), round(percentile(runs, 0.99), 0)],
      Math.max(...runs.map(({ answer }) => answer.affected.length)),
    ];
    return {
      id: 'P8',
      counts: { resources, packages, p99Ms },
      table: [
        ['asked', 'questions', 'p50 ms', 'p99 ms', 'most affected'],
        row('cold: a store that was just opened', cold),
        row('warm: one that has answered before', warm),
        ...kindsOf(cold).map(([kind, runs]) => row(`cold, --${kind}`, runs)),
      ],
      notes: [
        `${resources} resources in ${snapshots.length} targets, ${packages} packages in ${digests.length} bills; filled in ${round(filled.ms / 1000, 0)} s`,
        `p99 cold ${p99Ms} ms: ${within(p99Ms, bounds.p99Ms)} ${bounds.p99Ms} ms`,
      ],
      missed: [
        ...(!isQuick && resources < bounds.resources ? [`only ${resources} resources`] : []),
        ...(!isQuick && packages < bounds.packages ? [`only ${packages} packages`] : []),
        ...(unanswered.length > 0 ? [`${unanswered.length} questions found nobody`] : []),
      ],
    };
  } finally {
    await rm(store, { recursive: true });
  }
}

interface Run {
  readonly question: RiskQuestion;
  readonly answer: RiskAnswer;
  readonly ms: number;
}

async function fill(store: string, snapshots: readonly Snapshot[], digests: readonly string[]): Promise<void> {
  const memory = openEmbedded(store, 'write');
  await memory.write(outcomeOf(snapshots));
  for (const [at, digest] of digests.entries()) await memory.bills.keep(billOf(digest, at), readAt);
  memory.close();
}

/** What a run leaves behind, without verdicts and the bodies of resources: no answer reads them. */
function outcomeOf(snapshots: readonly Snapshot[]): Outcome {
  const tell = tellingBy(typesOf(rules));
  const whole = new Map(snapshots.map((it) => [it.id, it]));
  return {
    scan: {
      ...{ id: 'r-1', startedAt: readAt, finishedAt: readAt, policyVersion: null, ruleCount: 0, rulesetDigest: '' },
      targets: snapshots.map(({ target: { id, provider } }) => ({ id, provider, state: 'done' })),
      ...{ resources: [], findings: [], judgements: [], gaps: [], unreadable: [], coverage: 1, followed: true },
      totals: { pass: 0, fail: 0, unknown: 0, notApplicable: 0, waived: 0 },
    },
    ...{ kind: 'sweep', policyDigest: '', changes: [] },
    snapshots: snapshots.map((it) => ({ ...it, resources: [] })),
    tell: (it) => tell(whole.get(it.id) ?? it),
  };
}

const inRange: InRange = (ecosystem, version, range) => {
  const answer = affects(ecosystem, version, parseRange(range));
  return answer === 'unknown' ? undefined : answer;
};

const ask = async (memory: Memory, question: RiskQuestion): Promise<RiskAnswer> =>
  (await askRisk(question, { memory, bills: memory.bills, owners: [], inRange, at: readAt })).answer;

async function inTurn(
  questions: readonly RiskQuestion[],
  answer: (question: RiskQuestion) => Promise<RiskAnswer>,
): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const question of questions) {
    const one = await timed(() => answer(question));
    runs.push({ question, answer: one.value, ms: one.ms });
  }
  return runs;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

const digestsIn = (snapshots: readonly Snapshot[]): readonly string[] =>
  snapshots.flatMap(({ resources }) =>
    resources.flatMap(({ type, id }) => (type === 'k8s.image' ? id.slice(id.lastIndexOf('@') + 1) : [])),
  );

const kindsOf = (runs: readonly Run[]): readonly (readonly [string, readonly Run[]])[] => [
  ...Map.groupBy(runs, ({ question }) => question.about),
];

/** The nearest-rank percentile of the times. */
function percentile(runs: readonly Run[], share: number): number {
  const sorted = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
