import type { z } from 'zod';
import type { Instant } from '#lib/time';
import type { Action, ActionType, CannotPlan, Impact } from './action.ts';
import type { CustomRule } from './custom-rule.ts';
import type { Fact, Look } from './look.ts';
import type { ResourceOf, Type } from './resource.ts';
import type { Fail, Severity, Verdict } from './verdict.ts';

/** What a rule is given besides the resource: its neighbours, its parameters and, where it is timed, the moment. */
export type Context<U, P extends z.ZodObject, T extends boolean> = Look<U> & {
  readonly params: z.output<P>;
} & (T extends true ? { readonly at: Instant } : unknown);

/** How a failing resource is put right: a plan of typed actions. */
export interface Fix<O, U, P extends z.ZodObject, T extends boolean, A> {
  readonly impact: Impact;
  readonly reversible: boolean;
  readonly actions: readonly A[];
  plan(it: ResourceOf<O>, ctx: Context<U, P, T>, failed: Fail): readonly Action[] | CannotPlan;
}

/** A pure test of one resource type, or of several of one family. */
export interface Rule<
  O = unknown,
  U = unknown,
  P extends z.ZodObject = z.ZodObject,
  G extends Severity = Severity,
  T extends boolean = boolean,
  A = unknown,
> {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly on: O;
  readonly uses?: readonly U[];
  /** The good condition, as a sentence. */
  readonly title: string;
  readonly severity: Severity;
  /** What a fail may carry instead of the severity. */
  readonly grades?: readonly G[];
  readonly control: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly peers?: readonly string[];
  readonly params?: P;
  /** The answer depends on the moment: support windows, expiry, age. */
  readonly timed?: T;
  /** What the parameters `exemptNamespaces` and `exemptImages` exempt; the engine answers before the rule is asked. */
  readonly exempts?: 'namespaces' | 'images';
  /** While that rule fails on the same resource, this finding stands on its card. */
  readonly partOf?: string;
  /** The definition that it was made from, where a policy brought it along. */
  readonly custom?: CustomRule;
  evaluate(it: ResourceOf<O>, ctx: Context<U, P, T>): Verdict<NoInfer<G>> | readonly Verdict<NoInfer<G>>[];
  readonly remediation?: Fix<O, U, P, T, A>;
}

/** Declares a rule. A neighbour, parameter, grade or field that does not exist does not compile. */
export const defineRule = <
  const O extends Type | readonly Type[],
  U extends Type | Fact = never,
  P extends z.ZodObject = z.ZodObject<Record<never, never>>,
  const G extends Severity = never,
  T extends boolean = false,
  A extends ActionType = never,
>(
  rule: Rule<O, U, P, G, T, A>,
): Rule<O, U, P, G, T, A> => rule;

export type { Instant } from '#lib/time';
export * from './verdict.ts';
export { cannotPlan } from './action.ts';
