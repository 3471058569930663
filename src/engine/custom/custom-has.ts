import { callOf, everyNode, runOf, stepsFrom, type Node } from './custom-tree.ts';
import { kindOf } from './custom-values.ts';

/** Asks what `has` was asked of; the arguments are those that the library evaluates a node with. */
export type AskHolder = (evaluator: unknown, node: unknown, context: unknown) => void;

/**
 * In CEL only a map can be asked with `has`, and the library answers false for every other value. What is made of a node
 * throws where something else was asked; undefined for nodes that are no `has` of a written-out path.
 */
export function holderCheckOf(node: Node): AskHolder | undefined {
  const call = callOf(node);
  const [asked] = call?.name === 'has' && !call.receiver ? call.args : [];
  const variable = asked && everyNode(asked).find(({ op }) => op === 'id');
  const steps = variable && stepsFrom(String(variable.args), asked);
  if (!steps) return undefined;
  const before = steps.slice(0, -1);
  return (evaluator, _, context) => {
    let value: unknown = Reflect.apply(runOf(variable), variable, [evaluator, variable, context]);
    for (const step of before) value = memberOf(value, step);
    if (isMap(value)) return;
    const place = [String(variable.args), ...before].join('.');
    throw new Error(`${place} is ${kindOf(value)}, and has asks for a field of a map`);
  };
}

/** The library has stepped through all of them before it answers. */
const memberOf = (value: unknown, step: string): unknown =>
  value instanceof Map ? (value.get(step) as unknown) : (Reflect.get(Object(value), step) as unknown);

/** A configuration has its maps as `Map`; those that an expression writes out are plain objects. */
const isMap = (value: unknown): boolean => value !== null && maps.has(Object.getPrototypeOf(value));

const maps: ReadonlySet<unknown> = new Set([Map.prototype, Object.prototype]);
