import { LineCounter, parseDocument, isMap, isNode, isScalar, type Document, type ErrorCode } from 'yaml';
import type { AnyRule } from '#engine/any-rule';
import { ShoalwatchError, type Policy } from '#model';
import { customIdsIn } from './custom.ts';
import { configSchema, filledFrom, type Config } from './schema.ts';
import { keysAt } from './keys.ts';
import { mistakesOf, type Place } from './mistakes.ts';
import { remediationOf } from './remediation.ts';
import { slaOf } from './sla.ts';
import { valueAt } from './value-at.ts';
import { waiverOf } from './waivers.ts';

/** Characters of a config that is taken for one. */
const longest = 1_000_000;

/** Reads the text of a shoalwatch.yaml. Throws with every mistake: file, line, column, and what was meant. */
export function loadConfig(text: string, file: string, rules: readonly AnyRule[]): Config {
  if (text.length > longest) {
    throw new ShoalwatchError('config', `${file} is larger than ${longest / 1e6} MB`, {
      cure: 'a config of thousands of targets fits in one: is it the right file?',
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const broken = document.errors.map(({ pos, code, message }) => ({
    offset: pos[0],
    words: brokenWords(code, message, wordAt(text, pos[0])),
  }));
  if (broken.length > 0) throw mistaken(broken, file, lines);

  const content = contentOf(document, file);
  const schema = configSchema(rules, customIdsIn(content));
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const place: Place = {
    keysAt: (path) => keysAt(schema, path),
    listAt: (path) => filledFrom(rules, path),
    valueAt: (path) => valueAt(content, path),
  };
  const found = parsed.error.issues.flatMap((issue) =>
    mistakesOf(issue, place).map(({ path, words, onKey }) => ({ offset: offsetOf(document, path, onKey), words })),
  );
  throw mistaken(found, file, lines);
}

function brokenWords(code: ErrorCode, message: string, word: string): string {
  if (code === 'DUPLICATE_KEY') return `a key that stands here twice: ${word}`;
  return code === 'MULTIPLE_DOCS' ? 'a second document begins here: the config is one' : message;
}

/** The live half of a config. */
export function policyOf({ policy, waivers, owners, notify, access, remediation }: Config): Policy {
  const rules = Object.entries(policy?.rules ?? {}).flatMap(([id, setting]) =>
    setting ? [[id, setting] as const] : [],
  );
  const sla = slaOf(policy?.sla ?? {});
  return {
    version: null,
    rules: Object.fromEntries(rules),
    components: { allow: policy?.allow ?? {}, deny: policy?.deny ?? {} },
    waivers: (waivers ?? []).map(waiverOf),
    ...(policy?.custom && { custom: policy.custom }),
    ...(sla && { sla }),
    ...(owners && { owners }),
    ...(notify && { notify }),
    ...(access && { access }),
    ...liveOf(remediation),
  };
}

/** What of the remediation is live: whether there is any at all is the deployment's. */
function liveOf(remediation: Config['remediation']): Pick<Policy, 'remediation'> {
  const live = remediation && remediationOf(remediation);
  return live && Object.keys(live).length > 0 ? { remediation: live } : {};
}

const cure = { cure: 'shoalwatch config schema prints what is allowed' };

function mistaken(
  found: readonly { readonly offset: number; readonly words: string }[],
  file: string,
  lines: LineCounter,
): ShoalwatchError {
  const said = [...found]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, words }) => {
      const { line, col } = lines.linePos(offset);
      return `${file}:${line}:${col}: ${words}`;
    });
  return new ShoalwatchError('config', said.join('\n'), cure);
}

/** What a document holds; an empty one is an empty map. Refuses one that unfolds without measure. */
function contentOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw new ShoalwatchError('config', `${file}:1:1: its aliases cannot be unfolded: ${cause.message}`, {
      cure: 'write out what the aliases stand for',
      cause,
    });
  }
}

const wordAt = (text: string, offset: number): string => /^[^\s:]{1,60}/.exec(text.slice(offset))?.[0] ?? '';

function offsetOf(document: Document, path: readonly PropertyKey[], onKey: boolean): number {
  if (onKey) {
    const parent = document.getIn(path.slice(0, -1), true);
    const holder = path.length === 1 ? document.contents : parent;
    const key = String(path.at(-1));
    const pair = isMap(holder)
      ? holder.items.find((it) => isScalar(it.key) && String(it.key.value) === key)
      : undefined;
    if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
  }
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
