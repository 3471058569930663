import { describe, expect, it as test } from 'vitest';
import { typesNeeded, type AnyRule } from '#engine/any-rule';
import { evaluate } from '#engine/evaluate';
import { simulate, stepsOf } from '#engine/plan/simulate';
import { settingsOf } from '#engine/settings';
import { worldOf } from '#engine/world';
import {
  defaultPolicy,
  type ComponentLists,
  type Fact,
  type Fail,
  type Gap,
  type Instant,
  type Judgement,
} from '#model';
import type { GapReason, Policy, Resource, Severity, Snapshot, Type } from '#model';
import { frozen, snapshotsOf } from './build.ts';
import { resolves } from './evidence.ts';
import { lookFrom } from './look-from.ts';
import { unsteady } from './unsteady.ts';

interface Case {
  /** The judged resource. */
  readonly on: Resource;
  /** Its neighbours. */
  readonly beside?: readonly Resource[];
  readonly params?: Readonly<Record<string, unknown>>;
  readonly components?: ComponentLists;
  readonly billed?: Policy['billed'];
  readonly at?: Instant;
  /** Types that could not be listed, and finer gaps. */
  readonly hidden?: readonly Type[];
  readonly gaps?: readonly Gap[];
  /** The resources come from files of this folder: no listing is complete. */
  readonly folder?: string;
  /** Types whose hiding may turn this case's answer into another claim, and why that is right. */
  readonly mayWorsen?: Readonly<Record<string, string>>;
}

interface Failing extends Case {
  readonly message: string;
  readonly grade?: Severity;
  readonly key?: string;
  /** The messages of further keys on the same resource. */
  readonly also?: readonly string[];
  /** Why no plan can be made; without it the plan has to turn the case into a pass. */
  readonly cannot?: string;
}

interface Cases {
  readonly pass: Readonly<Record<string, Case & { readonly message?: string }>>;
  readonly fail: Readonly<Record<string, Failing>>;
  readonly unknown: Readonly<Record<string, Case & { readonly reason: GapReason; readonly message?: string }>>;
  readonly notApplicable?: Readonly<Record<string, Case & { readonly message: string }>>;
}

/**
 * A rule's whole table, run through the real engine on frozen input. For every case each type that was looked at is
 * hidden once: every answer stays what it was, severity included, or becomes unknown. What changes by itself is once
 * another: a reading in which nothing else differs is not judged anew, so every answer stays the same.
 */
export function testRule(rule: AnyRule, cases: Cases): void {
  const looked = new Set<Type | Fact>();
  const all = <C extends Case>(
    verdict: Judgement['verdict'],
    table: Readonly<Record<string, C>>,
    check: (answers: readonly Judgement[], one: C) => void,
  ) =>
    describe(verdict, () => {
      for (const [name, one] of Object.entries(table)) {
        test(name, () => {
          const answers = judge(rule, one, looked);
          check(answers, one);
          hideEach(rule, one, answers);
          expect(judge(rule, one, looked, setOf(rule, later(rule, one)))).toEqual(answers);
        });
      }
    });

  describe(rule.id, () => {
    all('pass', cases.pass, (answers, one) => expectOnly(answers, 'pass', one.message));
    all('fail', cases.fail, (answers, one) => expectFail(rule, answers, one));
    all('unknown', cases.unknown, (answers, { reason, message }) => {
      expectWorst(answers, 'unknown');
      expect(answers.map((it) => it.reason)).toContain(reason);
      if (message !== undefined) expect(answers.map((it) => it.message)).toContain(message);
    });
    if (cases.notApplicable) {
      all('not-applicable', cases.notApplicable, (answers, one) => expectOnly(answers, 'not-applicable', one.message));
    }
    test('looks at everything it declares', () => {
      expect((rule.uses ?? []).filter((token) => !looked.has(token)).map(({ name }) => name)).toEqual([]);
    });
    // Who is judged again after a change is told by what rules declare.
    test('looks at nothing else', () => {
      const declared = declaredBy(rule.uses);
      expect([...looked].filter((token) => !declared.has(token)).map(({ name }) => name)).toEqual([]);
    });
  });
}

/** What a rule names, and what the facts among it name. */
const declaredBy = (tokens: readonly (Type | Fact)[] = []): ReadonlySet<Type | Fact> =>
  new Set(tokens.flatMap((it) => (it.is === 'fact' ? [it, ...declaredBy(it.uses as readonly (Type | Fact)[])] : [it])));

function judge(rule: AnyRule, one: Case, looked: Set<Type | Fact>, snapshots = setOf(rule, one)): readonly Judgement[] {
  const question = { world: worldOf(snapshots), rules: [rule], policy: policyOf(rule, one), at: instantOf(one) };
  const onLook = (token: Type | Fact): void => void looked.add(token);
  return evaluate({ ...question, onLook }).filter(({ resource }) => resource.id === one.on.id);
}

