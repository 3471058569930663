import { tellingBy } from '#engine/components';
import { diff, isOpen, type Followed } from '#engine/diff';
import { evaluate } from '#engine/evaluate';
import { findingsOf } from '#engine/finding-id';
import { lookoutOf, type Lookout } from '#engine/moved/lookout';
import { rejudgedOf } from '#engine/moved/rejudged';
import { rulesetDigest, typesOf } from '#engine/ruleset';
import { settingsOf } from '#engine/settings';
import { widening } from '#engine/moved/shared-ids';
import { coverageOf, totalsOf } from '#engine/totals';
import type { World } from '#engine/world';
import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';
import { parseInstant } from '#lib/time';
import { changedBy, mostStrays, refOf } from '#model';
import type { Finding, Judgement, Memory, Outcome, Run, RunTarget, Scan, Snapshot } from '#model';

import { endsOf } from './policy/ends.ts';
import { byRef, byRuleAndResource, byTarget, policyDigestOf, runIdOf, stateOf, straysOf } from './scan.ts';
import type { ScanInput, Scanned } from './scan.ts';

/** What is judged over the last run. */
export interface PartInput extends Omit<ScanInput, 'memory' | 'clouds' | 'signal' | 'interrupted' | 'unreadable'> {
  readonly memory: Memory;
  /** The last run, with what it judged. */
  readonly last: Run;
  readonly stood: readonly Snapshot[];
  /** What stood open by a run in some targets. */
  readonly standing: (run: string, among: (target: string) => boolean) => Promise<readonly Finding[]>;
  /** The ids of all findings that may be announced only. */
  readonly announced: readonly string[];
  /** What the process knows of the last judgement, where it goes on living. */
  readonly lookout?: Lookout | undefined;
}

/** One run over what may be judged otherwise than by the last one. Undefined as `partOf` is. */
export async function scanPart(input: PartInput): Promise<Scanned | undefined> {
  const outcome = await partOf(input);
  if (!outcome) return undefined;
  await input.memory.write(outcome);
  return outcome;
}

/**
 * Judges the targets of which something may be judged otherwise than by the last run, so that what is written comes to the run
 * that judging everything would write. Undefined where that cannot be told: of other targets, of files, by another policy, other
 * rules or another release, after something of the policy ended, over records without sums, a day after everything was judged.
 */
export async function partOf(input: PartInput): Promise<Outcome | undefined> {
  const { rules, policy, memory, last, startedAt: at, gone = nothing } = input;
  // Of an address that stands in several targets whoever looks meets the first.
  const [stood, snapshots] = [[...input.stood].sort(byTarget), [...input.snapshots].sort(byTarget)];
  if (!isBySame(input) || !isOfToday(input)) return undefined;
  // What was closed as unasked on an object that is gone is in no state of the last run.
  if (gone.size > 0) return undefined;
  const records = await memory.targets(last.id);
  if (!areTheirs(records, stood) || !areSamePlaces(stood, snapshots)) return undefined;
  // What no state says as it is kept.
  const apart = await memory.findingsOf([...new Set([...input.announced, ...(last.strays ?? [])])]);
  const ids = new Set(records.map(({ id }) => id));
  if (apart.some(({ resource }) => !ids.has(resource.target))) return undefined;

  const lookout = input.lookout ?? lookoutOf();
  const [before, now] = [lookout.world(stood), lookout.world(snapshots)];
  const anew = rejudgedOf({ before, now, rules, policy, since: last.startedAt, at, law: lawOf(input) }, lookout)
    .union(new Set(records.flatMap(({ id, again }) => (again ? [id] : []))))
    .union(new Set(apart.map(({ resource }) => resource.target)));
  const { part, open } = await widened(input, { before, now }, anew, apart);
  const known = new Map([...open, ...apart].map((it) => [it.id, it]));
  const refs = [...known.values()].filter(isOpen).map(({ resource }) => resource);
  const among = (_: unknown, target: string): boolean => part.has(target);
  const question = { world: now, rules, policy, at, known: refs, among };
  const judgements = part.size > 0 ? evaluate(question).sort(byRuleAndResource) : [];
  const { findings, changes } = await followed(input, judgements, known);
  const strays = straysOf(known.values(), findings, changes);
  if (strays.length > mostStrays) return undefined;
  const own = snapshots.filter(({ target }) => part.has(target.id));
  return {
    scan: scanOf(input, { own, snapshots, judgements, findings }),
    ...{ kind: input.kind ?? 'sweep', policyDigest: last.policyDigest, snapshots, changes, over: last },
    ...(input.build !== undefined && { build: input.build }),
    tell: tellingBy(typesOf(rules)),
    strays,
  };
}

/** Some targets with all that are told together with them and with some findings, and what stood open of these. */
async function widened(
  { rules, last, standing }: PartInput,
  { before, now }: { readonly before: World; readonly now: World },
  targets: ReadonlySet<string>,
  findings: readonly Finding[],
) {
  const widen = widening([before, now], rules);
  const ids = new Set(before.places.keys());
  const idsOf = (all: readonly Finding[]): string[] => all.map(({ resource }) => resource.id);
  let part = widen(targets, idsOf(findings)).intersection(ids);
  for (;;) {
    const here = part;
    const open = here.size > 0 ? await standing(last.id, (target) => here.has(target)) : [];
    part = widen(here, idsOf(open)).intersection(ids);
    if (part.size === here.size) return { part, open };
  }
}

