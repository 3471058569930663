/** A node of a parsed expression, as far as it is looked at here; `start` and `end` are characters of the expression. */
export interface Node {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
  readonly end: number;
}

/** Something that an expression calls, with what it is called on. */
export interface Call {
  readonly name: string;
  readonly receiver?: Node;
  readonly args: readonly Node[];
}

/** What goes through a list or the keys of a map. */
export const loops: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value && 'start' in value;

/** The nodes right below one. */
export const partsOf = (node: Node): readonly Node[] => nodesIn(node.args);

/** A node and all below it, in the order of reading. */
export function everyNode(root: Node): readonly Node[] {
  const found: Node[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    open.push(...partsOf(node).toReversed());
  }
  return found;
}

/** What a node calls; undefined when it calls nothing. */
export function callOf({ op, args }: Node): Call | undefined {
  if (!Array.isArray(args)) return undefined;
  const [name, second, third] = args as readonly unknown[];
  if (op === 'call') return { name: String(name), args: nodesIn(second) };
  if (op === 'rcall' && isNode(second)) return { name: String(name), receiver: second, args: nodesIn(third) };
  return undefined;
}

/** How many nodes stand above each other. */
export function levelsOf(root: Node): number {
  let levels = 0;
  for (let row: readonly Node[] = [root]; row.length > 0; row = row.flatMap(partsOf)) levels += 1;
  return levels;
}

/** How many loops stand in each other. */
export function loopsIn(node: Node): number {
  const call = callOf(node);
  const isLoop = call?.receiver !== undefined && loops.has(call.name);
  if (!isLoop) return deepest(partsOf(node));
  return Math.max(deepest([call.receiver]), 1 + deepest(call.args));
}

/** The members that a node steps through from a variable, such as `config`; undefined when they are not all written out. */
export function stepsFrom(variable: string, node: Node): readonly string[] | undefined {
  if (node.op === 'id') return node.args === variable ? [] : undefined;
  if ((node.op !== '.' && node.op !== '[]') || !Array.isArray(node.args)) return undefined;
  const [holder, step] = node.args as readonly unknown[];
  const before = isNode(holder) ? stepsFrom(variable, holder) : undefined;
  const name = isNode(step) ? literalOf(step) : step;
  return before !== undefined && (typeof name === 'string' || typeof name === 'bigint')
    ? [...before, String(name)]
    : undefined;
}

/** The longest written-out steps from a variable in an expression, in the order of reading, each once. */
export function readsOf(variable: string, root: Node): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  const visit = (node: Node): void => {
    const steps = stepsFrom(variable, node);
    if (steps) found.set(JSON.stringify(steps), steps);
    else partsOf(node).forEach(visit);
  };
  visit(root);
  return [...found.values()];
}

/** The value of a node that is written out; undefined for every other node. */
export const literalOf = (node: Node): unknown => (node.op === 'value' ? node.args : undefined);

export type Run = (...args: readonly unknown[]) => unknown;

/** What a node runs. Throws where it runs nothing. */
export function runOf(node: Node): Run {
  const run: unknown = Reflect.get(node, 'evaluate');
  if (!isRun(run)) throw new Error(`a node "${node.op}" of an expression cannot be run`);
  return run;
}

const isRun = (value: unknown): value is Run => typeof value === 'function';

const deepest = (nodes: readonly Node[]): number => Math.max(0, ...nodes.map(loopsIn));

const nodesIn = (value: unknown): readonly Node[] => {
  if (isNode(value)) return [value];
  return Array.isArray(value) ? value.flatMap(nodesIn) : [];
};

/** Why an expression is refused, and the character that it is about. */
export interface Refusal {
  readonly words: string;
  readonly at: number;
}
