import { Document, isMap, isScalar, parseDocument, visit } from 'yaml';
import type { AnyRule } from '#engine/any-rule';
import { onOneLine, showControls, withoutInvisible } from '#lib/escape/invisible';
import { formatDate } from '#lib/time';
import type { OverlayEntry, PolicyDocument } from '#model';
import { policyOf } from './load.ts';
import type { Config } from './schema.ts';
import { valueAt } from './value-at.ts';

/** The keys of shoalwatch.yaml that are pushed; everything else is the deployment's. */
const live = ['version', 'policy', 'owners', 'notify', 'remediation', 'access', 'waivers'];

/**
 * What a config pushes: its policy half, each rule by the id that it has now. Only what was written: a default may be
 * another one when the version counts.
 */
export function documentOf(config: Config, text: string, rules: readonly AnyRule[]): PolicyDocument {
  const { version: _, ...document } = policyOf(config);
  const content = contentOf(text);
  const ids = new Map(rules.flatMap(({ id, aliases = [] }) => aliases.map((old) => [old, id] as const)));
  const settings = Object.entries(document.rules).map(([id, { params, ...rest }]) => {
    const written = Object.entries(params ?? {}).filter(
      ([name]) => valueAt(content, ['policy', 'rules', id, 'params', name]) !== undefined,
    );
    return [id, { ...rest, ...(params && { params: Object.fromEntries(written) }) }] as const;
  });
  const older = settings.flatMap(([id, setting]) => (ids.has(id) ? [[ids.get(id) ?? id, setting] as const] : []));
  const present = settings.filter(([id]) => !ids.has(id));
  return { ...document, rules: Object.fromEntries([...older, ...present]) };
}

/** The text of a config without its deployment half, comments kept. The text has passed `loadConfig`. */
export function policyHalf(text: string): string {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: false });
  const { contents } = document;
  if (!isMap(contents)) return 'version: 1\n';
  const content = contentOf(text);
  contents.items = contents.items.filter(({ key }) => isScalar(key) && live.includes(String(key.value)));
  withoutDeployment(document);
  if (!isWhole(document)) {
    // What an alias stands for was in the other half: written out, without comments.
    const kept = live.map((key) => [key, valueAt(content, [key])] as const);
    const written = new Document(Object.fromEntries(kept.filter(([, value]) => value !== undefined)));
    withoutDeployment(written);
    return written.toString(style);
  }
  return document.toString(style);
}

/** Whether fixes are made at all is the deployment's, though it stands beside how they are made. */
function withoutDeployment(document: Document): void {
  const fixes = document.get('remediation');
  if (!isMap(fixes)) return;
  fixes.delete('enabled');
  if (fixes.items.length === 0) document.delete('remediation');
}

/**
 * The text of a version with what lies over it, for a pull request: each entry with who laid it, when and why. What is
 * allowed or set until an end is a comment alone: the file has no end for it, and would make it last.
 */
export function withOverlay(source: string, overlay: readonly OverlayEntry[]): string {
  const document = parseDocument(source, { uniqueKeys: true, prettyErrors: false });
  const isWritten = ({ entry, until }: OverlayEntry): boolean => entry.is === 'deny' || until === undefined;
  for (const entry of overlay.filter(isWritten)) write(document, entry);
  const left = overlay.filter((it) => !isWritten(it)).map(remark);
  const said = [document.comment, ...left.filter((line) => !source.includes(line))];
  document.comment = said.filter((line) => typeof line === 'string').join('\n') || null;
  return document.toString(style);
}

const contentOf = (text: string): unknown => parseDocument(text).toJS({ maxAliasCount: 100 });

const style = { lineWidth: 0, flowCollectionPadding: false };

function isWhole(document: Document): boolean {
  let whole = true;
  visit(document, {
    Alias(_, alias) {
      whole &&= alias.resolve(document) !== undefined;
    },
  });
  return whole;
}

function write(document: Document, laid: OverlayEntry): void {
  const { entry, reason, until } = laid;
  const terms = { reason, ...(until !== undefined && { until }) };
  if (entry.is === 'rule') {
    const path = ['policy', 'rules', entry.rule];
    open(document, path);
    const own = (document.getIn(path) ?? {}) as { toJSON?: () => object };
    const was = own.toJSON?.() ?? {};
    const params = { ...('params' in was ? (was.params as object) : {}), ...entry.setting.params };
    const setting = { ...was, ...entry.setting, ...(Object.keys(params).length > 0 && { params }), reason };
    document.setIn(path, commented(document, setting, laid));
    return;
  }
  const path = ['policy', entry.is, entry.list];
  open(document, path);
  if (document.getIn(path) === undefined) document.setIn(path, document.createNode([]));
  const item = entry.is === 'deny' ? { ...entry.item, ...terms } : entry.item;
  document.addIn(path, commented(document, item, laid));
  open(document, path);
}

/** A comment cannot stand in a collection that is written in one line. */
function open(document: Document, path: readonly string[]): void {
  for (let depth = 1; depth <= path.length; depth++) {
    const node = document.getIn(path.slice(0, depth), true);
    if (typeof node === 'object' && node !== null && 'flow' in node) node.flow = false;
  }
}

function commented(document: Document, value: unknown, laid: OverlayEntry) {
  const node = document.createNode(value);
  node.commentBefore = inComment(wordsOf(laid));
  return node;
}

function remark(laid: OverlayEntry): string {
  const { entry } = laid;
  const what =
    entry.is === 'rule'
      ? `policy.rules.${entry.rule} ${JSON.stringify(entry.setting)}`
      : `policy.${entry.is}.${entry.list} ${JSON.stringify(entry.item)}`;
  return inComment(`not in this file, it ends by itself: ${what}, ${wordsOf(laid)}`);
}

function wordsOf({ id, author, at, reason, until }: OverlayEntry): string {
  const end = until === undefined ? '' : `, until ${until}`;
  return `laid by ${author} on ${formatDate(at)} (${id}${end}): ${reason}`;
}

const inComment = (text: string): string => ` ${showControls(withoutInvisible(onOneLine(text)))}`;
