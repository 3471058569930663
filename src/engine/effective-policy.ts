import { canonicalJson } from '#lib/canonical';
import { parseInstant } from '#lib/time';
import type {
  ComponentLists,
  Instant,
  OverlayEntry,
  OverlaySetting,
  Policy,
  PolicyDocument,
  WaiverRecord,
} from '#model';
import { waiversInForce } from './waivers/waiver-merge.ts';

/** What stands on what: a document, what was laid over it, and the waivers of the store. */
export interface Layers {
  /** The version that the document is; null for a file that was never pushed. */
  readonly version: number | null;
  readonly document: PolicyDocument;
  readonly overlay: readonly OverlayEntry[];
  /** Those of the store; the document has its own. */
  readonly waivers: readonly WaiverRecord[];
  readonly at: Instant;
}

/**
 * The policy that counts at an instant. Entries come after those of the document, settings of a rule over its own. An
 * entry that has ended is not there; denials and waivers carry their end themselves, so that it changes no policy.
 */
export function effectivePolicy({ version, document, overlay, waivers, at }: Layers): Policy {
  const running = overlay.filter((it) => it.entry.is === 'deny' || isLaid(it, at));
  return {
    ...document,
    version,
    rules: running.reduce(ruled, document.rules),
    components: running.reduce(listed, document.components),
    waivers: waiversInForce(document.waivers, waivers),
  };
}

/** Whether an entry runs at an instant. An end that cannot be read has not come: what was denied stays denied. */
export function isLaid({ until }: Pick<OverlayEntry, 'until'>, at: Instant): boolean {
  const [end, now] = [parseInstant(until ?? ''), parseInstant(at)];
  return end === undefined || now === undefined || now < end;
}

/**
 * Whether a document says already what an entry says, and as long: dropping it would change nothing. What a document
 * allows or sets has no end, so that it never holds an entry that has one.
 */
export function holds({ rules, components }: PolicyDocument, { entry, until }: OverlayEntry): boolean {
  if (entry.is !== 'deny' && until !== undefined) return false;
  switch (entry.is) {
    case 'deny': {
      const asked = canonicalJson(entry.item);
      return (components.deny[entry.list] ?? []).some((it) => subjectOf(it) === asked && isAsLong(it.until, until));
    }
    case 'allow':
      return (components.allow[entry.list] ?? []).some((it) => canonicalJson(it) === canonicalJson(entry.item));
    case 'rule': {
      const own = rules[entry.rule] ?? {};
      const { params = {}, reason: _, ...flat } = entry.setting;
      return isWithin(flat, own) && isWithin(params, own.params ?? {});
    }
  }
}

/** What an entry of a list is about, without why and until when. */
const subjectOf = ({ reason: _, until: __, ...item }: { readonly reason: string; readonly until?: Instant }): string =>
  canonicalJson(item);

const isAsLong = (own: Instant | undefined, asked: Instant | undefined): boolean => {
  if (own === undefined) return true;
  const [end = -Infinity, least = Infinity] = [parseInstant(own), parseInstant(asked ?? '')];
  return end >= least;
};

const isWithin = (asked: object, own: object): boolean =>
  Object.entries(asked).every(([name, value]) => canonicalJson(value) === canonicalJson(Reflect.get(own, name)));

const listed = (lists: ComponentLists, { entry, reason, until }: OverlayEntry): ComponentLists => {
  if (entry.is === 'rule') return lists;
  if (entry.is === 'allow') {
    const own = lists.allow[entry.list] ?? [];
    return { ...lists, allow: { ...lists.allow, [entry.list]: [...own, entry.item] } };
  }
  const item = { ...entry.item, reason, ...(until !== undefined && { until }) };
  return { ...lists, deny: { ...lists.deny, [entry.list]: [...(lists.deny[entry.list] ?? []), item] } };
};

const ruled = (rules: Policy['rules'], { entry, reason }: OverlayEntry): Policy['rules'] => {
  if (entry.is !== 'rule') return rules;
  const own = rules[entry.rule] ?? {};
  return { ...rules, [entry.rule]: { ...own, ...settingOf(entry, own.params), reason } };
};

const settingOf = ({ setting }: Extract<OverlaySetting, { is: 'rule' }>, own: object | undefined) => ({
  ...setting,
  ...((setting.params ?? own) && { params: { ...own, ...setting.params } }),
});