/** Whether policy, rules and all below them say what they said when the last run was judged. */
function isBySame({ rules, policy, build, last, startedAt }: PartInput): boolean {
  if (
    last.build !== build ||
    last.policyDigest !== policyDigestOf(policy) ||
    last.rulesetDigest !== rulesetDigest(rules)
  )
    return false;
  return !endsOf(policy).some((end) => timeOf(last.startedAt) < end && end <= timeOf(startedAt));
}

/** Names what the rules were asked by when the last run was judged, whatever of the policy has ended until then. */
function lawOf({ policy, last }: PartInput): string {
  const ended = endsOf(policy).filter((end) => end <= timeOf(last.startedAt));
  return [last.policyDigest, last.rulesetDigest, last.build, ended.length].join(' ');
}

/** Whether everything was judged within a day. By a clock that is behind it nobody can tell. */
function isOfToday({ last, clock }: PartInput): boolean {
  const past = clock.now() - timeOf(last.wholeAt ?? last.finishedAt);
  return -slack <= past && past < longest;
}

/**
 * What became of the findings of some targets. What stood open is told by their states; what comes back and what moves is looked
 * up, for a state says neither what is closed nor which snapshots a finding was seen in.
 */
async function followed(
  input: PartInput,
  judgements: readonly Judgement[],
  open: ReadonlyMap<string, Finding>,
): Promise<Followed> {
  const { policy, memory, startedAt: at, gone = nothing, awaited } = input;
  const rules = settingsOf(input.rules, policy, at).map(({ rule }) => rule);
  const change = input.change && changedBy(input.change);
  const since = { policy: false, ruleset: false, read: true };
  const common = { judgements, rules, waivers: policy.waivers, at, gone, change, awaited, since };
  const closed = await memory.findingsOf(findingsOf(rules, judgements).filter((id) => !open.has(id)));
  const before = new Map([...open, ...closed.map((it) => [it.id, it] as const)]);
  const first = diff({ ...common, before: inOrder(before) });
  if (first.changes.length === 0) return first;
  const moved = new Set(first.changes.map(({ finding }) => finding.id));
  for (const it of await memory.findingsOf([...moved].filter((id) => open.has(id)))) before.set(it.id, it);
  return diff({ ...common, before: inOrder(before) });
}

interface Judged extends Pick<Scan, 'judgements'> {
  /** Of the targets that were judged. */
  readonly own: readonly Snapshot[];
  readonly snapshots: readonly Snapshot[];
  readonly findings: Followed['findings'];
}

function scanOf(input: PartInput, { own, snapshots, judgements, findings }: Judged): Scan {
  const { rules, policy, clock, last, startedAt } = input;
  const open = findings.filter(isOpen).sort((a, b) => compareText(a.id, b.id));
  const gaps = own.flatMap((snapshot) => snapshot.gaps);
  const totals = totalsOf(judgements, open);
  return {
    id: input.id ?? runIdOf(startedAt, snapshots),
    startedAt,
    finishedAt: new Date(clock.now()).toISOString(),
    policyVersion: policy.version,
    ruleCount: settingsOf(rules, policy, startedAt).length,
    rulesetDigest: last.rulesetDigest,
    targets: own.map(stateOf),
    resources: own.flatMap(({ resources }) => resources.map(refOf)).sort(byRef),
    ...{ findings: open, judgements, gaps, unreadable: [], totals, coverage: coverageOf(totals, gaps) },
    followed: true,
  };
}

/** Milliseconds after which everything is judged: whatever hangs on the moment was asked at both ends of them only. */
const longest = 86_400_000;

/** Clocks of two machines may be this far apart, in milliseconds. */
const slack = 3_600_000;

const nothing: ReadonlySet<string> = new Set();

const timeOf = (at: string): number => parseInstant(at) ?? 0;

/** As the store gives all of them: what moves is told of in this order. */
const inOrder = (findings: ReadonlyMap<string, Finding>): readonly Finding[] =>
  [...findings.values()].sort((a, b) => compareText(a.id, b.id));

/** Whether records with sums are of these snapshots, and of no others. */
function areTheirs(records: readonly RunTarget[], stood: readonly Snapshot[]): boolean {
  const ids = new Map(stood.map(({ target, id }) => [target.id, id]));
  return records.length === ids.size && records.every(({ id, snapshot, sums }) => sums && ids.get(id) === snapshot);
}

function areSamePlaces(stood: readonly Snapshot[], now: readonly Snapshot[]): boolean {
  const targets = new Map(stood.map(({ target }) => [target.id, canonicalJson(target)]));
  return (
    now.length > 0 &&
    now.length === targets.size &&
    now.every(({ target }) => target.folder === undefined && targets.get(target.id) === canonicalJson(target))
  );
}
