import { plural } from '#lib/text';
import { holderCheckOf } from './custom-has.ts';
import { callOf, everyNode, isNode, loops, partsOf, runOf, type Node, type Run } from './custom-tree.ts';

/** What one evaluation may cost, in steps of about a tenth of a microsecond, and how large what it handles may be. */
export const budget = { steps: 50_000, list: 1000, text: 65_536, sought: 256 } as const;

/** Steps that an error costs: the library makes a report of each. */
const errorSteps = 100;

/** Counts what an evaluation costs, and ends it when that is too much. */
export interface Meter {
  /** Begins with a full budget. */
  begin(): void;
  charge(steps: number): void;
  /** Why the evaluation was ended: whatever it answers then is no answer. */
  ended(): string | undefined;
  /** Whether anything was counted since the beginning. */
  counted(): boolean;
}

/** What the value of a node is used for. */
type Use = 'looped' | 'compared' | 'searched' | 'sought';

/**
 * Puts a counter before each node of a parsed expression, those of unfolded macros included. The library has no limit
 * of its own at run time; its nodes are evaluated through their method `evaluate`, which is where this stands. A test
 * and `counted` tell when another version of the library no longer goes through there.
 */
export function meterOf(root: Node): Meter {
  let left = 0;
  let end: Error | undefined;
  let last: unknown;
  const stop = (words: string): never => {
    end = new Error(words);
    throw end;
  };
  const charge = (steps: number): void => {
    if (end) throw end;
    left -= steps;
    if (left < 0) stop(`it takes more than ${budget.steps} steps`);
  };
  const uses = usesOf(root);

  for (const node of unfolded(root)) {
    const use = uses.get(node);
    const isLight = light.has(node.op);
    const method = runOf(node);
    const checkHolder = holderCheckOf(node);
    let own: Run | undefined;
    const metered: Run = (...args) => {
      // The first call finds out what the node runs, sets it and comes back here.
      if (!own) return Reflect.apply(method, node, args);
      charge(1);
      try {
        const value = Reflect.apply(own, node, args);
        if (value === false) checkHolder?.(args[0], node, args[2]);
        if (!isLight) weigh(value, use, charge, stop);
        return value;
      } catch (error) {
        if (error !== last) {
          last = error;
          charge(errorSteps);
        }
        throw error;
      }
    };
    Object.defineProperty(node, 'evaluate', {
      get: () => metered,
      set: (run: Run) => {
        own = run;
      },
    });
  }
  return {
    begin() {
      left = budget.steps;
      end = undefined;
      last = undefined;
    },
    charge,
    ended: () => end?.message,
    counted: () => left < budget.steps,
  };
}

/** They hand on what another node has made. */
const light: ReadonlySet<string> = new Set(['accuPush', 'accuValue', 'accuInc', '?:', 'value']);

function weigh(value: unknown, use: Use | undefined, charge: Meter['charge'], stop: (words: string) => never): void {
  if (typeof value === 'string') {
    if (value.length > budget.text) stop(`it makes or reads a text of more than ${budget.text} characters`);
    if (use === 'sought' && value.length > budget.sought) {
      stop(`it looks for a text of ${value.length} characters, and ${budget.sought} is the most`);
    }
    charge(use === 'searched' ? value.length >> 2 : value.length >> 5);
    return;
  }
  if (use === 'compared') {
    chargeAll(value, charge);
    return;
  }
  const size = use === 'looped' ? sizeOf(value) : 0;
  if (size > budget.list) {
    stop(`it goes through ${plural(size, 'entry', 'entries')}, and ${budget.list} is the most`);
  }
  if (Array.isArray(value)) charge(value.length >> 3);
}

const sizeOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.length;
  return value instanceof Map ? value.size : Object.keys(value ?? {}).length;
};

/** What is compared or joined is gone through to its last leaf. */
function chargeAll(value: unknown, charge: Meter['charge']): void {
  charge(typeof value === 'string' ? 1 + (value.length >> 5) : 1);
  for (const one of valuesIn(value)) chargeAll(one, charge);
}

function valuesIn(value: unknown): Iterable<unknown> {
  if (typeof value === 'string') return [];
  return value instanceof Map ? value.values() : Object.values(value ?? {});
}

const searching: ReadonlySet<string> = new Set(['contains', 'indexOf', 'lastIndexOf', 'split', 'join']);

function usesOf(root: Node): ReadonlyMap<Node, Use> {
  const uses = new Map<Node, Use>();
  for (const node of everyNode(root)) {
    const call = callOf(node);
    if (node.op === '==' || node.op === '!=' || node.op === 'in') {
      for (const part of partsOf(node)) uses.set(part, 'compared');
    }
    if (!call?.receiver) continue;
    if (loops.has(call.name)) uses.set(call.receiver, 'looped');
    if (searching.has(call.name)) {
      uses.set(call.receiver, call.name === 'join' ? 'compared' : 'searched');
      for (const sought of call.args) uses.set(sought, 'sought');
    }
  }
  return uses;
}

/** Every node that can be run: what macros such as `all` were unfolded to stands in `meta`. */
function unfolded(root: Node): ReadonlySet<Node> {
  const found = new Set<Node>();
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (isNode(value)) {
      found.add(value);
      visit(value.args);
      visit(Reflect.get(value, 'meta'));
    } else Object.values(value).forEach(visit);
  };
  visit(root);
  return found;
}
