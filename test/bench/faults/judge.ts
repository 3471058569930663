import { isDeepStrictEqual } from 'node:util';
import { diff } from '#engine/diff';
import type { AnyRule } from '#engine/any-rule';
import type { Finding, Judgement, Severity } from '#model';
import type { Judged } from './judging.ts';
import type { Spoilt } from './needs.ts';

/**
 * What went wrong in the runs under faults. A false pass hides what failed or was unknown; `wrong` is any other verdict
 * that is neither the fault-free one nor unknown, such as a pass of what did not apply, or a fail that was none.
 */
export interface Tally {
  falsePass: number;
  falseResolve: number;
  lostFail: number;
  crash: number;
  unpredictedUnknown: number;
  wrong: number;
  /** Verdicts that turned into unknown, as they may. */
  lost: number;
  /** Verdicts that a fault may turn into unknown: no more than these are lost. */
  atRisk: number;
  /** Those at risk that stood, by what they are. */
  readonly stood: Record<Standing, number>;
  readonly examples: string[];
}

/** A fail or a witness that was seen, a pass that claims nothing bad is there, or a rule that does not speak. */
export type Standing = 'fail' | 'witness' | 'claim' | 'not-applicable';

export const emptyTally = (): Tally => ({
  falsePass: 0,
  falseResolve: 0,
  lostFail: 0,
  crash: 0,
  unpredictedUnknown: 0,
  wrong: 0,
  lost: 0,
  atRisk: 0,
  stood: { fail: 0, witness: 0, claim: 0, 'not-applicable': 0 },
  examples: [],
});

/** The fault-free truth that every run is compared with. */
export interface Truth {
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly findings: readonly Finding[];
  readonly rules: readonly AnyRule[];
  readonly at: string;
}

interface Pair {
  readonly rule: string;
  readonly id: string;
  readonly type: string;
  readonly target: string;
  /** The targets that it was judged from, its own first. */
  readonly looked: readonly string[];
  readonly worst: Judgement['verdict'];
  /** The pass names what it saw. */
  readonly witnessed: boolean;
  /** The severity of each fail by its key. */
  readonly fails: ReadonlyMap<string, Severity>;
  /** Something beside the fails is unknown: further keys may be hidden. */
  readonly partly: boolean;
  readonly reason: string | undefined;
}

const rank = { fail: 3, unknown: 2, pass: 1, 'not-applicable': 0 } as const;

/** `targetOf` says of which target a snapshot is. */
export function truthOf(
  judgements: readonly Judgement[],
  rules: readonly AnyRule[],
  at: string,
  targetOf?: (snapshot: string) => string | undefined,
): Truth {
  const since = { policy: false, ruleset: false };
  const { findings } = diff({ before: [], judgements, rules, waivers: [], at, gone: new Set(), since });
  return { pairs: pairsOf(judgements, targetOf), findings, rules, at };
}

/** Each pair of rule and resource by its worst verdict. */
function pairsOf(
  judgements: readonly Judgement[],
  targetOf: (snapshot: string) => string | undefined = () => undefined,
): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const { rule, resource, verdict, severity, reason, snapshots, message, key = '' } of judgements) {
    const name = `${rule} on ${resource.id}`;
    const so = pairs.get(name);
    const fails = new Map([...(so?.fails ?? []), ...(verdict === 'fail' ? [[key, severity] as const] : [])]);
    const graver = so === undefined || rank[verdict] > rank[so.worst];
    const { id, type, target } = resource;
    const looked = [target, ...snapshots.flatMap((it) => targetOf(it) ?? [])];
    const own = { rule, id, type, target, looked, worst: verdict, witnessed: message !== undefined, reason };
    pairs.set(name, { ...(graver ? own : so), fails, partly: so?.partly === true || verdict === 'unknown' });
  }
  return pairs;
}

/** What a run said, and of which target each of its snapshots is. Without `isAsked` every rule was asked everywhere. */
export interface Said extends Pick<Judged, 'judgements'> {
  readonly isAsked?: Judged['isAsked'];
  readonly targetOf?: (snapshot: string) => string | undefined;
}

/**
 * Compares a run under faults with the truth, and adds what is wrong to the tally. At risk are the verdicts whose rule
 * needs a type behind the faulted operation for such a resource and looked, as the engine noted, at a target in which
 * something is unread.
 * That bounds the lost ones from above and does not equal them: which single objects a verdict asked for, and whether what
 * it saw stands without the rest, is known to the rules alone, and to predict it would be to write them a second time.
 */
