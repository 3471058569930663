import { callOf, isNode, type Node } from './custom-tree.ts';
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
  const path = asked && pathOf(asked);
  if (!path) return undefined;
  const { variable, steps } = path;
  return (evaluator, _, context) => {
    let value: unknown = Reflect.apply(variable.evaluate, variable, [evaluator, variable, context]);
    const before = steps.slice(0, -1);
    for (const step of before) value = memberOf(value, step);
    if (isMap(value)) return;
    const place = [String(variable.args), ...before].join('.');
    throw new Error(`${place} is ${kindOf(value)}, and has asks for a field of a map`);
  };
}

interface Path {
  readonly variable: Node & { evaluate(...args: readonly unknown[]): unknown };
  readonly steps: readonly string[];
}

function pathOf(node: Node): Path | undefined {
  if (node.op === 'id') return canRun(node) ? { variable: node, steps: [] } : undefined;
  if (node.op !== '.' || !Array.isArray(node.args)) return undefined;
  const [holder, step] = node.args as readonly unknown[];
  const path = isNode(holder) ? pathOf(holder) : undefined;
  return path && { ...path, steps: [...path.steps, String(step)] };
}

const canRun = (node: Node): node is Path['variable'] => 'evaluate' in node && typeof node.evaluate === 'function';

function memberOf(value: unknown, step: string): unknown {
  if (value instanceof Map) return value.get(step) as unknown;
  return isMap(value) && Object.hasOwn(value, step) ? (Reflect.get(value, step) as unknown) : undefined;
}

/** A configuration has its maps as `Map`; those that an expression writes out are plain objects. */
function isMap(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return value instanceof Map || prototype === Object.prototype || prototype === null;
}
