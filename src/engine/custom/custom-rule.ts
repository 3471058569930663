import { Environment, ParseError, type ParseResult } from '@marcbachmann/cel-js';
import { fail, pass, unknown } from '#rule';
import {
  ShoalwatchError,
  customControl,
  families,
  type CustomRule,
  type Policy,
  type Type,
  type Verdict,
} from '#model';
import type { AnyRule } from '../any-rule.ts';
import { evidenceAt } from './custom-evidence.ts';
import { limits, patternsOf, refusalOf, variables } from './custom-limits.ts';
import { meterOf, type Meter } from './custom-meter.ts';
import { everyNode, readsOf, type Node, type Refusal } from './custom-tree.ts';
import { celOf, kindOf, settledOf, type Shown } from './custom-values.ts';
import { inWords, stopWords, withCaret } from './custom-words.ts';

/** The rules that a policy brings along. Throws as `customRule` does. */
export const customRulesOf = ({ custom = [] }: Policy, types: readonly Type[]): readonly AnyRule[] =>
  custom.map((definition) => customRule(definition, types));

/**
 * Makes a rule of a definition: its expression is compiled once, and asked about each resource. Throws where the
 * expression is refused, or where it names a type that nobody knows.
 */
export function customRule(definition: CustomRule, types: readonly Type[]): AnyRule {
  const { id, title, severity, passWhen, message, why, fix } = definition;
  const on = typesCalled(definition.on, types);
  if (on.length === 0) throw new ShoalwatchError('config', `${id} is on ${definition.on}, which is no known type`);
  const compiled = compile(passWhen, on);
  if ('words' in compiled) throw new ShoalwatchError('config', `${id}: ${told(compiled, passWhen)}`);

  const reads = readsOf('config', compiled.root);
  const members = reads.some((steps) => steps.length === 0) ? undefined : new Set(reads.map(([first = '']) => first));
  const shown = new Map<string, Shown>(on.map(({ name, volatile }) => [name, { members, hidden: volatile }]));
  const bad = message ?? `It does not meet: ${title}.`;
  return {
    ...{ id, title, severity, on, control: customControl.id, references: [], custom: definition },
    why: why ?? 'Your policy asks for it.',
    fix: fix ?? `Change it so that this holds: ${passWhen}`,
    evaluate(it): Verdict {
      const seen = shown.get(it.type) ?? { members, hidden: [] };
      const answer = compiled.ask(it, seen);
      if (answer === true) return pass();
      if (answer === false) return fail(bad, evidenceAt(settledOf(it.config, seen.hidden), reads, passWhen));
      return unknown('rule-error', `The expression could not be answered: ${answer}.`);
    },
  };
}

/** What is wrong with an expression over types, as words with a caret below the place; undefined when nothing is. */
export function mistakeIn(passWhen: string, types: readonly Type[]): string | undefined {
  const compiled = compile(passWhen, types);
  return 'words' in compiled ? told(compiled, passWhen) : undefined;
}

/** The types that a name stands for: one, those of a family, or none. */
export const typesCalled = (name: string, types: readonly Type[]): readonly Type[] =>
  ((Object.hasOwn(families, name) && families[name]) || [name]).flatMap((one) =>
    types.filter((type) => type.name === one),
  );

interface Compiled {
  readonly root: Node;
  /** True, false, or why it cannot be said. */
  ask(it: Subject, shown: Shown): boolean | string;
}

type Subject = Readonly<Record<'id' | 'name' | 'target' | 'type', string> & { config: unknown }>;

function compile(expression: string, types: readonly Type[]): Compiled | Refusal {
  if (expression.length > limits.characters) {
    return { words: `it is longer than ${limits.characters} characters`, at: limits.characters };
  }
  const patterns = new Map<string, (text: string) => boolean>();
  const environment = environmentOf((text, pattern) => {
    const matches = patterns.get(pattern);
    if (!matches) throw new Error('a pattern that was not written out');
    return matches(text);
  });
  const parsed = parse(environment, expression);
  if ('words' in parsed) return parsed;
  const root: Node = parsed.ast;
  const refused = refusalOf(root, types);
  if (refused) return refused;
  const patternsMade = patternsOf(root);
  inOurNames(root);
  const meter = meterOf(root);
  for (const [pattern, ready] of patternsMade) {
    patterns.set(pattern, (text) => {
      meter.charge(Math.ceil((text.length * (16 + ready.programSize())) / 24));
      return ready.test(text);
    });
  }
  const { type, error } = parsed.check();
  if (error) return { words: inOurs(inWords(error.summary)) + known(error.code), at: placeOf(error) };
  if (type !== 'bool' && type !== 'dyn') return { words: `it answers ${type} and not true or false`, at: 0 };
  return { root, ask: asking(parsed, meter, expression) };
}

const placeOf = ({ range }: Pick<ParseError, 'range'>): number => range?.start ?? 0;

const known = (code: string): string =>
  code === 'unknown_variable' ? `; an expression knows ${variables.join(', ')}` : '';

const asking =
  (parsed: ParseResult, meter: Meter, expression: string): Compiled['ask'] =>
  ({ config, id, name, target, type }, shown) => {
    meter.begin();
    let answer: unknown;
    try {
      answer = parsed({ config: celOf(config, shown), id, name, target, [typeName]: type });
    } catch (error) {
      return meter.ended() ?? inOurs(stopWords(error, expression));
    }
    if (!meter.counted()) throw new ShoalwatchError('defect', 'the steps of an expression were not counted');
    return meter.ended() ?? (typeof answer === 'boolean' ? answer : `it is ${kindOf(answer)} and not true or false`);
  };

const told = ({ words, at }: Refusal, expression: string): string =>
  withCaret(`the expression cannot be used: ${words}`, expression, at);

function parse(environment: Environment, expression: string): ParseResult | Refusal {
  try {
    return environment.parse(expression);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { words: inWords(error.summary), at: placeOf(error) };
  }
}

/** In CEL `type` is the name of a type, and `matches` a method that takes as long as a pattern makes it take. */
const typeName = 'type_of_resource';
const matchesName = 'matches_in_linear_time';

function environmentOf(matches: (text: string, pattern: string) => boolean): Environment {
  const bounds = { maxAstNodes: limits.characters, maxDepth: 100 };
  const environment = new Environment({ limits: bounds, homogeneousAggregateLiterals: false });
  environment.registerVariable('config', 'map<string, dyn>').registerVariable(typeName, 'string');
  for (const name of variables) {
    if (!environment.hasVariable(name)) environment.registerVariable(name, 'string');
  }
  return environment.registerFunction(`string.${matchesName}(string): bool`, matches, { async: false });
}

function inOurNames(root: Node): void {
  for (const node of everyNode(root)) {
    if (node.op === 'id' && node.args === 'type') Object.assign(node, { args: typeName });
    if (Array.isArray(node.args) && node.args[0] === 'matches') node.args[0] = matchesName;
  }
}

const inOurs = (words: string): string => words.replaceAll(matchesName, 'matches').replaceAll(typeName, 'type');
