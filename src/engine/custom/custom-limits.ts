import type { Type } from '#model';
import { nearest } from '#lib/text';
import { RE2JS, RE2JSException } from 're2js';
import { wrongRead } from './custom-hidden.ts';
import {
  callOf,
  everyNode,
  levelsOf,
  literalOf,
  loops,
  loopsIn,
  type Call,
  type Node,
  type Refusal,
} from './custom-tree.ts';

/** How large an expression may be. */
export const limits = { characters: 2000, levels: 200, loops: 2, pattern: 500, program: 1000 } as const;

/** The names that an expression knows of a resource. */
export const variables = ['config', 'id', 'name', 'target', 'type'] as const;

/** What of a parsed expression is refused before it meets a resource; undefined when nothing is. */
export function refusalOf(root: Node, types: readonly Type[]): Refusal | undefined {
  if (levelsOf(root) > limits.levels) return { words: `it is nested more than ${limits.levels} levels deep`, at: 0 };
  if (loopsIn(root) > limits.loops) {
    return { words: `at most ${limits.loops} of ${[...loops].join(', ')} stand in each other`, at: 0 };
  }
  for (const node of everyNode(root)) {
    const call = callOf(node);
    const words = call && wrongCall(call);
    if (words !== undefined) return { words, at: node.start };
  }
  return wrongRead(root, types);
}

/** The patterns that an expression matches texts against, each made ready once. */
export function patternsOf(root: Node): ReadonlyMap<string, RE2JS> {
  const texts = everyNode(root).flatMap((node) => patternOf(callOf(node)) ?? []);
  return new Map(texts.map((text) => [text, RE2JS.compile(text)]));
}

const functions = new Set(['has', 'size', 'int', 'double', 'string', 'bool', 'type', 'dyn']);
const methods = new Set([
  ...loops,
  ...['contains', 'startsWith', 'endsWith', 'matches', 'size', 'lowerAscii', 'upperAscii', 'trim'],
  ...['indexOf', 'lastIndexOf', 'substring', 'split', 'join'],
]);

const times = /^(timestamp|duration|now|get[A-Z]\w*)$/;

function wrongCall(call: Call): string | undefined {
  const { name, receiver, args } = call;
  const isBind = name === 'bind' && receiver?.args === 'cel';
  const known = receiver ? methods : functions;
  if (!isBind && !known.has(name)) {
    if (times.test(name)) return `${name} is not known here: a custom rule does not know the time`;
    const near = nearest(name, known);
    return `${name} is not known here${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  const [bound] = isBind || (receiver && loops.has(name)) ? args : [];
  if (bound?.op === 'id' && variables.some((variable) => variable === bound.args)) {
    return `${String(bound.args)} is taken: give what you go through another name`;
  }
  return name === 'matches' ? wrongPattern(call) : undefined;
}

const patternOf = (call: Call | undefined): string | undefined => {
  const [pattern] = call?.name === 'matches' ? call.args : [];
  const text = pattern && literalOf(pattern);
  return typeof text === 'string' ? text : undefined;
};

function wrongPattern(call: Call): string | undefined {
  const text = patternOf(call);
  if (text === undefined) return 'the pattern of matches is a text that is written out, so that it can be checked here';
  if (text.length > limits.pattern) return `the pattern of matches is longer than ${limits.pattern} characters`;
  try {
    return RE2JS.compile(text).programSize() > limits.program ? 'the pattern of matches repeats too much' : undefined;
  } catch (error) {
    if (error instanceof RE2JSException) return `the pattern of matches is no RE2 pattern: ${error.message}`;
    throw error;
  }
}
