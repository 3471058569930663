import { collectAll, type Progress } from '#app/collect-all';
import { evaluate } from '#engine/evaluate';
import { typesOf } from '#engine/ruleset';
import { snapshotOf } from '#engine/snapshot-id';
import { worldOf } from '#engine/world';
import { defaultPolicy, type Judgement, type Policy, type Reading, type Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import type { FaultLine, Trace } from '../../sim/faults.ts';
import { readAt } from '../fleet/readings.ts';
import { startEstates, type Subject } from './estates.ts';
import { compare, emptyTally, truthOf, type Tally, type Truth } from './judge.ts';
import { isEverywhere, predictor, tellsOf } from './needs.ts';
import { patientGate } from './patient-gate.ts';

/** All clouds, swept once without a fault, and the way to sweep one of them again under faults. */
export interface Matrix {
  readonly subjects: readonly (Subject & { readonly fresh: Trace })[];
  readonly truth: Truth;
  readonly tally: Tally;
  /** The targets that the clouds were swept into: what is beside them no fault concerns. */
  readonly sweptTargets: ReadonlySet<string>;
  /** Sweeps a cloud under faults and compares all verdicts with the truth; tells how many answers were spoilt. */
  run(subject: Subject, lines: readonly FaultLine[]): Promise<number>;
  close(): Promise<void>;
}

/** Asks for what rules ask for only where policy does. */
const policy: Policy = {
  ...defaultPolicy,
  rules: {
    'acr-cmk-missing': { params: { requireCmk: true } },
    'aks-admin-group-broad': { params: { allowedAdminGroups: ['4b4518c9-5a13-4dcd-a674-eb4846d01bb9'] } },
    'aks-bootstrap-artifact-direct': { params: { requireIsolation: true } },
    'aks-disk-encryption-set-missing': { params: { requireCmk: true } },
    'ecr-cmk-encryption-missing': { params: { requireCmk: true } },
    'eks-upgrade-policy-extended': { params: { requiredSupportType: 'STANDARD' } },
    'aks-node-fips-off': { params: { requireFips: true } },
    'aks-outbound-unrestricted': { params: { requireEgressControl: true } },
    'aks-transit-encryption-off': { params: { requireTransitEncryption: true } },
    'gke-confidential-nodes-off': { params: { require: true } },
    'gke-in-transit-encryption-off': { params: { require: true } },
    'gke-security-notifications-off': { params: { require: true } },
    'k8s-cpu-limit-missing': { params: { requireCpuLimits: true } },
  },
  components: {
    allow: {},
    deny: {
      images: [{ repository: 'registry.example.com/careless', reason: 'careless' }],
      digests: [{ digest: `sha256:${'f'.repeat(64)}`, reason: 'an index may hold it' }],
      addonVersions: [
        { addon: 'coredns', versions: '<1.13', reason: 'old' },
        { addon: 'vpc-cni', versions: '<1.18', reason: 'old' },
      ],
    },
  },
};

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
      policy,
      at: readAt,
      known: known?.findings.map(({ resource }) => resource) ?? [],
    });
  };
  const targets = new Map([...rest, ...[...swept.values()].flat()].map(({ id, target }) => [id, target.id]));
  const truth = truthOf(judged(swept), rules, readAt, (snapshot) => targets.get(snapshot));
  const spoiltBy = predictor(rules);
  const tally = emptyTally();

  return {
    subjects: traced,
    truth,
    tally,
    sweptTargets: new Set([...swept.values()].flat().map(({ target }) => target.id)),
    async run(subject, lines) {
      const name = lines.map((it) => `${it.fault} of ${it.operation} at ${it.position}`).join(', ');
      const trace = traced.find((it) => it.name === subject.name)?.fresh ?? {};
      subject.setFaults(lines, trace);
      try {
        const readings = await sweep(subject);
        const now = frozen(readings);
        const judgements = judged(new Map([...swept, [subject.name, now]]), truth);
        const nowAt = new Map(now.map(({ id, target }) => [id, target.id]));
        const targetOf = (snapshot: string): string | undefined => nowAt.get(snapshot) ?? targets.get(snapshot);
        const where = spoiltIn(swept.get(subject.name) ?? [], now, lines);
        const lost = tally.lost;
        compare(truth, judgements, spoiltBy(subject, lines, where), tally, name, targetOf);
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

/** Where something was spoilt: the targets with a gap, and those that are gone. */
function spoiltIn(
  before: readonly Snapshot[],
  now: readonly Snapshot[],
  lines: readonly FaultLine[],
): (target: string) => boolean {
  const whole = new Set(now.filter(({ gaps }) => gaps.length === 0).map(({ target }) => target.id));
  const known = new Set([...before, ...now].map(({ target }) => target.id));
  return (target) => known.has(target) && (lines.some(isEverywhere) || !whole.has(target));
}

/** A gap names the spoilt call and its reason. What is answered as not there is no gap; expired credentials spoil any. */
const isExplained = (readings: readonly Reading[], lines: readonly FaultLine[]): boolean =>
  lines.some(isEverywhere) ||
  readings.some(({ gaps }) =>
    gaps.some(({ api, detail }) => detail !== '' && lines.some((line) => tellsOf(api, line))),
  );

/**
 * Quiet turns until an attempt counts as hanging. What answers wait for outside of this thread, such as a file, is held up
 * by itself where other work takes the processors, and every call in flight then counts as hanging at once.
 */
const patience = 60;

const sweep = (subject: Subject): Promise<Reading[]> =>
  collectAll({ clouds: [subject.cloud(patientGate(2, patience))], progress: silent });