/** The case at another moment, in which nothing differs but what changes by itself. */
function later(rule: AnyRule, one: Case): Case {
  const of = (it: Resource): Resource => unsteady(it, typesNeeded(rule));
  return { ...one, on: of(one.on), ...(one.beside && { beside: one.beside.map(of) }) };
}

const setOf = (rule: AnyRule, one: Case, also: readonly Type[] = []): Snapshot[] =>
  frozen(
    snapshotsOf([one.on, ...(one.beside ?? [])], typesNeeded(rule), {
      hidden: [...(one.hidden ?? []), ...also],
      ...(one.gaps && { gaps: one.gaps }),
      ...(one.folder !== undefined && { folder: one.folder }),
    }),
  );

const policyOf = (rule: AnyRule, { params = {}, components, billed }: Case): Policy => ({
  ...defaultPolicy,
  rules: { [rule.id]: { params } },
  ...(components && { components }),
  ...(billed && { billed }),
});

const instantOf = ({ at }: Case): Instant => at ?? '2026-11-01T00:00:00Z';

function expectWorst(answers: readonly Judgement[], verdict: Judgement['verdict']): void {
  expect(worstOf(answers), answers.map((it) => it.message).join('; ')).toBe(verdict);
}

function expectOnly(answers: readonly Judgement[], verdict: Judgement['verdict'], message: string | undefined): void {
  expect(answers.map((it) => [it.verdict, it.message])).toEqual([[verdict, message]]);
}

function expectFail(rule: AnyRule, answers: readonly Judgement[], one: Failing): void {
  const fails = answers.filter((it) => it.verdict === 'fail');
  expect(fails.map((it) => it.message)).toEqual([one.message, ...(one.also ?? [])]);
  const [first] = fails;
  expect(first?.severity).toBe(one.grade ?? rule.severity);
  expect(first?.key).toBe(one.key);
  for (const { evidence } of fails) {
    expect(evidence).not.toEqual([]);
    for (const { at } of evidence ?? []) expect(resolves(at, one.on, one.beside ?? []), `evidence at ${at}`).toBe(true);
  }
  if (rule.remediation) expectFixed(rule, one, first);
}

function expectFixed(rule: AnyRule, one: Failing, failed: Judgement | undefined): void {
  const snapshots = setOf(rule, one);
  const [set] = settingsOf([rule], policyOf(rule, one), instantOf(one));
  const look = lookFrom(worldOf(snapshots), one.on);
  const context = { ...look, params: set?.params ?? {}, at: instantOf(one) };
  const plan = rule.remediation?.plan(one.on, context, { ...failed, missing: false } as Fail);
  if (plan && 'cannot' in plan) {
    expect(plan.cannot).toBe(one.cannot);
    return;
  }
  expect(one.cannot).toBeUndefined();
  const after = judge(rule, one, new Set(), simulate(snapshots, stepsOf(rule, plan ?? [])));
  const still = after.filter((it) => it.verdict === 'fail' && it.key === failed?.key);
  expect(
    still.map((it) => it.message),
    'the simulated fix',
  ).toEqual([]);
  expect(
    after.some((it) => it.verdict === 'unknown'),
    'the simulated fix leaves no unknown',
  ).toBe(false);
}

function hideEach(rule: AnyRule, one: Case, before: readonly Judgement[]): void {
  const looked = new Set<Type | Fact>();
  judge(rule, one, looked);
  const neighbours = typesNeeded(rule).filter((type) => looked.has(type) && type.name !== one.on.type);
  for (const type of neighbours.filter(({ name }) => one.mayWorsen?.[name] === undefined)) {
    const after = judge(rule, one, new Set(), setOf(rule, one, [type]));
    expect(differences(before, after), `without ${type.name}`).toEqual([]);
  }
}

/** What hiding turned into another claim: every answer stays what it was or becomes unknown. */
function differences(before: readonly Judgement[], after: readonly Judgement[]): readonly string[] {
  const isUnknown = after.some(({ verdict }) => verdict === 'unknown');
  const [was, is] = [worstOf(before), worstOf(after)];
  const fails = (answers: readonly Judgement[]) =>
    new Map(answers.filter(({ verdict }) => verdict === 'fail').map((it) => [it.key ?? '', it] as const));
  const [failed, fail] = [fails(before), fails(after)];
  return [
    ...(is === was || is === 'unknown' ? [] : [`was ${was}, is ${is}: ${after[0]?.message ?? ''}`]),
    ...[...failed.keys()].filter((key) => !fail.has(key) && !isUnknown).map((key) => `no longer says ${key}`),
    ...[...fail].flatMap(([key, { severity, message }]) => {
      const then = failed.get(key)?.severity ?? 'no fail';
      return then === severity ? [] : [`${key} was ${then}, is ${severity}: ${message ?? ''}`];
    }),
  ];
}

const gravity = ['fail', 'unknown', 'pass', 'not-applicable'] as const;

const worstOf = (answers: readonly Judgement[]): Judgement['verdict'] | 'none' =>
  gravity.find((verdict) => answers.some((it) => it.verdict === verdict)) ?? 'none';
