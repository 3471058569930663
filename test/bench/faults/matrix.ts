import { collectAll, type Progress } from '#app/collect-all';
import { typesOf } from '#engine/ruleset';
import { snapshotOf } from '#engine/snapshot-id';
import { compareText } from '#lib/text';
import { defaultPolicy, type Cloud, type Policy, type Reading, type Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import type { FaultLine, Trace } from '../../sim/faults.ts';
import { readAt } from '../fleet/readings.ts';
import { knownAuthority } from './azure-trust-changes.ts';
import { startEstates, type Subject } from './estates.ts';
import { compare, differing, emptyTally, truthOf, type Tally, type Truth } from './judge.ts';
import { judgeOver } from './judging.ts';
import { movedTargets } from './moved-types.ts';
import { isEverywhere, predictor, tellsOf } from './needs.ts';
import { callsBetween, only, placed, type Part } from './parts.ts';
import { patientGate } from './patient-gate.ts';

/** A cloud that was swept once without a fault. */
export interface SweptSubject extends Subject {
  readonly fresh: Trace;
  /** Its targets in order, where a fault in one of them needs no look at the others. */
  readonly parts: readonly Part[];
}

/** All clouds, swept once without a fault, and the way to sweep one of them again under faults. */
export interface Matrix {
  readonly subjects: readonly SweptSubject[];
  readonly truth: Truth;
  readonly tally: Tally;
  /** The targets that the clouds were swept into: what is beside them no fault concerns. */
  readonly sweptTargets: ReadonlySet<string>;
  /**
   * Sweeps a cloud under faults and compares all verdicts with the truth; tells how many answers were spoilt. Unless it is to be
   * a `whole` run, it leaves out what cannot be otherwise than without faults: the targets beside the one in which a lone fault
   * lies, and the rules that look at nothing that was read otherwise. A whole run shows that both may be left out.
   */
  run(subject: SweptSubject, lines: readonly FaultLine[], extent?: 'whole'): Promise<number>;
  close(): Promise<void>;
}

/** Asks for what rules ask for only where policy does. */
const policy: Policy = {
  ...defaultPolicy,
  rules: {
    'acr-cmk-missing': { params: { requireCmk: true } },
    'aks-custom-ca-trust': { params: { allowedFingerprints: [knownAuthority] } },
    'aks-admin-group-broad': { params: { allowedAdminGroups: ['4b4518c9-5a13-4dcd-a674-eb4846d01bb9'] } },
    'aks-bootstrap-artifact-direct': { params: { requireIsolation: true } },
    'aks-disk-encryption-set-missing': { params: { requireCmk: true } },
    'ecr-cmk-encryption-missing': { params: { requireCmk: true } },
    'eks-ca-expiry': { params: { warnDays: 500 } },
    'eks-fargate-profile-broad': { params: { denyBroad: true } },
    'eks-upgrade-policy-extended': { params: { requiredSupportType: 'STANDARD' } },
    'aks-node-fips-off': { params: { requireFips: true } },
    'aks-outbound-unrestricted': { params: { requireEgressControl: true } },
    'aks-transit-encryption-off': { params: { requireTransitEncryption: true } },
    'gcp-subnet-flow-logs-off': { params: { nothingBesides: true } },
    'gke-backup-agent-off': { params: { require: true } },
    'gke-confidential-nodes-off': { params: { require: true } },
    'gke-in-transit-encryption-off': { params: { require: true } },
    'gke-secret-manager-addon-off': { params: { require: true } },
    'gke-security-notifications-off': { params: { require: true } },
    'k8s-cpu-limit-missing': { params: { requireCpuLimits: true } },
    'k8s-host-users-shared': { params: { requireUserNamespaces: true } },
    'k8s-namespace-boundaries': { params: { exemptNamespaces: ['kube-system', 'team-1'] } },
    'k8s-service-links-enabled': { params: { requireNoServiceLinks: true } },
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
const byTarget = (a: Snapshot, b: Snapshot): number => compareText(a.target.id, b.target.id);
const frozen = (readings: readonly Reading[]): Snapshot[] => readings.map((reading) => snapshotOf(reading, types));

export async function openMatrix(): Promise<Matrix> {
  const { subjects, others } = await startEstates(estateSeed);
  const swept = new Map<Subject['name'], readonly Snapshot[]>();
  const traced: SweptSubject[] = [];
  for (const subject of subjects) {
    const whole = frozen(await sweep(subject)).sort(byTarget);
    const fresh = subject.trace();
    swept.set(subject.name, whole);
    traced.push({ ...subject, fresh, parts: subject.isReadApart ? await partsOf(subject, whole) : [] });
  }
  const rest = frozen(others);
  const before = [...rest, ...[...swept.values()].flat()];
  const judge = judgeOver({ before, rules, policy, at: readAt });
  const targets = new Map(before.map(({ id, target }) => [id, target.id]));
  const truth = truthOf(judge.whole(before, []).judgements, rules, readAt, (snapshot) => targets.get(snapshot));
  const known = truth.findings.map(({ resource }) => resource);
  const spoiltBy = predictor(rules);
  const tally = emptyTally();
  const amiss = (what: string): void => {
    tally.wrong += 1;
    tally.examples.push(`other: ${what}`);
  };

  return {
    subjects: traced,
    truth,
    tally,
    sweptTargets: new Set([...swept.values()].flat().map(({ target }) => target.id)),
    async run(subject, lines, extent) {
      const name = lines.map((it) => `${it.fault} of ${it.operation} at ${it.position}`).join(', ');
      const [lone] = lines;
      const lying = lone && lines.length === 1 ? placed(lone, subject.parts, subject.fresh) : undefined;
      const part = extent === 'whole' ? undefined : lying;
      subject.setFaults(part ? [part.line] : lines, subject.fresh);
      try {
        const readings = await sweep(subject, part?.target);
        const were = swept.get(subject.name) ?? [];
        const beside = part ? were.filter(({ target }) => target.id !== part.target) : [];
        const now = [...beside, ...frozen(readings)].sort(byTarget);
        const all = [...rest, ...[...swept].flatMap(([cloud, its]) => (cloud === subject.name ? now : its))];
        const nowAt = new Map(now.map(({ id, target }) => [id, target.id]));
        const targetOf = (snapshot: string): string | undefined => nowAt.get(snapshot) ?? targets.get(snapshot);
        const judged = extent === 'whole' ? judge.whole(all, known) : judge.again(all, known);
        const lost = tally.lost;
        compare(truth, { ...judged, targetOf }, spoiltBy(subject, lines, spoiltIn(were, now, lines)), tally, name);
        if (tally.lost > lost && !isExplained(readings, lines))
          amiss(`verdicts were lost and no gap says why (${name})`);
        if (extent === 'whole') {
          const [moved, ...others] = differing(truth, { ...judged, targetOf }, judge.again(all, known).isAsked);
          if (moved !== undefined) amiss(`${moved} and ${others.length} more moved unasked (${name})`);
          const spread = movedTargets(were, now);
          if (lying && spread.size > 1) amiss(`one fault is seen in ${[...spread].join()} (${name})`);
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

/** Reads each target alone. Throws where one of them is read otherwise than beside the others. */
async function partsOf(subject: Subject, whole: readonly Snapshot[]): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const { id, target } of whole) {
    const before = subject.trace();
    const [alone] = frozen(await sweep(subject, target.id));
    if (alone?.id !== id) throw new Error(`${target.id} is read otherwise where it is read alone`);
    parts.push({ target: target.id, calls: callsBetween(before, subject.trace()) });
  }
  return parts;
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

function sweep(subject: Subject, target?: string): Promise<Reading[]> {
  const cloud: Cloud = subject.cloud(patientGate(2, patience));
  return collectAll({ clouds: [target === undefined ? cloud : only(cloud, target)], progress: silent });
}
