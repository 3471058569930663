import { stopIn } from '#engine/guards/all';
import { isAbove, levelOf } from '#engine/plan/level';
import { isUnderWay } from '#engine/plan/limits';
import { ShoalwatchError, type Finding, type Remediation } from '#model';
import { approveByPolicy, expire, isExpired } from './approve.ts';
import { carryOut } from './carry-out.ts';
import { instantOf, lastSnapshots, type FixBench, type FixDesk } from './desk.ts';
import { planOf, propose } from './propose.ts';
import { isResting, rest, rested } from './resting.ts';
import { lookBack } from './undo.ts';
import type { Looking } from './verify.ts';

/** What has to be looked after, besides what people press and type. */
export interface Tended {
  readonly expired: readonly string[];
  /** Plans that a process had left, and that have come to their end. */
  readonly wentOn: readonly Remediation[];
  /** Fixes that were found to have replaced somebody's change. */
  readonly lost: readonly Remediation[];
}

/** What looking after fixes takes: it reaches no cloud by itself. */
export type Tending = FixDesk & Looking & Pick<FixBench, 'signal'>;

/** Carries a plan to its end, or lets somebody else do it: then nothing is known yet. */
export type Carry = (plan: string) => Promise<Remediation | undefined>;

/**
 * Marks what has expired, goes on with what another process left in the middle, and looks back at what writes may have
 * replaced. A plan that was approved and never begun waits for whoever begins it, but for those that are begun here.
 */
export const tend = (bench: FixBench, begins?: (approved: Remediation) => boolean): Promise<Tended> =>
  tendBy(bench, (id) => carryOut(bench, id), begins);

/** The same where others carry plans out. */
export async function tendBy(
  bench: Tending,
  carry: Carry,
  begins: (approved: Remediation) => boolean = () => false,
): Promise<Tended> {
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
  const open = all.filter((it) => isUnderWay(it) || (it.state === 'approved' && !isExpired(it, at) && begins(it)));
  for (const { plan } of open) {
    try {
      const ended = await unlessTaken(carry(plan.id));
      if (ended) wentOn.push(ended);
    } catch (error) {
      // One that cannot be reached keeps no other waiting.
      bench.signal?.throwIfAborted();
      bench.troubled?.(plan.id, error);
      broken.push(error);
    }
  }
  const lost = await lookBack(bench);
  if (broken.length > 0 && broken.length === open.length) throw broken[0];
  return { expired, wentOn, lost };
}

/**
 * Fixes what policy lets be fixed by itself, one after the other. Whatever is refused stays a finding like any other, and
 * what a guard stops is proposed to nobody: the next finding of it asks again.
 */
export const fixByPolicy = (bench: FixBench, findings: readonly Finding[]): Promise<readonly Remediation[]> =>
  fixByPolicyBy(bench, findings, (id) => carryOut(bench, id));

/** The same where others carry plans out. */
export async function fixByPolicyBy(
  bench: FixDesk & Pick<FixBench, 'signal'>,
  findings: readonly Finding[],
  carry: Carry,
): Promise<readonly Remediation[]> {
  const ended: Remediation[] = [];
  const broken: unknown[] = [];
  for (const { id } of await automatic(bench, findings)) {
    if (isResting(bench, id)) continue;
    try {
      const done = await fixOne(bench, id, carry);
      if (done) ended.push(done);
      rested(bench, id);
    } catch (error) {
      // One that breaks keeps no other waiting, and is not tried again at once.
      bench.signal?.throwIfAborted();
      if (!(await rest(bench, id))) continue;
      bench.troubled?.(id, error);
      if (!bench.troubled) broken.push(error);
    }
  }
  if (broken.length > 0) throw broken[0];
  return ended;
}

async function fixOne(bench: FixDesk, finding: string, carry: Carry): Promise<Remediation | undefined> {
  const wish = { finding, by: 'policy', byPerson: false };
  const plan = await planOf(bench, wish);
  if ('cannot' in plan || !isAbove(plan.level, 'approve') || stopIn(plan.checks)) return undefined;
  return unlessTaken(
    propose(bench, wish)
      .then(({ remediation }) => approveByPolicy(bench, remediation.plan.id))
      .then(({ remediation }) => carry(remediation.plan.id)),
  );
}

/** The findings that policy may let be fixed by itself, as far as that is known without a plan. */
async function automatic(bench: FixDesk, findings: readonly Finding[]): Promise<readonly Finding[]> {
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
