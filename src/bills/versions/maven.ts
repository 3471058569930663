import { compareDigits, order, type Scheme } from './scheme.ts';

/** A number; a qualifier, with the number that follows it; or what stands behind a hyphen or begins with a qualifier. */
type Item = { readonly digits: string } | Qualifier | { readonly list: Item[] };

interface Qualifier {
  readonly word: string;
  readonly count: string | undefined;
}

/** Qualifiers in their order; the empty one is the release itself, unknown ones come after all of these. */
const known = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];

const aliases: Readonly<Record<string, string>> = { ga: '', final: '', release: '', cr: 'rc' };

/** Short forms, where a number follows. */
const short: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

/**
 * Versions of Maven artifacts, as Maven's class ComparableVersion has ordered them since 3.9.
 * Source: https://maven.apache.org/pom.html#Version_Order_Specification
 */
export const maven: Scheme<Item[]> = {
  parse: (version) => (/^[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(version) ? listOf(version.toLowerCase()) : undefined),
  compare: compareItems,
};

function listOf(version: string): Item[] {
  const root: Item[] = [];
  const lists = [root];
  let at = root;
  let isAfterItem = false;
  const open = (): void => {
    if (at.length === 0) return;
    const list: Item[] = [];
    at.push({ list });
    lists.push(list);
    at = list;
  };
  for (const [token, word, count] of version.matchAll(/[0-9]+|([^0-9.-]+)(?:-?([0-9]+))?|[.-]/g)) {
    if (token === '.' || token === '-') {
      if (!isAfterItem) at.push({ digits: '0' });
      if (token === '-') open();
      isAfterItem = false;
      continue;
    }
    if (word !== undefined || isAfterItem) open();
    at.push(word === undefined ? { digits: token } : { word: wordOf(word, count), count });
    isAfterItem = true;
  }
  lists.toReversed().forEach(trim);
  return root;
}

function wordOf(word: string, count: string | undefined): string {
  const long = count !== undefined && Object.hasOwn(short, word) ? (short[word] ?? word) : word;
  return Object.hasOwn(aliases, long) ? (aliases[long] ?? long) : long;
}

/** Takes out what says nothing: at the end, before a qualifier, and a list that holds only a list. */
function trim(list: Item[]): void {
  const last = list.at(-1);
  const inner = last && 'list' in last ? last.list[0] : undefined;
  if (inner && 'list' in inner) list.splice(-1, 1, inner);
  for (let i = list.length - 1; i >= 0; i -= 1) {
    const [item, next] = [list[i], list[i + 1]];
    const isLast = next === undefined || 'word' in next || ('list' in next && next.list[0] && 'word' in next.list[0]);
    if (item && isLast && isNothing(item)) list.splice(i, 1);
  }
}

function isNothing(item: Item): boolean {
  if ('list' in item) return item.list.length === 0;
  return 'word' in item ? item.word === '' && item.count === undefined : /^0+$/.test(item.digits);
}

function compareItems(a: readonly Item[], b: readonly Item[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = compareTwo(a[i], b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Qualifiers come before lists, lists before numbers; where the other version has ended, they stand for themselves. */
function compareTwo(a: Item | undefined, b: Item | undefined): number {
  if (a === undefined) return b === undefined ? 0 : -compareTwo(b, a);
  if ('list' in a) {
    if (b === undefined) return compareItems(a.list, []);
    return 'list' in b ? compareItems(a.list, b.list) : kind(a) - kind(b);
  }
  if ('word' in a) {
    if (b === undefined) return compareWords(a, release);
    return 'word' in b ? compareWords(a, b) : kind(a) - kind(b);
  }
  if (b === undefined) return compareDigits(a.digits, '0');
  return 'digits' in b ? compareDigits(a.digits, b.digits) : kind(a) - kind(b);
}

const kind = (item: Item): number => ('word' in item ? 0 : 'list' in item ? 1 : 2);

const release: Qualifier = { word: '', count: undefined };

function compareWords(a: Qualifier, b: Qualifier): number {
  const difference = rank(a.word) - rank(b.word) || order(a.word, b.word);
  if (difference !== 0) return difference;
  return compareDigits(a.count ?? '', b.count ?? '') || Number(a.count !== undefined) - Number(b.count !== undefined);
}

function rank(word: string): number {
  const at = known.indexOf(word);
  return at === -1 ? known.length : at;
}
