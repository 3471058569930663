import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import type { Finding, Gap, Judgement, ResourceRef, Run, RunTarget, Scan, TargetState, Unreadable } from '#model';
import { coverageOf, totalsOf } from '#engine/totals';
import type { Files } from './files.ts';

/** What was true of one target: immutable, and named by its content. */
interface StateFile {
  readonly resources: readonly ResourceRef[];
  readonly findings: readonly Finding[];
  readonly judgements: readonly Judgement[];
  readonly gaps: readonly Gap[];
  readonly unreadable: readonly Unreadable[];
}

const placeOf = (digest: string): string => `state/${digest.slice(0, 2)}/${digest}.json`;

/** Writes the state of one target of a scan; the digest names it, and an unchanged one writes nothing. */
export async function putState(files: Files, scan: Scan, target: TargetState, snapshot: string): Promise<RunTarget> {
  const own = <R extends { readonly resource: ResourceRef }>(list: readonly R[]): readonly R[] =>
    list.filter(({ resource }) => resource.target === target.id);
  const [first] = scan.targets;
  const state: StateFile = {
    resources: scan.resources.filter((it) => it.target === target.id),
    findings: own(scan.findings).map((it) => ({ ...it, snapshots: [] })),
    judgements: own(scan.judgements).map((it) => ({ ...it, snapshots: [] })),
    gaps: scan.gaps.filter((gap) => gap.target === target.id),
    unreadable: target.id === first?.id ? scan.unreadable : [],
  };
  const body = canonicalJson(state);
  const stateDigest = sha256(body);
  await files.put(placeOf(stateDigest), body);
  return { ...target, stateDigest, snapshot };
}

/** Puts a run together again as it was reported then. */
export async function scanOf(files: Files, run: Run, targets: readonly RunTarget[]): Promise<Scan> {
  const bodies = await Promise.all(targets.map(({ stateDigest }) => files.get(placeOf(stateDigest))));
  const states = bodies.flatMap((body) => (body === undefined ? [] : [JSON.parse(body) as StateFile]));
  const findings = states.flatMap((state) => state.findings);
  const judgements = states.flatMap((state) => state.judgements);
  const gaps = states.flatMap((state) => state.gaps);
  const totals = totalsOf(judgements, findings);
  const { id, startedAt, finishedAt, policyVersion, ruleCount, rulesetDigest } = run;
  return {
    ...{ id, startedAt, finishedAt, policyVersion, ruleCount, rulesetDigest },
    targets: targets.map(({ stateDigest: _, snapshot: __, ...target }) => target),
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
