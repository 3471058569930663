import { sha256 } from '#lib/hash';
import type { Bill, BillFlaw, BillPackage } from '#model';
import type { Key } from '../table.ts';

/** What an index item about a package says. */
export interface PackageEntry {
  readonly versions: readonly (string | null)[];
}

/** What an index item about a flaw says. */
export interface FlawEntry {
  readonly flaws: readonly BillFlaw[];
}

/** What an index item says once nothing is left to say: items are never taken away. */
export const emptied = null;

export const packagesPlace = (ecosystem: string, name: string): string => `package ${ecosystem}/${short(name)}`;
export const flawPlace = (id: string): string => `flaw ${short(id)}`;
export const digestPlace = (digest: string): string => `bills of ${short(digest)}`;
export const namePlace = (name: string): string => `packages named ${short(name)}`;

/** The last part of a name, by which people call a package. */
export const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1) || name;

/**
 * Where a bill stands among those of its subject: bills of packages and lists of flaws, and those of several formats,
 * do not replace each other.
 */
export function slotOf({ subject, format, packages, scanned }: Bill): string {
  const what = subject.digests.length > 0 ? subject.digests.join(' ') : subject.name;
  const tells = `${packages.length > 0 ? 'packages' : ''}${scanned ? '+flaws' : ''}`;
  return `${sha256(what).slice(0, 24)} ${format} ${tells}`.trim();
}

/** The slot in the sort of an index item. */
export const slotIn = (sort: string): string => sort.slice(0, sort.lastIndexOf('#'));

/** All items by which a bill is found, by their places. */
export function entriesOf(bill: Bill): ReadonlyMap<string, { readonly key: Key; readonly body: unknown }> {
  const entries = new Map<string, { key: Key; body: unknown }>();
  const slot = slotOf(bill);
  const add = (partition: string, parts: readonly unknown[]): void => {
    for (const [at, body] of parts.entries()) {
      const key = { partition, sort: `${slot}#${at}` };
      entries.set(`${partition}\n${key.sort}`, { key, body });
    }
  };
  for (const [partition, own] of Map.groupBy(bill.packages.flatMap(namesOf), placeOfPackage)) {
    const versions = [...new Set(own.map(({ version }) => version ?? null))];
    add(
      partition,
      packed(versions).map((part): PackageEntry => ({ versions: part })),
    );
  }
  for (const [partition, own] of flawsByPlace(bill.flaws)) {
    add(
      partition,
      packed(own).map((part): FlawEntry => ({ flaws: part })),
    );
  }
  for (const digest of bill.subject.digests) add(digestPlace(digest), [{}]);
  return entries;
}

/** What the items of a bill say at one place. */
export const bodiesAt = (bill: Bill, partition: string): readonly unknown[] =>
  [...entriesOf(bill).values()].filter(({ key }) => key.partition === partition).map(({ body }) => body);

const placeOfPackage = ({ ecosystem, name }: Called): string => packagesPlace(ecosystem, name);

type Called = Pick<BillPackage, 'ecosystem' | 'name' | 'version'>;

/** What a package is found by: its own name, and that of the source package that it was built from. */
export function namesOf({ ecosystem, name, version, builtFrom }: BillPackage): readonly Called[] {
  const own = { ecosystem, name, ...(version !== undefined && { version }) };
  return builtFrom ? [own, { ...own, ...builtFrom }] : [own];
}

function flawsByPlace(flaws: readonly BillFlaw[]): ReadonlyMap<string, readonly BillFlaw[]> {
  const byPlace = new Map<string, BillFlaw[]>();
  for (const flaw of flaws) {
    for (const place of new Set([flaw.id, ...flaw.aliases].map(flawPlace))) {
      const own = byPlace.get(place);
      if (own) own.push(flaw);
      else byPlace.set(place, [flaw]);
    }
  }
  return byPlace;
}

/** Bytes of JSON that one item may hold, below what a table takes. */
const mostBytes = 48 * 1024;

/** A list in parts that fit into an item each. */
function packed<T>(list: readonly T[]): readonly (readonly T[])[] {
  const parts: T[][] = [];
  let room = 0;
  for (const one of list) {
    const size = Buffer.byteLength(JSON.stringify(one)) + 1;
    if (size > room) {
      parts.push([]);
      room = mostBytes;
    }
    parts.at(-1)?.push(one);
    room -= size;
  }
  return parts;
}

/** Places have room for names that people write, and for the digest of any other. */
function short(name: string): string {
  const lower = name.toLowerCase();
  return lower.length <= 400 ? lower : sha256(lower);
}
