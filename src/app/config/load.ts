import { LineCounter, parseDocument, isMap, isNode, isScalar, type Document } from 'yaml';
import type { z } from 'zod';
import type { AnyRule } from '#engine/any-rule';
import { nearest } from '#lib/text';
import { ShoalwatchError, type Policy } from '#model';
import { configSchema, type Config } from './schema.ts';
import { keysAt } from './keys.ts';

/** Reads the text of a shoalwatch.yaml. Throws with every mistake: file, line, column, and what was meant. */
export function loadConfig(text: string, file: string, rules: readonly AnyRule[]): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const broken = document.errors.map(({ pos, message }) => at(file, lines, pos[0], message.split('\n')[0] ?? message));
  if (broken.length > 0) throw mistakes(broken);

  const schema = configSchema(rules);
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const found = parsed.error.issues.flatMap((issue) =>
    wordsOf(issue, schema).map(({ path, words, onKey }) => at(file, lines, offsetOf(document, path, onKey), words)),
  );
  throw mistakes(found);
}

/** The live half of a config. */
export function policyOf({ policy, waivers }: Config): Policy {
  const rules = Object.entries(policy?.rules ?? {}).flatMap(([id, setting]) =>
    setting ? [[id, setting] as const] : [],
  );
  return {
    version: null,
    rules: Object.fromEntries(rules),
    components: { allow: policy?.allow ?? {}, deny: policy?.deny ?? {} },
    waivers: waivers ?? [],
  };
}

const mistakes = (lines: readonly string[]): ShoalwatchError =>
  new ShoalwatchError('config', lines.join('\n'), { cure: 'shoalwatch config schema prints what is allowed' });

function at(file: string, lines: LineCounter, offset: number, words: string): string {
  const { line, col } = lines.linePos(offset);
  return `${file}:${line}:${col}: ${words}`;
}

interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly words: string;
  readonly onKey: boolean;
}

function wordsOf(issue: z.core.$ZodIssue, schema: z.ZodType): readonly Mistake[] {
  if (issue.code === 'invalid_union') {
    return [{ path: issue.path, words: `${pathText(issue.path)}: none of the allowed forms`, onKey: false }];
  }
  if (issue.code !== 'unrecognized_keys') {
    return [{ path: issue.path, words: `${pathText(issue.path)}: ${issue.message}`, onKey: false }];
  }
  const known = keysAt(schema, issue.path);
  return issue.keys.map((key) => {
    const meant = nearest(key, known);
    const hint = meant === undefined ? `known keys: ${known.slice(0, 12).join(', ')}` : `did you mean "${meant}"?`;
    return { path: [...issue.path, key], words: `unknown key "${key}"; ${hint}`, onKey: true };
  });
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'the file' : path.map(String).join('.');

function offsetOf(document: Document, path: readonly PropertyKey[], onKey: boolean): number {
  if (onKey) {
    const parent = document.getIn(path.slice(0, -1), true);
    const holder = path.length === 1 ? document.contents : parent;
    const pair = isMap(holder) ? holder.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
    if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
  }
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