export function compare(truth: Truth, said: Said, spoilt: Spoilt, tally: Tally, run: string): void {
  const { judgements, isAsked = () => true, targetOf } = said;
  const now = pairsOf(judgements, targetOf);
  const note = (column: Exclude<keyof Tally, 'examples' | 'lost' | 'atRisk' | 'stood'>, what: string): void => {
    tally[column] += 1;
    const rule = what.split(' ', 1)[0] ?? '';
    const alike = tally.examples.filter((it) => it.startsWith(`${column}: ${rule} `)).length;
    if (alike < 3) tally.examples.push(`${column}: ${what} (${run})`);
  };
  const unasked = [...truth.pairs.values()].filter(({ rule }) => !isAsked(rule));
  const all = [...now.values(), ...unasked];
  const targets = new Set(all.map(({ target }) => target));
  const unreadTargets = all.filter(({ worst, id, target }) => worst === 'unknown' && id === target);
  const unreadPairs = new Set(unreadTargets.map(({ rule, target }) => `${rule} on ${target}`));
  const unreadBy = new Set(unreadTargets.map(({ rule, target }) => `${rule} at ${providerOf(target)}`));
  /** A resource that is not judged at all is unknown when its rule says so of its target, or of what stands for that. */
  const isUnread = ({ rule, target }: Pair): boolean =>
    unreadPairs.has(`${rule} on ${target}`) ||
    (!targets.has(target) && unreadBy.has(`${rule} at ${providerOf(target)}`));

  for (const [name, was] of truth.pairs) {
    const is = isAsked(was.rule) ? now.get(name) : was;
    const verdict = is?.worst ?? (isUnread(was) ? 'unknown' : 'gone');
    const atRisk = spoilt.touches(was.rule, is && is !== was ? [...was.looked, ...is.looked] : was.looked, was.type);
    if (atRisk && was.worst !== 'unknown') {
      tally.atRisk += 1;
      if (verdict === was.worst) tally.stood[standing(was.worst, was.witnessed)] += 1;
    }
    if (is === was) continue;
    if (verdict === was.worst) {
      for (const [key, severity] of is?.fails ?? []) {
        const before = was.fails.get(key);
        if (before !== severity) note('wrong', `${name} ${key} was ${before ?? 'no fail'}, is ${severity}`);
      }
      const lost = [...was.fails.keys()].filter((key) => is?.fails.has(key) === false);
      if (lost.length > 0 && !is?.partly) note('lostFail', `${name} has no fail ${lost.join()} and says nothing of it`);
    } else if (verdict === 'unknown') {
      tally.lost += 1;
      if (atRisk) continue;
      note(was.worst === 'fail' ? 'lostFail' : 'unpredictedUnknown', `${name} is unknown, ${is?.reason ?? ''}`);
    } else if (verdict === 'gone')
      note(was.worst === 'fail' ? 'lostFail' : 'unpredictedUnknown', `${name} is not judged`);
    else if (verdict !== 'fail' && rank[was.worst] > rank.pass)
      note('falsePass', `${name} was ${was.worst}, is ${verdict}`);
    else note('wrong', `${name} was ${was.worst}, is ${verdict}`);
  }
  for (const [name, is] of now) {
    if (is.reason === 'rule-error') note('crash', `${name}: a rule threw`);
    if (truth.pairs.has(name)) continue;
    const isClaim = is.worst === 'pass' || is.worst === 'fail';
    if (isClaim) note('wrong', `${name} is ${is.worst} and was not judged before`);
    else if (is.worst === 'unknown' && !spoilt.touches(is.rule, is.looked))
      note('unpredictedUnknown', `${name} is new`);
  }
  const since = { policy: false, ruleset: false };
  const { rules, at } = truth;
  const before = truth.findings.filter(({ rule }) => isAsked(rule));
  const { changes } = diff({ before, judgements, rules, waivers: [], at, gone: new Set(), since });
  for (const { kind, finding } of changes) {
    const closes = kind === 'resolved' || kind === 'gone' || kind === 'no-longer-applies';
    if (closes) note('falseResolve', `${finding.rule} on ${finding.resource.id} ${finding.key ?? ''} is ${kind}`);
  }
}

/** The pairs of rules that nobody would have asked again and that say something else than before. */
export function differing(truth: Truth, { judgements, targetOf }: Said, isAsked: Judged['isAsked']): string[] {
  const now = pairsOf(judgements, targetOf);
  // Snapshots stand in the order of their ids, which a fault changes.
  const inOrder = (it: Pair | undefined): unknown => it && { ...it, looked: it.looked.toSorted() };
  const moved = [...truth.pairs].filter(
    ([name, was]) => !isAsked(was.rule) && !isDeepStrictEqual(inOrder(was), inOrder(now.get(name))),
  );
  const anew = [...now].filter(([name, { rule }]) => !isAsked(rule) && !truth.pairs.has(name));
  return [...moved, ...anew].map(([name]) => name);
}

const providerOf = (target: string): string | undefined => target.split(':')[0];

function standing(verdict: Exclude<Judgement['verdict'], 'unknown'>, witnessed: boolean): Standing {
  if (verdict !== 'pass') return verdict;
  return witnessed ? 'witness' : 'claim';
}
