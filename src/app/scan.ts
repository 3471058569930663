import { tellingBy } from '#engine/components';
import { diff, isOpen } from '#engine/diff';
import { evaluate } from '#engine/evaluate';
import { rulesetDigest, typesOf } from '#engine/ruleset';
import { coverageOf, totalsOf } from '#engine/totals';
import { settingsOf } from '#engine/settings';
import { worldOf } from '#engine/world';
import type { AnyRule } from '#engine/any-rule';
import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { compareText } from '#lib/text';
import { changedBy, refOf } from '#model';
import type { Change, Clock, Cloud, Finding, FindingChange, Memory, Policy, ResourceRef, Scan, Snapshot } from '#model';
import type { RunKind, TargetState, Unreadable } from '#model';
import { goneOf } from './gone.ts';

/** What a scan is made of. The targets have been read already: evaluation looks at a frozen set. */
export interface ScanInput {
  readonly snapshots: readonly Snapshot[];
  readonly unreadable?: readonly Unreadable[];
  readonly rules: readonly AnyRule[];
  readonly policy: Policy;
  /** The release that judges; undefined where it runs from its sources. */
  readonly build?: string | undefined;
  readonly memory?: Memory | undefined;
  readonly clock: Clock;
  readonly startedAt: string;
  readonly interrupted?: boolean;
  /** Asked for what has open findings and is in no listing any more; without them nothing is ever gone. */
  readonly clouds?: readonly Cloud[];
  /** What was asked for before, and whose own read answered that it does not exist. */
  readonly gone?: ReadonlySet<string>;
  readonly signal?: AbortSignal;
  /** The change that was looked after. */
  readonly change?: Change;
  /** What the run is; a sweep where nothing is said. */
  readonly kind?: RunKind;
  /** Announced findings whose change is still looked after. */
  readonly awaited?: ReadonlySet<string>;
  /** Whether what stands in the store already is looked for, and written again where it is lost. */
  readonly recheck?: boolean;
  /** The id of the run where whoever started it gave it one: sortable by `startedAt`, as those that it makes itself are. */
  readonly id?: string;
}

/** A scan with what happened to the findings since the last one. */
export interface Scanned {
  readonly scan: Scan;
  readonly changes: readonly FindingChange[];
}

/** Snapshot -> evaluate -> diff -> store: one run over what was read. */
export async function scan(input: ScanInput): Promise<Scanned> {
  const { rules, policy, memory, clock, startedAt, awaited } = input;
  const types = typesOf(rules);
  const snapshots = [...input.snapshots].sort(byTarget);
  const before = (await memory?.findings()) ?? [];
  const [last] = (await memory?.runs(1)) ?? [];
  const known = before.filter(isOpen).map(({ resource }) => resource);
  const { clouds = [], signal } = input;
  const gone = (await goneOf({ before, snapshots, clouds, types, signal })).union(input.gone ?? nothing);
  const interrupted = input.interrupted === true || signal?.aborted === true;

  const at = startedAt;
  const judgements = evaluate({ world: worldOf(snapshots), rules, policy, at, known }).sort(byRuleAndResource);
  const ruleset = rulesetDigest(rules);
  const policyDigest = policyDigestOf(policy);
  const since = {
    policy: last?.policyDigest !== policyDigest,
    ruleset: last?.rulesetDigest !== ruleset,
    read: input.kind !== 're-evaluation',
  };
  const asked = settingsOf(rules, policy, at).map(({ rule }) => rule);
  const change = input.change && changedBy(input.change);
  const followed = diff({
    before,
    judgements,
    rules: asked,
    waivers: policy.waivers,
    at,
    gone,
    since,
    change,
    awaited,
  });
  const findings = followed.findings.filter(isOpen).sort((a, b) => compareText(a.id, b.id));
  const totals = totalsOf(judgements, findings);
  const gaps = snapshots.flatMap((snapshot) => snapshot.gaps);

  const result: Scan = {
    id: input.id ?? runIdOf(startedAt, snapshots),
    startedAt,
    finishedAt: new Date(clock.now()).toISOString(),
    policyVersion: policy.version,
    ruleCount: asked.length,
    rulesetDigest: ruleset,
    targets: snapshots.map(stateOf),
    resources: snapshots.flatMap(({ resources }) => resources.map(refOf)).sort(byRef),
    findings,
    judgements,
    gaps,
    unreadable: [...(input.unreadable ?? [])].sort((a, b) => compareText(a.path, b.path)),
    totals,
    coverage: coverageOf(totals, gaps),
    followed: memory !== undefined,
    ...(interrupted && { interrupted: true }),
  };
  if (!interrupted && snapshots.length > 0) {
    await memory?.write({
      scan: result,
      kind: input.kind ?? 'sweep',
      policyDigest,
      ...(input.build !== undefined && { build: input.build }),
      snapshots,
      tell: tellingBy(types),
      changes: followed.changes,
      strays: straysOf(before, followed.findings, followed.changes),
      ...(input.recheck && { recheck: true }),
    });
  }
  return { scan: result, changes: followed.changes };
}

/**
 * Findings that are seen in another target than they are kept as of: an object that is read by reference stands in several, and
 * where nothing else of it moves it is kept as that of the first.
 */
export function straysOf(
  before: Iterable<Finding>,
  now: readonly Finding[],
  changes: readonly FindingChange[],
): readonly string[] {
  const seen = new Map(now.map(({ id, resource }) => [id, resource.target]));
  for (const { finding } of changes) seen.delete(finding.id);
  const strays = [...before].filter(({ id, resource }) => (seen.get(id) ?? resource.target) !== resource.target);
  return strays.map(({ id }) => id).sort(compareText);
}

const nothing: ReadonlySet<string> = new Set();

/** A digest of all that a policy says. */
export const policyDigestOf = (policy: Policy): string => sha256(canonicalJson(policy)).slice(0, 16);

/** The order of snapshots in a run. */
export const byTarget = (a: Snapshot, b: Snapshot): number => compareText(a.target.id, b.target.id);

/** The order of resources in a run. */
export const byRef = (a: ResourceRef, b: ResourceRef): number =>
  compareText(a.target, b.target) || compareText(a.id, b.id);

/** The order of judgements in a run. */
export const byRuleAndResource = (a: Judged, b: Judged): number =>
  compareText(a.rule, b.rule) || byRef(a.resource, b.resource) || compareText(a.key ?? '', b.key ?? '');

type Judged = Scan['judgements'][number];

/** The id of a run: sortable by its start. */
export const runIdOf = (startedAt: string, snapshots: readonly Snapshot[]): string =>
  `r-${startedAt.replaceAll(/\D/g, '').slice(0, 17)}-${sha256(snapshots.map(({ id }) => id).join()).slice(0, 6)}`;

/** How the read of a target ended: nothing read at all is failed, any gap makes it partial. */
export function stateOf({ target, resources, complete, gaps }: Snapshot): TargetState {
  const { id, provider } = target;
  const [first] = gaps;
  if (!first) return { id, provider, state: 'done' };
  const nothing = resources.length === 0 && complete.length === 0;
  return { id, provider, state: nothing ? 'failed' : 'partial', reason: first.detail };
}
