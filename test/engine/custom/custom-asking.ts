import type { AnyRule } from '#engine/any-rule';
import { customRule } from '#engine/custom/custom-rule';
import { defineType, wire, type Evidence, type Resource, type Verdict } from '#model';
import { noNeighbours } from '../../support/no-neighbours.ts';

/** A type of which every field may be asked for, but for two that change by themselves. */
export const thing = defineType({
  name: 'shop.thing',
  scope: 'aws-region',
  reads: [],
  changedBy: [],
  config: wire<unknown>(),
  volatile: ['etag', 'status.heartbeat'],
  home: () => undefined,
});

/** A custom rule that passes where an expression holds. */
export const ruleWhere = (passWhen: string) =>
  customRule({ id: 'custom-thing', on: 'shop.thing', severity: 'low', title: 'Every thing is right', passWhen }, [
    thing,
  ]);

/** What the rule of an expression says of a configuration. */
export const ask = (passWhen: string, config: unknown): Verdict => askRule(ruleWhere(passWhen), config);

function askRule(rule: AnyRule, config: unknown): Verdict {
  const it: Resource = { type: 'shop.thing', id: 'arn:thing/1', name: 'shop/one', target: 'aws:1:eu-west-1', config };
  const answer = rule.evaluate(it, noNeighbours);
  if (isList(answer)) throw new Error('a custom rule answers once');
  return answer;
}

/** The verdict in one word, or why it is unknown. */
export const saidOf = (passWhen: string, config: unknown = {}): string => saidBy(ruleWhere(passWhen), config);

/** The same of a rule that was made before. */
export function saidBy(rule: AnyRule, config: unknown): string {
  const answer = askRule(rule, config);
  return answer.verdict === 'unknown'
    ? answer.message.replace('The expression could not be answered: ', '')
    : answer.verdict;
}

/** The evidence of a fail. */
export function evidenceOf(passWhen: string, config: unknown): readonly Evidence[] {
  const answer = ask(passWhen, config);
  if (answer.verdict !== 'fail') throw new Error(`it is ${answer.verdict}`);
  return answer.evidence;
}

/** Why an expression is refused, without the line and the caret; undefined when it is not. */
export function refused(passWhen: string): string | undefined {
  try {
    ruleWhere(passWhen);
    return undefined;
  } catch (error) {
    const [first = ''] = error instanceof Error ? error.message.split('\n') : [];
    return first.replace('custom-thing: the expression cannot be used: ', '');
  }
}

const isList = (answer: Verdict | readonly Verdict[]): answer is readonly Verdict[] => Array.isArray(answer);
