import { isAbove, levelOf } from '#engine/level';
import { isUnderWay } from '#engine/limits';
import { ShoalwatchError, type Finding, type Remediation } from '#model';
import { approveByPolicy, expire, isExpired } from './approve.ts';
import { carryOut } from './carry-out.ts';
import { instantOf, lastSnapshots, type FixBench } from './desk.ts';
import { planOf, propose } from './propose.ts';
import { lookBack } from './undo.ts';

/** What has to be looked after, besides what people press and type. */
export interface Tended {
  readonly expired: readonly string[];
  /** Plans that a process had left, and that have come to their end. */
  readonly wentOn: readonly Remediation[];
  /** Fixes that were found to have replaced somebody's change. */
  readonly lost: readonly Remediation[];
}

/**
 * Marks what has expired, goes on with what another process left in the middle, and looks back at what writes may have
 * replaced. A plan that was approved and never begun waits for whoever begins it.
 */
export async function tend(bench: FixBench): Promise<Tended> {
  const at = instantOf(bench);
  const all = await bench.memory.remediations.all();
  const expired: string[] = [];
  for (const { plan } of all.filter((it) => isExpired(it, at))) {
    const stored = await bench.memory.remediations.get(plan.id);
    if (stored && isExpired(stored.remediation, at) && (await unlessTaken(expire(bench, stored))))
      expired.push(plan.id);
  }
  const wentOn: Remediation[] = [];
  const broken: unknown[] = [];
  for (const { plan } of all.filter(isUnderWay)) {
    try {
      const ended = await unlessTaken(carryOut(bench, plan.id));
      if (ended) wentOn.push(ended);
    } catch (error) {
      // One that cannot be reached keeps no other waiting.
      bench.signal?.throwIfAborted();
      broken.push(error);
    }
  }
  const lost = await lookBack(bench);
  if (broken.length > 0 && broken.length === all.filter(isUnderWay).length) throw broken[0];
  return { expired, wentOn, lost };
}

/**
 * Fixes what policy lets be fixed by itself, one after the other. Whatever is refused stays a finding like any other, and
 * what a guard stops is proposed to nobody: the next finding of it asks again.
 */
export async function fixByPolicy(bench: FixBench, findings: readonly Finding[]): Promise<readonly Remediation[]> {
  const by = 'policy';
  const ended: Remediation[] = [];
  for (const { id } of await automatic(bench, findings)) {
    const wish = { finding: id, by, byPerson: false };
    const plan = await planOf(bench, wish);
    if ('cannot' in plan || !isAbove(plan.level, 'approve') || plan.checks.some(({ result }) => result === 'stop'))
      continue;
    const done = await unlessTaken(
      propose(bench, wish)
        .then(({ remediation }) => approveByPolicy(bench, remediation.plan.id))
        .then(({ remediation }) => carryOut(bench, remediation.plan.id)),
    );
    if (done) ended.push(done);
  }
  return ended;
}

/** The findings that policy may let be fixed by itself, as far as that is known without a plan. */
async function automatic(bench: FixBench, findings: readonly Finding[]): Promise<readonly Finding[]> {
  const { rules, policy } = await bench.live(instantOf(bench));
  const environments = new Map((await lastSnapshots(bench)).map(({ target }) => [target.id, target.environment]));
  return findings.filter((it) => {
    const fix = rules.find(({ id }) => id === it.rule)?.remediation;
    if (!fix || it.status !== 'open') return false;
    const about = { rule: it.rule, environment: environments.get(it.resource.target), setbacks: 0 };
    const { impact, reversible } = fix;
    const question = { ...about, impact, reversible, policy: policy.remediation, enabled: bench.enabled };
    return levelOf(question).level === 'auto';
  });
}

/** Another process may be at it, or was faster: that is no failure of this one. */
const unlessTaken = <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (error instanceof ShoalwatchError && (error.code === 'store' || error.code === 'usage')) return undefined;
    throw error;
  });
