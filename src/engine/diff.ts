import { canonicalJson } from '#lib/canonical';
import type { Cause, ChangedBy, Finding, FindingChange, Judgement } from '#model';
import type { AnyRule } from './any-rule.ts';
import { findingId } from './finding-id.ts';
import { waive } from './waivers/waive.ts';
import type { Instant, Waiver } from '#model';

/** What a comparison over time is made from. */
export interface Comparison {
  /** Findings as they were last written, closed ones included. */
  readonly before: readonly Finding[];
  readonly judgements: readonly Judgement[];
  /** The rules that were asked. */
  readonly rules: readonly AnyRule[];
  readonly waivers: readonly Waiver[];
  readonly at: Instant;
  /** Addresses whose own read answered 404. */
  readonly gone: ReadonlySet<string>;
  /** What changed since the last run besides the clouds; `read: false` where stored snapshots are judged again. */
  readonly since: { readonly policy: boolean; readonly ruleset: boolean; readonly read?: boolean };
  /** The change that the read looked after: whatever it moved was moved by it. */
  readonly change?: ChangedBy | undefined;
  /** Announced findings whose change is still looked after: an answer of before does not withdraw them. */
  readonly awaited?: ReadonlySet<string> | undefined;
}

/** Findings as they stand now, and what happened to them. An unchanged input gives no change. */
export interface Followed {
  readonly findings: readonly Finding[];
  readonly changes: readonly FindingChange[];
}

/**
 * Follows findings over time: an unknown neither opens nor resolves, and only a pass resolves. What closed because nobody
 * asked its rule stands again once somebody does, unless an answer or a read of its address closes it.
 */
export function diff(comparison: Comparison): Followed {
  const { before, judgements, rules, waivers, at, since, change } = comparison;
  const byRule = new Map(rules.map((rule) => [rule.id, rule]));
  const old = new Map(before.map((it) => [it.id, it]));
  const pairs = new Map<string, Judgement[]>();
  for (const one of judgements) listOf(pairs, pairOf(one.rule, one.resource.id)).push(one);

  const failing = judgements.flatMap((one) => (one.verdict === 'fail' ? [seen(byRule, one, old, at)] : []));
  const now = new Map(failing.map((it) => [it.id, it]));
  const closed = before.filter(({ id }) => !now.has(id)).map((it) => close(it, pairs, comparison));
  const all = waive([...now.values(), ...closed], waivers, at);
  const changes = all.flatMap((it) => changesOf(old.get(it.id), it, since));
  return change ? movedBy(change, all, changes, old) : { findings: all, changes };
}

/** What a read found that looked after a change. What was announced keeps who announced it; policy and time have no change. */
function movedBy(
  change: ChangedBy,
  findings: readonly Finding[],
  changes: readonly FindingChange[],
  old: ReadonlyMap<string, Finding>,
): Followed {
  const isMoved = ({ kind, cause }: FindingChange): boolean =>
    cause === 'read' || kind === 'gone' || kind === 'withdrawn';
  const moved = new Set(changes.filter(isMoved).map(({ finding }) => finding.id));
  const by = (it: Finding): Finding => {
    const was = old.get(it.id);
    return { ...it, change: (was?.status === 'announced' ? was.change : undefined) ?? change };
  };
  return {
    findings: findings.map((it) => (moved.has(it.id) ? by(it) : it)),
    changes: changes.map((it) => (isMoved(it) ? { ...it, cause: 'change', finding: by(it.finding) } : it)),
  };
}

const pairOf = (rule: string, resource: string): string => `${rule}\n${resource}`;

