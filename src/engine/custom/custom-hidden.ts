import type { Type } from '#model';
import { callOf, literalOf, partsOf, stepsFrom, type Node, type Refusal } from './custom-tree.ts';

/**
 * What an expression reads of the fields that change by themselves; undefined when it meets none. Such a field is not in
 * the digest of a snapshot: an answer from it would not be the stored one. A map that holds one is stepped through by
 * written-out names, and is not handed on whole: what is made of it would pass as though the field were not there.
 */
export function wrongRead(root: Node, types: readonly Type[]): Refusal | undefined {
  for (const { steps, isWhole, at } of readsIn(root)) {
    const path = steps.join('.');
    for (const { name, volatile } of types) {
      const found = volatile.find((one) => path === one || path.startsWith(`${one}.`));
      if (found !== undefined) {
        return {
          words: `config.${found} of ${name} changes by itself, and is not kept: a custom rule cannot read it`,
          at,
        };
      }
      const held = isWhole && volatile.find((one) => path === '' || one.startsWith(`${path}.`));
      if (held) {
        const whole = ['config', ...steps].join('.');
        return {
          words: `${whole} of ${name} holds ${held}, which changes by itself: read its other fields by name`,
          at,
        };
      }
    }
  }
  return undefined;
}

interface Read {
  readonly steps: readonly string[];
  /** Whether the value is used, and not only asked for. */
  readonly isWhole: boolean;
  readonly at: number;
}

function readsIn(node: Node): readonly Read[] {
  const steps = stepsFrom('config', node);
  if (steps) return [{ steps, isWhole: true, at: node.start }];
  const asked = askedOf(node);
  return asked ? [{ steps: asked, isWhole: false, at: node.start }] : partsOf(node).flatMap(readsIn);
}

/** The steps to what `has(config.a.b)` or `"b" in config.a` asks for. */
function askedOf(node: Node): readonly string[] | undefined {
  const call = callOf(node);
  const [asked] = call?.name === 'has' && !call.receiver ? call.args : [];
  if (asked) return stepsFrom('config', asked);
  const [key, holder] = node.op === 'in' ? partsOf(node) : [];
  const name = key && literalOf(key);
  const steps = holder && stepsFrom('config', holder);
  return steps && typeof name === 'string' ? [...steps, name] : undefined;
}
