import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import type {
  Finding,
  Gap,
  Judgement,
  Outcome,
  ResourceRef,
  Run,
  RunTarget,
  Scan,
  Snapshot,
  TargetState,
  TargetSums,
  Unreadable,
} from '#model';
import { mostStrays } from '#model';
import { coverageOf, totalsOf } from '#engine/totals';
import type { Files } from '../files.ts';
import { kept } from '../lost.ts';
import { openOf } from './run-standing.ts';

/** What was true of one target: immutable, and named by its content. */
interface StateFile {
  readonly resources: readonly ResourceRef[];
  readonly findings: readonly Finding[];
  readonly judgements: readonly Judgement[];
  readonly gaps: readonly Gap[];
  readonly unreadable: readonly Unreadable[];
}

/** Where a state lies. */
export const statePlace = (digest: string): string => `state/${digest.slice(0, 2)}/${digest}.json`;

/** The state of one target, and its record: the digest names it. */
export interface State {
  readonly record: RunTarget;
  readonly body: string;
}

/**
 * Tells the states of a scan's targets, one at a time: all of them at once would be more than a sweep's memory. A run that
 * holds open what is of none of its targets, or too much that is kept as of another one, keeps no sums.
 */
export function statesOf(
  scan: Scan,
  { changes, strays = [] }: Pick<Outcome, 'changes' | 'strays'>,
): (target: TargetState, snapshot: Pick<Snapshot, 'id' | 'startedAt'>) => State {
  const targetOf = ({ resource }: { readonly resource: ResourceRef }): string => resource.target;
  const resources = Map.groupBy(scan.resources, ({ target }) => target);
  const findings = Map.groupBy(scan.findings, targetOf);
  const judgements = Map.groupBy(scan.judgements, targetOf);
  const gaps = Map.groupBy(scan.gaps, ({ target }) => target);
  const [first] = scan.targets;
  const ids = new Set(scan.targets.map(({ id }) => id));
  const isSummed = strays.length <= mostStrays && [...findings.keys()].every((id) => ids.has(id));
  const moved = new Set(changes.map(({ finding }) => finding.resource.target));
  return (target, snapshot) => {
    const { id } = target;
    const open = findings.get(id) ?? [];
    const state: StateFile = {
      resources: resources.get(id) ?? [],
      findings: open.map((it) => ({ ...it, snapshots: [] })),
      judgements: (judgements.get(id) ?? []).map((it) => ({ ...it, snapshots: [] })),
      gaps: gaps.get(id) ?? [],
      unreadable: id === first?.id ? scan.unreadable : [],
    };
    const body = canonicalJson(state);
    const there = new Set(state.resources.map((it) => it.id));
    const isOpenEnded = open.some(({ status, resource }) => status === 'announced' || !there.has(resource.id));
    const record: RunTarget = {
      ...{ ...target, stateDigest: sha256(body), snapshot: snapshot.id, readAt: snapshot.startedAt },
      ...(isSummed && { sums: sumsOf(judgements.get(id) ?? [], open) }),
      ...((moved.has(id) || isOpenEnded) && { again: true }),
    };
    return { record, body };
  };
}

const sumsOf = (judgements: readonly Judgement[], findings: readonly Finding[]): TargetSums => ({
  totals: totalsOf(judgements, findings),
  findings: findings.length,
  ...openOf(findings),
});

/** Writes a state once. */
export async function putState(files: Files, { stateDigest }: RunTarget, body: string): Promise<void> {
  const place = statePlace(stateDigest);
  if (!(await files.has(place))) await files.put(place, body);
}

/** What stood open of a target by a run. Throws a ShoalwatchError where its state is missing. */
export async function openIn(files: Files, run: string, { id, stateDigest }: RunTarget): Promise<readonly Finding[]> {
  const body = await kept(files, statePlace(stateDigest), `it is the state of ${id} in ${run}`, stateDigest);
  return (JSON.parse(body) as StateFile).findings;
}

/** Puts a run together again as it was reported then. Throws a ShoalwatchError where the state of a target is missing. */
export async function scanOf(files: Files, run: Run, targets: readonly RunTarget[]): Promise<Scan> {
  const bodies = await Promise.all(
    targets.map(({ id, stateDigest }) =>
      kept(files, statePlace(stateDigest), `it is the state of ${id} in ${run.id}`, stateDigest),
    ),
  );
  const states = bodies.map((body) => JSON.parse(body) as StateFile);
  const findings = states.flatMap((state) => state.findings);
  const judgements = states.flatMap((state) => state.judgements);
  const gaps = states.flatMap((state) => state.gaps);
  const totals = totalsOf(judgements, findings);
  const { id, startedAt, finishedAt, policyVersion, ruleCount, rulesetDigest } = run;
  return {
    ...{ id, startedAt, finishedAt, policyVersion, ruleCount, rulesetDigest },
    targets: targets.map(({ id, provider, state, reason }) => ({
      ...{ id, provider, state },
      ...(reason !== undefined && { reason }),
    })),
    resources: states.flatMap((state) => state.resources),
    findings,
    judgements,
    gaps,
    unreadable: states.flatMap((state) => state.unreadable),
    totals,
    coverage: coverageOf(totals, gaps),
    followed: true,
  };
}