function listOf<V>(map: Map<string, V[]>, key: string): V[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

/** The finding of a failing judgement; one that stood goes on. Throws where nobody asked its rule. */
export function seen(
  rules: ReadonlyMap<string, AnyRule>,
  one: Judgement,
  old: ReadonlyMap<string, Finding>,
  at: Instant,
): Finding {
  const rule = rules.get(one.rule);
  if (!rule) throw new Error(`no rule is called ${one.rule}`);
  const id = findingId(rule, one.resource.id, one.key);
  const was = old.get(id);
  const goesOn = was !== undefined && isOpen(was) && was.created === one.created;
  return {
    id,
    rule: one.rule,
    severity: one.severity,
    status: 'open',
    resource: one.resource,
    ...(one.created !== undefined && { created: one.created }),
    ...(one.key !== undefined && { key: one.key }),
    message: one.message ?? '',
    evidence: one.evidence ?? [],
    firstSeen: goesOn ? was.firstSeen : at,
    snapshots: one.snapshots,
    ...(goesOn && was.change && { change: was.change }),
  };
}

/** Whether a finding stands: a waived one still does. */
export const isOpen = ({ status }: Finding): boolean =>
  status === 'open' || status === 'waived' || status === 'announced';

function close(
  it: Finding,
  pairs: ReadonlyMap<string, readonly Judgement[]>,
  { gone, rules, awaited }: Comparison,
): Finding {
  const { unasked, ...known } = it;
  if (!isOpen(it) && !unasked) return it;
  if (it.status === 'announced' && awaited?.has(it.id)) return it;
  if (gone.has(it.resource.id)) return { ...known, status: 'gone' };
  if (!rules.some(({ id }) => id === it.rule)) return unasked ? it : notAsked(it);
  const answers = pairs.get(pairOf(it.rule, it.resource.id)) ?? [];
  const [first] = answers;
  if (first === undefined || answers.some(({ verdict }) => verdict === 'unknown')) {
    return unasked ? { ...known, status: 'open' } : it;
  }
  const silent = answers.every(({ verdict }) => verdict === 'not-applicable');
  return { ...known, status: silent ? 'no-longer-applies' : 'resolved', snapshots: first.snapshots };
}

/** What was announced only was never read: it does not come back by itself. */
const notAsked = (it: Finding): Finding => ({
  ...it,
  status: 'no-longer-applies',
  ...(it.status !== 'announced' && { unasked: true }),
});

function changesOf(was: Finding | undefined, is: Finding, since: Comparison['since']): FindingChange[] {
  const change: Telling = (kind) => ({ kind, cause: causeOf(was, is, since), finding: is });
  if (was === undefined) return risen('opened', is, change);
  if (was.status === 'announced') return happened(is, change);
  switch (is.status) {
    case 'resolved':
    case 'gone':
    case 'no-longer-applies':
      // The answer behind one that nobody asked for is told of, too: it stays closed by that from now on.
      return isOpen(was) || (was.unasked && !is.unasked) ? [change(is.status)] : [];
    case 'announced':
    case 'open':
    case 'waived':
      return isOpen(was) ? stillOpen(was, is, change, since) : risen('reopened', is, change);
  }
}

/** One that a waiver covers from its first moment is told of twice. */
const risen = (kind: 'opened' | 'reopened', { status }: Finding, change: Telling): FindingChange[] =>
  status === 'waived' ? [change(kind), change('waived')] : [change(kind)];

type Telling = (kind: FindingChange['kind']) => FindingChange;

/** What came of an announced finding: the read shows it, or it does not come. */
function happened(is: Finding, change: Telling): FindingChange[] {
  if (is.status === 'announced') return [];
  return isOpen(is) ? risen('opened', is, change) : [change('withdrawn')];
}

function stillOpen(was: Finding, is: Finding, change: Telling, since: Comparison['since']): FindingChange[] {
  if (was.created !== is.created) {
    return [{ ...change('gone'), finding: { ...was, status: 'gone' } }, ...risen('opened', is, change)];
  }
  if (was.status !== is.status || !sameWaiver(was, is)) {
    const laid = change(is.status === 'waived' ? 'waived' : 'unwaived');
    // A waiver is no answer of a cloud, unless what it covers has become graver.
    const isRead = laid.cause === 'read' && was.severity !== is.severity;
    return [isRead ? laid : { ...laid, cause: since.policy ? 'policy' : 'time' }];
  }
  const same = was.severity === is.severity && was.message === is.message && sameEvidence(was, is);
  return same ? [] : [change('changed')];
}

/** One that goes on until another day is told of, too. */
const sameWaiver = ({ waiver: a }: Finding, { waiver: b }: Finding): boolean =>
  a?.id === b?.id && a?.until === b?.until;

const sameEvidence = (a: Finding, b: Finding): boolean => canonicalJson(a.evidence) === canonicalJson(b.evidence);

function causeOf(was: Finding | undefined, is: Finding, since: Comparison['since']): Cause {
  const isRead = was === undefined || canonicalJson(was.snapshots) !== canonicalJson(is.snapshots);
  if (isRead && since.read !== false) return 'read';
  if (since.policy) return 'policy';
  return since.ruleset ? 'ruleset' : 'time';
}
