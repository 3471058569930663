import { collectAll, type Progress } from '#app/collect-all';
import { evaluate } from '#engine/evaluate';
import { typesOf } from '#engine/ruleset';
import { snapshotOf } from '#engine/snapshot-id';
import { worldOf } from '#engine/world';
import { defaultPolicy, type Judgement, type Reading, type Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import type { FaultLine, Trace } from '../../sim/faults.ts';
import { readAt } from '../fleet/readings.ts';
import { startEstates, type Subject } from './estates.ts';
import { compare, emptyTally, truthOf, type Tally, type Truth } from './judge.ts';
import { predictor } from './needs.ts';
import { patientGate } from './patient-gate.ts';

/** All clouds, swept once without a fault, and the way to sweep one of them again under faults. */
export interface Matrix {
  readonly subjects: readonly (Subject & { readonly fresh: Trace })[];
  readonly truth: Truth;
  readonly tally: Tally;
  /** Sweeps a cloud under faults and compares all verdicts with the truth; tells how many answers were spoilt. */
  run(subject: Subject, lines: readonly FaultLine[]): Promise<number>;
  close(): Promise<void>;
}

/** The estate in which every rule has something to find. */
const estateSeed = 20;

export const silent: Progress = { skipped: () => undefined, started: () => undefined, done: () => undefined };

const types = typesOf(rules);
const frozen = (readings: readonly Reading[]): Snapshot[] => readings.map((reading) => snapshotOf(reading, types));

export async function openMatrix(): Promise<Matrix> {
  const { subjects, others } = await startEstates(estateSeed);
  const swept = new Map<Subject['name'], readonly Snapshot[]>();
  const traced: (Subject & { readonly fresh: Trace })[] = [];
  for (const subject of subjects) {
    swept.set(subject.name, frozen(await sweep(subject)));
    traced.push({ ...subject, fresh: subject.trace() });
  }
  const rest = frozen(others);
  const judged = (changed: ReadonlyMap<Subject['name'], readonly Snapshot[]>, known?: Truth): Judgement[] => {
    const snapshots = [...changed.values()].flat();
    return evaluate({
      world: worldOf([...rest, ...snapshots]),
      rules,
      policy: defaultPolicy,
      at: readAt,
      known: known?.findings.map(({ resource }) => resource) ?? [],
    });
  };
  const truth = truthOf(judged(swept), rules, readAt);
  const spoiltBy = predictor(rules);
  const tally = emptyTally();

  return {
    subjects: traced,
    truth,
    tally,
    async run(subject, lines) {
      const name = lines.map((it) => `${it.fault} of ${it.operation} at ${it.position}`).join(', ');
      const trace = traced.find((it) => it.name === subject.name)?.fresh ?? {};
      subject.setFaults(lines, trace);
      try {
        const readings = await sweep(subject);
        const judgements = judged(new Map([...swept, [subject.name, frozen(readings)]]), truth);
        const lost = tally.lost;
        compare(truth, judgements, spoiltBy(subject, lines), tally, name);
        if (tally.lost > lost && !isExplained(readings, lines)) {
          tally.wrong += 1;
          tally.examples.push(`other: verdicts were lost and no gap says why (${name})`);
        }
      } catch (error) {
        tally.crash += 1;
        tally.examples.push(
          `crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)} (${name})`,
        );
      }
      const spoilt = subject.spoilt();
      subject.setFaults([], {});
      return spoilt;
    },
    close: async () => {
      for (const subject of subjects) await subject.close();
    },
  };
}

/** Every gap names its call and its reason. What is answered as not there is no gap. */
const isExplained = (readings: readonly Reading[], lines: readonly FaultLine[]): boolean =>
  readings.some(({ gaps }) => gaps.some(({ api, detail }) => api !== '' && detail !== '')) ||
  lines.some(({ fault }) => fault === 'not-found');

const sweep = (subject: Subject): Promise<Reading[]> =>
  collectAll({ clouds: [subject.cloud(patientGate(2))], progress: silent });
