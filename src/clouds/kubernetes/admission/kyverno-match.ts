import { isLike } from '#lib/wildcard';
import type { KyvernoFilter, KyvernoMatch, KyvernoRule } from '../kyverno-policy/resource.ts';
import { selects, type LabelSelector, type Labels } from '../label-selector.ts';

/** Which pods of a namespace something is about: undecided where more than kinds and namespaces tells. */
export type Extent = 'all' | 'none' | 'undecided';

/**
 * Which pods of a namespace a rule of Kyverno judges as they are made, by its `match` and `exclude`. Its preconditions are
 * part of what it asks of them.
 * Source: https://kyverno.io/docs/policy-types/cluster-policy/match-exclude/
 */
export function extentOf({ match, exclude }: KyvernoRule, labels: Labels): Extent {
  const matched = whole(match, labels);
  const excluded = exclude === undefined ? 'none' : whole(exclude, labels);
  if (matched === 'none' || excluded === 'all') return 'none';
  return matched === 'all' && excluded === 'none' ? 'all' : 'undecided';
}

function whole(match: KyvernoMatch = {}, labels: Labels): Extent {
  const { any, all, ...alone } = match;
  if (any?.length) return anyOf(any.map((one) => extentOfFilter(one, labels)));
  const filters = all?.length ? all : [alone];
  return allOf(filters.map((one) => extentOfFilter(one, labels)));
}

function anyOf(extents: readonly Extent[]): Extent {
  if (extents.includes('all')) return 'all';
  return extents.every((one) => one === 'none') ? 'none' : 'undecided';
}

function allOf(extents: readonly Extent[]): Extent {
  if (extents.includes('none')) return 'none';
  return extents.every((one) => one === 'all') ? 'all' : 'undecided';
}

function extentOfFilter({ resources = {}, ...who }: KyvernoFilter, labels: Labels): Extent {
  const { kinds, namespaces, namespaceSelector, operations, ...more } = resources;
  const name = labels['kubernetes.io/metadata.name'] ?? '';
  if (kinds?.length && !kinds.some(isPod)) return 'none';
  if (namespaces?.length && !namespaces.some((one) => isLike(name, one))) return 'none';
  if (operations?.length && !operations.includes('CREATE')) return 'none';
  if (namespaceSelector && !hasWildcard(namespaceSelector) && !selects(namespaceSelector, labels)) return 'none';
  const isNarrowed = [...Object.values(more), ...Object.values(who)].some(isSet);
  return isNarrowed || (namespaceSelector && hasWildcard(namespaceSelector)) ? 'undecided' : 'all';
}

/** A kind may stand behind its group and version, and all of them may be wildcards; pods are of no group. */
function isPod(text: string): boolean {
  const [kind = '', version = '*', group = '*', ...more] = text.split('/').reverse();
  return isLike('Pod', kind) && isLike('v1', version) && isLike('', group) && more.length === 0;
}

const isSet = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';

const hasWildcard = ({ matchLabels }: LabelSelector): boolean =>
  Object.entries(matchLabels ?? {}).some((pair) => pair.some((text) => /[*?]/.test(text)));
