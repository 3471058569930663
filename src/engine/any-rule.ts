import type { ActionType, Fact, Rule, Severity, Type } from '#model';
import type { z } from 'zod';

/** Any rule, whatever it looks at: the one list of mixed rules is typed by this. */
export type AnyRule = Rule<Type | readonly Type[], Type | Fact, z.ZodObject, Severity, boolean, ActionType>;

/** The types that a rule judges. */
export const typesOn = ({ on }: Pick<AnyRule, 'on'>): readonly Type[] => (isList(on) ? on : [on]);

/** Every type that a rule needs: those it judges, and those that it or its facts look at. */
export function typesNeeded(rule: AnyRule): readonly Type[] {
  const needed = new Set<Type>(typesOn(rule));
  const visit = (token: Type | Fact): void => {
    if (token.is === 'type') needed.add(token);
    else token.uses.forEach((used) => visit(used as Type | Fact));
  };
  rule.uses?.forEach(visit);
  return [...needed];
}

const isList = (on: Type | readonly Type[]): on is readonly Type[] => Array.isArray(on);
